package dejfa.protocols.modbus;

import dejfa.api.Slots;
import dejfa.protocols.wire.Cursor;

/// One message, read whole: header, function code and what the function's form says of the rest (§6).
final class Message {
    private static final String[] ERRORS = {"DATA_LENGTH", "DATA_VALUE", "FUNC_CODE", "EXC_CODE", "PROTO_ID", "UNIT_ID"
    };
    private static final int DATA_LENGTH = 1;
    private static final int DATA_VALUE = 2;
    private static final int FUNCTION_CODE = 4;
    private static final int EXCEPTION_CODE = 8;
    private static final int PROTOCOL_ID = 16;
    private static final int UNIT_ID = 32;
    /// the anomaly of each error
    private static final String[] ANOMALIES = {
        "invalid_length",
        "invalid_value",
        "invalid_function_code",
        "invalid_exception_code",
        "invalid_protocol_id",
        "invalid_unit_identifier"
    };

    private static final int MAX_READ_BITS = 2000;
    private static final int MAX_READ_REGISTERS = 125;
    private static final int MAX_WRITE_BITS = 1968;
    private static final int MAX_WRITE_REGISTERS = 123;
    private static final int COIL_ON = 0xff00;

    final Slots slots = new Slots(ModbusMessageFields.SCHEMA);
    final int transactionId;
    final int unitId;
    final int function;
    final boolean exception;
    int readQuantity = -1;
    int readBytes = -1;
    int writeAddress = -1;
    int writeQuantity = -1;
    int writeValue = -1;
    private int errors;

    /// @param bytes one message with its header of seven bytes and at least the function code
    Message(byte[] bytes, boolean request) {
        Cursor in = new Cursor(bytes);
        transactionId = in.u16();
        int protocolId = in.u16();
        int lengthBytes = in.u16();
        unitId = in.u8();
        int code = in.u8();
        exception = !request && (code & 0x80) != 0;
        function = code & 0x7f;
        if (protocolId != 0) errors |= PROTOCOL_ID;
        if (lengthBytes > ModbusParser.MAX_LENGTH_BYTES) errors |= DATA_LENGTH;
        // 248 to 254 are reserved, 255 and 0 are for the server itself (guide §4.4.2.3)
        if (unitId > 247 && unitId < 255) errors |= UNIT_ID;
        if (function == 0 || request && code > 0x7f) errors |= FUNCTION_CODE;
        slots.set(ModbusMessageFields.TRANSACTION_ID, transactionId)
                .set(ModbusMessageFields.PROTOCOL_ID, protocolId)
                .set(ModbusMessageFields.UNIT_ID, unitId)
                .set(ModbusMessageFields.FUNCTION_RAW, code)
                .set(ModbusMessageFields.FUNCTION, function)
                .set(ModbusMessageFields.FUNCTION_CODE, Functions.name(function))
                .set(ModbusMessageFields.ACCESS_TYPE, Functions.accessText(function));
        if (exception) exception(in);
        else if (request) request(in);
        else response(in);
        if (!in.ok()) errors |= DATA_LENGTH;
        int subfunction = (int) slots.number(ModbusMessageFields.SUBFUNCTION, -1);
        slots.set(ModbusMessageFields.CATEGORY, Functions.categoryText(function, subfunction))
                .set(ModbusMessageFields.ERROR_FLAGS, Functions.text(errors, ERRORS));
    }

    /// Names of what is wrong with it.
    Iterable<String> anomalies() {
        java.util.List<String> names = new java.util.ArrayList<>(1);
        for (int i = 0; i < ANOMALIES.length; i++) if ((errors >> i & 1) != 0) names.add(ANOMALIES[i]);
        return names;
    }

    private void exception(Cursor in) {
        int code = in.u8();
        String name = Functions.exception(code);
        if (name.equals("Unknown")) errors |= EXCEPTION_CODE;
        slots.set(ModbusMessageFields.EXCEPTION_RAW, code).set(ModbusMessageFields.EXCEPTION_CODE, name);
        end(in);
    }

    private void request(Cursor in) {
        switch (function) {
            case 1, 2, 3, 4 -> read(in);
            case 5, 6 -> single(in);
            case 15, 16 -> several(in);
            case Functions.DIAGNOSTIC -> diagnostic(in);
            case Functions.MASK_WRITE -> mask(in);
            case Functions.READ_WRITE -> {
                read(in);
                several(in);
                return;
            }
            case Functions.ENCAPSULATED -> encapsulated(in);
            case 7, 11, 12, 17 -> end(in);
            default -> rest(in);
        }
        if (function != Functions.READ_WRITE && function < 7) end(in);
    }

    private void response(Cursor in) {
        switch (function) {
            case 1, 2, 3, 4, Functions.READ_WRITE -> {
                readBytes = in.u8();
                if (readBytes != in.remaining()) errors |= DATA_LENGTH;
                if (readBytes == 0) errors |= DATA_VALUE;
                if (function > 2 && (readBytes & 1) != 0) errors |= DATA_VALUE;
                slots.set(ModbusMessageFields.READ_DATA, in.bytes(Math.min(readBytes, in.remaining())));
            }
            case 5, 6 -> {
                single(in);
                end(in);
            }
            case 15, 16 -> {
                writeAddress = in.u16();
                writeQuantity = in.u16();
                slots.set(ModbusMessageFields.WRITE_ADDRESS, writeAddress)
                        .set(ModbusMessageFields.WRITE_VALUE, writeQuantity);
                end(in);
            }
            case Functions.DIAGNOSTIC -> diagnostic(in);
            case Functions.MASK_WRITE -> mask(in);
            case Functions.ENCAPSULATED -> encapsulated(in);
            default -> rest(in);
        }
    }

    private void read(Cursor in) {
        int address = in.u16();
        readQuantity = in.u16();
        if (!in.ok()) return;
        if (readQuantity < 1 || readQuantity > (function <= 2 ? MAX_READ_BITS : MAX_READ_REGISTERS)) {
            errors |= DATA_VALUE;
        }
        slots.set(ModbusMessageFields.READ_ADDRESS, address).set(ModbusMessageFields.READ_QUANTITY, readQuantity);
    }

    private void single(Cursor in) {
        writeAddress = in.u16();
        writeValue = in.u16();
        if (!in.ok()) return;
        if (function == 5 && writeValue != 0 && writeValue != COIL_ON) errors |= DATA_VALUE;
        slots.set(ModbusMessageFields.WRITE_ADDRESS, writeAddress)
                .set(ModbusMessageFields.WRITE_VALUE, writeValue)
                .add(ModbusMessageFields.WRITTEN, (long) writeValue);
    }

    /// Address, quantity, number of bytes, values.
    private void several(Cursor in) {
        writeAddress = in.u16();
        writeQuantity = in.u16();
        int bytes = in.u8();
        if (!in.ok()) return;
        boolean bits = function == 15;
        if (writeQuantity < 1 || writeQuantity > (bits ? MAX_WRITE_BITS : MAX_WRITE_REGISTERS)) errors |= DATA_VALUE;
        if (bytes != (bits ? (writeQuantity + 7) / 8 : writeQuantity * 2)) errors |= DATA_VALUE;
        if (bytes != in.remaining()) errors |= DATA_LENGTH;
        byte[] data = in.bytes(Math.min(bytes, in.remaining()));
        slots.set(ModbusMessageFields.WRITE_ADDRESS, writeAddress)
                .set(ModbusMessageFields.WRITE_QUANTITY, writeQuantity)
                .set(ModbusMessageFields.WRITE_DATA, data);
        int values = Math.min(writeQuantity, bits ? data.length * 8 : data.length / 2);
        for (int i = 0; i < values; i++) {
            int value = bits ? data[i >> 3] >> (i & 7) & 1 : (data[i * 2] & 0xff) << 8 | data[i * 2 + 1] & 0xff;
            slots.add(ModbusMessageFields.WRITTEN, (long) value);
        }
    }

    private void mask(Cursor in) {
        writeAddress = in.u16();
        int and = in.u16();
        int or = in.u16();
        slots.set(ModbusMessageFields.WRITE_ADDRESS, writeAddress)
                .set(ModbusMessageFields.AND_MASK, and)
                .set(ModbusMessageFields.OR_MASK, or);
        end(in);
    }

    private void diagnostic(Cursor in) {
        int code = in.u16();
        if (!in.ok()) return;
        byte[] data = in.rest();
        slots.set(ModbusMessageFields.SUBFUNCTION, code)
                .set(ModbusMessageFields.DIAGNOSTIC_RAW, code)
                .set(ModbusMessageFields.DIAGNOSTIC_CODE, Functions.diagnostic(code))
                .set(ModbusMessageFields.DIAGNOSTIC_DATA, data);
        if (Functions.diagnostic(code).equals("Reserved")) return;
        // only the echo (0) carries what it likes; all others carry one word (§6.8)
        if (code != 0 && data.length != 2) errors |= DATA_LENGTH;
        if (code == 1 && data.length == 2 && !(data[1] == 0 && (data[0] == 0 || data[0] == -1))) errors |= DATA_VALUE;
        if (code == 3 && data.length == 2 && data[1] != 0) errors |= DATA_VALUE;
    }

    private void encapsulated(Cursor in) {
        int type = in.u8();
        if (!in.ok()) return;
        byte[] data = in.rest();
        slots.set(ModbusMessageFields.SUBFUNCTION, type)
                .set(ModbusMessageFields.MEI_RAW, type)
                .set(ModbusMessageFields.MEI_CODE, Functions.encapsulated(type))
                .set(ModbusMessageFields.MEI_DATA, data);
        if (type == Functions.DEVICE_IDENTIFICATION && (data.length < 1 || data[0] < 1 || data[0] > 4)) {
            errors |= DATA_VALUE;
        }
    }

    private void rest(Cursor in) {
        if (in.remaining() > 0) slots.set(ModbusMessageFields.DATA, in.rest());
    }

    private void end(Cursor in) {
        if (in.remaining() > 0) errors |= DATA_LENGTH;
    }

    /// Is this the answer that `request` asks for? (§6: a response echoes what was written, and brings what was
    /// asked.)
    boolean answers(Message request) {
        if (function != request.function || unitId != request.unitId) return false;
        if (exception) return true;
        if (readBytes >= 0 && request.readQuantity >= 0) {
            int wanted = function <= 2 ? (request.readQuantity + 7) / 8 : request.readQuantity * 2;
            return readBytes == wanted;
        }
        if (writeAddress != request.writeAddress) return false;
        if (function == 15 || function == 16) return writeQuantity == request.writeQuantity;
        return writeValue == request.writeValue
                && slots.number(ModbusMessageFields.SUBFUNCTION, -1)
                        == request.slots.number(ModbusMessageFields.SUBFUNCTION, -1);
    }
}
