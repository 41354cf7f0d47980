package dejfa.protocols.pgsql;

import dejfa.api.Transaction;
import dejfa.protocols.wire.Cursor;

/// Requests: the untyped ones that open a session, and those with a type.
final class PgsqlRequests {
    static final long SSL = 80_877_103;
    static final long GSS = 80_877_104;
    static final long CANCEL = 80_877_102;
    /// protocol 3
    static final int MAJOR = 3;

    static final String TYPES = "QpXPBDESFCHdcf";
    private static final int MAX_PARAMETERS = 64;

    private PgsqlRequests() {}

    /// @param code what stands behind the length
    static boolean opens(long code) {
        return code == SSL || code == GSS || code == CANCEL || code >> 16 == MAJOR;
    }

    /// @param in behind the code
    static void opening(long code, Cursor in, Transaction out) {
        if (code == SSL) out.set(PgsqlFields.REQUEST_MESSAGE, "SSL Request");
        else if (code == GSS) out.set(PgsqlFields.REQUEST_MESSAGE, "GSSENC Request");
        else if (code == CANCEL) {
            out.set(PgsqlFields.REQUEST_MESSAGE, "Cancel Request")
                    .set(PgsqlFields.CANCEL_PROCESS, in.u32())
                    .set(PgsqlFields.CANCEL_KEY, in.u32());
        } else startup(code, in, out);
    }

    private static void startup(long code, Cursor in, Transaction out) {
        out.set(PgsqlFields.PROTOCOL_VERSION, (code >> 16) + "." + (code & 0xffff));
        for (int i = 0; i < MAX_PARAMETERS && in.remaining() > 0; i++) {
            byte[] name = PgsqlReader.string(in);
            if (name.length == 0) return;
            byte[] value = PgsqlReader.string(in);
            if (name.length == 4 && name[0] == 'u' && name[1] == 's' && name[2] == 'e' && name[3] == 'r') {
                out.set(PgsqlFields.USER, value);
            } else out.add(PgsqlFields.PARAMETERS, PgsqlReader.parameter(name, value));
        }
    }

    /// @param authentication what the server asked for last
    static void password(int authentication, Cursor in, boolean shown, Transaction out) {
        switch (authentication) {
            case PgsqlResponses.SASL -> {
                out.set(PgsqlFields.SASL_MECHANISM, PgsqlReader.string(in));
                long length = in.u32();
                if (length > 0 && length <= in.remaining()) out.set(PgsqlFields.SASL_PARAM, in.bytes((int) length));
            }
            case PgsqlResponses.SASL_CONTINUE -> out.set(PgsqlFields.SASL_RESPONSE, in.rest());
            default -> {
                if (shown) out.set(PgsqlFields.PASSWORD, PgsqlReader.string(in));
                else out.set(PgsqlFields.PASSWORD_REDACTED, (Object) true);
            }
        }
    }

    /// @param in behind the length
    static void typed(int type, Cursor in, Transaction out) {
        switch (type) {
            case 'Q' -> out.set(PgsqlFields.QUERY, PgsqlReader.string(in));
            case 'P' -> {
                PgsqlReader.string(in);
                out.set(PgsqlFields.PREPARED_QUERY, PgsqlReader.string(in));
            }
            default -> out.set(PgsqlFields.REQUEST_MESSAGE, name(type));
        }
    }

    private static String name(int type) {
        return switch (type) {
            case 'X' -> "Termination message";
            case 'B' -> "Bind";
            case 'D' -> "Describe";
            case 'E' -> "Execute";
            case 'S' -> "Sync";
            case 'F' -> "Function Call";
            case 'C' -> "Close";
            case 'H' -> "Flush";
            case 'd' -> "Copy Data";
            case 'c' -> "Copy Done";
            case 'f' -> "Copy Fail";
            default -> "Unknown";
        };
    }
}
