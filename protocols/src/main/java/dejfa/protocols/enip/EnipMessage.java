package dejfa.protocols.enip;

import dejfa.api.Slots;
import dejfa.protocols.wire.Cursor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One encapsulated message: header, what its command brings, the items of the common packet format (volume 2, §2).
final class EnipMessage {
    private static final int MAX_ITEMS = 32;
    private static final int ITEM_IDENTITY = 0x0c;
    private static final int ITEM_CONNECTED = 0xb1;
    private static final int ITEM_UNCONNECTED = 0xb2;
    private static final int ITEM_SERVICE = 0x100;

    final Slots slots = new Slots(EnipMessageFields.SCHEMA);
    final int command;
    final long session;
    /// the sender's own eight bytes, which come back with the reply; unless it is connected data, told by its
    /// number
    final String context;

    private int sequence = -1;
    boolean malformed;

    /// @param bytes header and all that its length counts
    EnipMessage(byte[] bytes, boolean request) {
        Cursor in = new Cursor(bytes);
        command = in.u16LE();
        in.skip(2);
        session = in.u32LE();
        long status = in.u32LE();
        String own = new String(in.bytes(8), StandardCharsets.ISO_8859_1);
        long options = in.u32LE();
        slots.set(EnipMessageFields.COMMAND_CODE, command)
                .set(EnipMessageFields.COMMAND, Command.name(command))
                .set(EnipMessageFields.SESSION, session)
                .set(EnipMessageFields.STATUS_CODE, status)
                .set(EnipMessageFields.STATUS, Command.status(status));
        malformed = options != 0 || !Command.known(command);
        switch (command) {
            case Command.REGISTER_SESSION -> register(in);
            case Command.LIST_IDENTITY, Command.LIST_SERVICES, Command.LIST_INTERFACES -> {
                if (in.remaining() > 0) items(in);
            }
            case Command.SEND_RR_DATA, Command.SEND_UNIT_DATA -> {
                if (in.remaining() > 0 || request) items(in.skip(6));
            }
            default -> {
                // nothing is read of the others
            }
        }
        context = sequence >= 0 ? "#" + sequence : own;
    }

    private void register(Cursor in) {
        if (in.remaining() == 0 && slots.number(EnipMessageFields.STATUS_CODE, 0) != 0) return;
        int version = in.u16LE();
        int options = in.u16LE();
        malformed |= !in.ok() || in.remaining() > 0;
        if (!in.ok()) return;
        slots.set(EnipMessageFields.PROTOCOL_VERSION, version)
                .set(EnipMessageFields.REGISTER_VERSION, version)
                .set(EnipMessageFields.REGISTER_OPTIONS, options);
    }

    private void items(Cursor in) {
        int count = in.u16LE();
        if (count > MAX_ITEMS) malformed = true;
        for (int i = 0; i < Math.min(count, MAX_ITEMS) && in.ok(); i++) {
            int type = in.u16LE();
            Cursor item = in.slice(in.u16LE());
            if (!in.ok()) break;
            switch (type) {
                case ITEM_IDENTITY -> identity(item);
                case ITEM_SERVICE -> service(item);
                case ITEM_CONNECTED -> {
                    sequence = item.u16LE();
                    if (item.remaining() > 0) malformed |= !Cip.read(item, slots);
                }
                case ITEM_UNCONNECTED -> {
                    if (item.remaining() > 0) malformed |= !Cip.read(item, slots);
                }
                default -> {
                    // addresses and interfaces are passed over
                }
            }
            malformed |= !item.ok();
        }
        malformed |= !in.ok();
    }

    private void identity(Cursor item) {
        int version = item.u16LE();
        // the socket address: family, port, address, zeros
        item.skip(16);
        int vendor = item.u16LE();
        int device = item.u16LE();
        int product = item.u16LE();
        int major = item.u8();
        int minor = item.u8();
        int status = item.u16LE();
        long serial = item.u32LE();
        byte[] name = item.bytes(item.u8());
        int state = item.u8();
        if (!item.ok()) return;
        slots.set(EnipMessageFields.PROTOCOL_VERSION, version)
                .set(EnipMessageFields.IDENTITY_VERSION, version)
                .set(EnipMessageFields.VENDOR_ID, vendor)
                .set(EnipMessageFields.VENDOR, Command.vendor(vendor))
                .set(EnipMessageFields.DEVICE_TYPE, device)
                .set(EnipMessageFields.DEVICE, Command.device(device))
                .set(EnipMessageFields.PRODUCT_CODE, product)
                .set(EnipMessageFields.REVISION, major << 8 | minor)
                .set(EnipMessageFields.REVISION_TEXT, major + "." + minor)
                .set(EnipMessageFields.IDENTITY_STATUS, status)
                .set(EnipMessageFields.SERIAL, serial)
                .set(EnipMessageFields.PRODUCT_NAME, name)
                .set(EnipMessageFields.STATE, state)
                .set(EnipMessageFields.STATE_TEXT, Command.state(state));
    }

    private void service(Cursor item) {
        int version = item.u16LE();
        int capabilities = item.u16LE();
        byte[] name = item.bytes(16);
        if (!item.ok()) return;
        int end = 0;
        while (end < name.length && name[end] != 0) end++;
        slots.set(EnipMessageFields.PROTOCOL_VERSION, version)
                .set(EnipMessageFields.SERVICE_VERSION, version)
                .set(EnipMessageFields.CAPABILITIES, capabilities)
                .set(EnipMessageFields.SERVICE_NAME, Arrays.copyOf(name, end));
    }
}
