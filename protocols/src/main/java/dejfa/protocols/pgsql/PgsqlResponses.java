package dejfa.protocols.pgsql;

import dejfa.api.Field;
import dejfa.api.Transaction;
import dejfa.protocols.wire.Cursor;

/// Responses, told together in the transaction of their request.
final class PgsqlResponses {
    static final int OK = 0;
    static final int MD5 = 5;
    static final int SASL = 10;
    static final int SASL_CONTINUE = 11;
    static final int SASL_FINAL = 12;

    static final String TYPES = "RSKZTDCEIANGHWcdnst123vV";
    private static final int MAX_PARAMETERS = 64;
    private static final int MAX_FIELDS = 32;

    private PgsqlResponses() {}

    /// @param in behind the code
    static void authentication(int code, Cursor in, Transaction out) {
        switch (code) {
            case MD5 -> out.set(PgsqlFields.MD5_SALT, in.bytes(Math.min(4, in.remaining())));
            case SASL_FINAL -> out.set(PgsqlFields.SASL_FINAL, in.rest());
            default -> out.set(PgsqlFields.RESPONSE_MESSAGE, name(code));
        }
    }

    private static String name(int code) {
        return switch (code) {
            case OK -> "authentication_ok";
            case 2 -> "authentication_kerberos_v5";
            case 3 -> "authentication_cleartext_password";
            case 6 -> "authentication_scm_credential";
            case 7 -> "authentication_gss";
            case 8 -> "authentication_gss_continue";
            case 9 -> "authentication_sspi";
            case SASL -> "authentication_sasl";
            case SASL_CONTINUE -> "authentication_sasl_continue";
            default -> "authentication_" + code;
        };
    }

    /// @param in behind the length
    /// @param totalBytes of the message with its type, of which a long one is not all there
    static void typed(int type, Cursor in, long totalBytes, Transaction out) {
        switch (type) {
            case 'S' -> {
                byte[] name = PgsqlReader.string(in);
                byte[] value = PgsqlReader.string(in);
                if (out.slots.list(PgsqlFields.PARAMETER_STATUS).size() < MAX_PARAMETERS) {
                    out.add(PgsqlFields.PARAMETER_STATUS, PgsqlReader.parameter(name, value));
                }
            }
            case 'K' -> out.set(PgsqlFields.PROCESS_ID, in.u32()).set(PgsqlFields.SECRET_KEY, in.u32());
            case 'T' -> out.set(PgsqlFields.FIELD_COUNT, in.u16());
            case 'D' -> row(in, totalBytes, out);
            case 'C' -> out.set(PgsqlFields.COMMAND_COMPLETED, PgsqlReader.string(in));
            case 'E', 'N' -> notice(in, out);
            case 'I' -> out.set(PgsqlFields.RESPONSE_MESSAGE, "empty_query_response");
            case 'G' -> out.set(PgsqlFields.COPY_IN_COLUMNS, in.skip(1).u16());
            case 'H', 'W' -> out.set(PgsqlFields.COPY_OUT_COLUMNS, in.skip(1).u16());
            case 'd' -> {
                add(out, PgsqlFields.COPY_OUT_ROWS, 1);
                add(out, PgsqlFields.COPY_OUT_BYTES, totalBytes - 5);
            }
            default -> {
                // what a step of the extended protocol is answered with has nothing inside
            }
        }
    }

    static void add(Transaction out, Field field, long more) {
        out.set(field, out.slots.number(field, 0) + more);
    }

    /// The values fill all but the type, the length, their count, and the length of each.
    private static void row(Cursor in, long totalBytes, Transaction out) {
        int columns = in.u16();
        add(out, PgsqlFields.DATA_ROWS, 1);
        add(out, PgsqlFields.DATA_SIZE, Math.max(0, totalBytes - 7 - 4L * columns));
    }

    /// Fields of an error or notice; an error's text is not replaced by a notice's.
    private static void notice(Cursor in, Transaction out) {
        for (int i = 0; i < MAX_FIELDS && in.remaining() > 0; i++) {
            int kind = in.u8();
            if (kind == 0) return;
            byte[] value = PgsqlReader.string(in);
            Field field =
                    switch (kind) {
                        case 'S' -> PgsqlFields.SEVERITY;
                        case 'V' -> PgsqlFields.SEVERITY_PLAIN;
                        case 'C' -> PgsqlFields.CODE;
                        case 'M' -> PgsqlFields.ERROR_TEXT;
                        case 'F' -> PgsqlFields.FILE;
                        case 'L' -> PgsqlFields.LINE;
                        case 'R' -> PgsqlFields.ROUTINE;
                        default -> null;
                    };
            if (field != null) out.set(field, value);
        }
    }
}
