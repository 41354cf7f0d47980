package dejfa.protocols.dcerpc;

import dejfa.protocols.wire.Cursor;
import java.util.HexFormat;

/// The common header of a connection-oriented PDU (C706 §12.6.3.1).
///
/// @param flags `pfc_flags`
/// @param bigEndian byte order of all its numbers
/// @param fragmentBytes of the whole PDU, this header included
public record PduHeader(
        int major, int minor, int type, int flags, boolean bigEndian, int fragmentBytes, int authBytes, long callId) {
    /// Bytes of the common header.
    public static final int BYTES = 16;

    static final int REQUEST = 0;
    static final int RESPONSE = 2;
    static final int FAULT = 3;
    static final int REJECT = 6;
    static final int BIND = 11;
    static final int BIND_ACK = 12;
    static final int BIND_NAK = 13;
    static final int ALTER_CONTEXT = 14;
    static final int ALTER_CONTEXT_RESPONSE = 15;
    static final int LAST_TYPE = 19;
    static final int FIRST_FRAGMENT = 1;
    static final int LAST_FRAGMENT = 2;
    private static final int ASCII_BIG = 0x00;
    private static final int ASCII_LITTLE = 0x10;
    private static final String[] NAMES = {
        "REQUEST",
        "PING",
        "RESPONSE",
        "FAULT",
        "WORKING",
        "NOCALL",
        "REJECT",
        "ACK",
        "CL_CANCEL",
        "FACK",
        "CANCEL_ACK",
        "BIND",
        "BINDACK",
        "BINDNAK",
        "ALTER_CONTEXT",
        "ALTER_CONTEXT_RESP",
        "AUTH3",
        "SHUTDOWN",
        "CO_CANCEL",
        "ORPHANED"
    };

    /// The header at the front of `in`, or null where there is none of version 5.
    public static PduHeader read(Cursor in) {
        int major = in.u8();
        int minor = in.u8();
        int type = in.u8();
        int flags = in.u8();
        int order = in.u8();
        int floats = in.u8();
        in.skip(2);
        if (!in.ok() || major != 5 || minor > 1 || type > LAST_TYPE || floats > 3) return null;
        if (!isOrder(order)) return null;
        boolean big = order == ASCII_BIG;
        int fragment = u16(in, big);
        int auth = u16(in, big);
        long call = u32(in, big);
        if (!in.ok() || fragment < BYTES) return null;
        return new PduHeader(major, minor, type, flags, big, fragment, auth, call);
    }

    boolean isFirst() {
        return (flags & FIRST_FRAGMENT) != 0;
    }

    boolean isLast() {
        return (flags & LAST_FRAGMENT) != 0;
    }

    String name() {
        return name(type);
    }

    static String name(int type) {
        return type < NAMES.length ? NAMES[type] : "UNKNOWN_" + type;
    }

    static boolean isOrder(int first) {
        return first == ASCII_BIG || first == ASCII_LITTLE;
    }

    static int u16(Cursor in, boolean big) {
        return big ? in.u16() : in.u16LE();
    }

    static long u32(Cursor in, boolean big) {
        return big ? in.u32() : in.u32LE();
    }

    /// Sixteen bytes as the field writes them; the first three parts are numbers.
    static String uuid(Cursor in, boolean big) {
        byte[] bytes = in.bytes(16);
        if (bytes.length < 16) return "";
        if (!big) {
            swap(bytes, 0, 3);
            swap(bytes, 1, 2);
            swap(bytes, 4, 5);
            swap(bytes, 6, 7);
        }
        String hex = HexFormat.of().formatHex(bytes);
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-" + hex.substring(12, 16) + "-"
                + hex.substring(16, 20) + "-" + hex.substring(20);
    }

    private static void swap(byte[] bytes, int a, int b) {
        byte kept = bytes[a];
        bytes[a] = bytes[b];
        bytes[b] = kept;
    }
}
