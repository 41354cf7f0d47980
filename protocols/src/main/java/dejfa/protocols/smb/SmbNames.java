package dejfa.protocols.smb;

import java.util.Map;

/// Names of commands, statuses, dialects and control codes as Suricata's EVE spells them (codes: MS-CIFS
/// §2.2.2.1, MS-SMB2 §2.2.1, MS-ERREF).
final class SmbNames {
    private static final Map<Integer, String> ONE = Map.ofEntries(
            Map.entry(0x00, "CREATE_DIRECTORY"),
            Map.entry(0x01, "DELETE_DIRECTORY"),
            Map.entry(0x02, "OPEN"),
            Map.entry(0x03, "CREATE"),
            Map.entry(0x04, "CLOSE"),
            Map.entry(0x05, "FLUSH"),
            Map.entry(0x06, "DELETE"),
            Map.entry(0x07, "RENAME"),
            Map.entry(0x08, "QUERY_INFORMATION"),
            Map.entry(0x09, "SET_INFORMATION"),
            Map.entry(0x0a, "READ"),
            Map.entry(0x0b, "WRITE"),
            Map.entry(0x24, "LOCKING_ANDX"),
            Map.entry(0x25, "TRANS"),
            Map.entry(0x2b, "ECHO"),
            Map.entry(0x2d, "OPEN_ANDX"),
            Map.entry(0x2e, "READ_ANDX"),
            Map.entry(0x2f, "WRITE_ANDX"),
            Map.entry(0x32, "TRANS2"),
            Map.entry(0x34, "FIND_CLOSE2"),
            Map.entry(0x71, "TREE_DISCONNECT"),
            Map.entry(0x72, "NEGOTIATE_PROTOCOL"),
            Map.entry(0x73, "SESSION_SETUP_ANDX"),
            Map.entry(0x74, "LOGOFF_ANDX"),
            Map.entry(0x75, "TREE_CONNECT_ANDX"),
            Map.entry(0xa0, "NT_TRANS"),
            Map.entry(0xa2, "NT_CREATE_ANDX"),
            Map.entry(0xa4, "NT_CANCEL"));
    private static final String[] TWO = {
        "NEGOTIATE_PROTOCOL",
        "SESSION_SETUP",
        "SESSION_LOGOFF",
        "TREE_CONNECT",
        "TREE_DISCONNECT",
        "CREATE",
        "CLOSE",
        "FLUSH",
        "READ",
        "WRITE",
        "LOCK",
        "IOCTL",
        "CANCEL",
        "KEEPALIVE",
        "FIND",
        "CHANGE_NOTIFY",
        "GET_INFO",
        "SET_INFO",
        "OPLOCK_BREAK"
    };
    private static final Map<Long, String> STATUS = Map.ofEntries(
            Map.entry(0x00000000L, "STATUS_SUCCESS"),
            Map.entry(0x00000103L, "STATUS_PENDING"),
            Map.entry(0x80000005L, "STATUS_BUFFER_OVERFLOW"),
            Map.entry(0x80000006L, "STATUS_NO_MORE_FILES"),
            Map.entry(0xc0000008L, "STATUS_INVALID_HANDLE"),
            Map.entry(0xc000000dL, "STATUS_INVALID_PARAMETER"),
            Map.entry(0xc000000fL, "STATUS_NO_SUCH_FILE"),
            Map.entry(0xc0000010L, "STATUS_INVALID_DEVICE_REQUEST"),
            Map.entry(0xc0000011L, "STATUS_END_OF_FILE"),
            Map.entry(0xc0000016L, "STATUS_MORE_PROCESSING_REQUIRED"),
            Map.entry(0xc0000022L, "STATUS_ACCESS_DENIED"),
            Map.entry(0xc0000033L, "STATUS_OBJECT_NAME_INVALID"),
            Map.entry(0xc0000034L, "STATUS_OBJECT_NAME_NOT_FOUND"),
            Map.entry(0xc0000035L, "STATUS_OBJECT_NAME_COLLISION"),
            Map.entry(0xc000003aL, "STATUS_OBJECT_PATH_NOT_FOUND"),
            Map.entry(0xc0000043L, "STATUS_SHARING_VIOLATION"),
            Map.entry(0xc0000064L, "STATUS_NO_SUCH_USER"),
            Map.entry(0xc000006aL, "STATUS_WRONG_PASSWORD"),
            Map.entry(0xc000006dL, "STATUS_LOGON_FAILURE"),
            Map.entry(0xc000006eL, "STATUS_ACCOUNT_RESTRICTION"),
            Map.entry(0xc0000071L, "STATUS_PASSWORD_EXPIRED"),
            Map.entry(0xc0000072L, "STATUS_ACCOUNT_DISABLED"),
            Map.entry(0xc00000bbL, "STATUS_NOT_SUPPORTED"),
            Map.entry(0xc00000c9L, "STATUS_NETWORK_NAME_DELETED"),
            Map.entry(0xc00000ccL, "STATUS_BAD_NETWORK_NAME"),
            Map.entry(0xc0000103L, "STATUS_NOT_A_DIRECTORY"),
            Map.entry(0xc0000120L, "STATUS_CANCELLED"),
            Map.entry(0xc0000128L, "STATUS_FILE_CLOSED"),
            Map.entry(0xc000015bL, "STATUS_LOGON_TYPE_NOT_GRANTED"),
            Map.entry(0xc0000203L, "STATUS_USER_SESSION_DELETED"),
            Map.entry(0xc0000234L, "STATUS_ACCOUNT_LOCKED_OUT"));
    static final long PIPE_TRANSCEIVE = 0x0011c017L;

    private static final Map<Long, String> FUNCTIONS = Map.ofEntries(
            Map.entry(0x00060194L, "FSCTL_DFS_GET_REFERRALS"),
            Map.entry(0x000601b0L, "FSCTL_DFS_GET_REFERRALS_EX"),
            Map.entry(0x00090000L, "FSCTL_REQUEST_OPLOCK_LEVEL_1"),
            Map.entry(0x0009009cL, "FSCTL_GET_OBJECT_ID"),
            Map.entry(0x000900a4L, "FSCTL_SET_REPARSE_POINT"),
            Map.entry(0x000900c0L, "FSCTL_CREATE_OR_GET_OBJECT_ID"),
            Map.entry(0x000900c4L, "FSCTL_SET_SPARSE"),
            Map.entry(0x00090240L, "FSCTL_REQUEST_OPLOCK"),
            Map.entry(0x000980c8L, "FSCTL_SET_ZERO_DATA"),
            Map.entry(0x0011400cL, "FSCTL_PIPE_PEEK"),
            Map.entry(0x00110018L, "FSCTL_PIPE_WAIT"),
            Map.entry(PIPE_TRANSCEIVE, "FSCTL_PIPE_TRANSCEIVE"),
            Map.entry(0x00140078L, "FSCTL_SRV_REQUEST_RESUME_KEY"),
            Map.entry(0x00140204L, "FSCTL_VALIDATE_NEGOTIATE_INFO"),
            Map.entry(0x001401d4L, "FSCTL_LMR_REQUEST_RESILIENCY"),
            Map.entry(0x001401fcL, "FSCTL_QUERY_NETWORK_INTERFACE_INFO"),
            Map.entry(0x00144064L, "FSCTL_SRV_ENUMERATE_SNAPSHOTS"),
            Map.entry(0x001440f2L, "FSCTL_SRV_COPYCHUNK"),
            Map.entry(0x001441bbL, "FSCTL_SRV_READ_HASH"),
            Map.entry(0x001480f2L, "FSCTL_SRV_COPYCHUNK_WRITE"));
    private static final String[] DISPOSITIONS = {
        "FILE_SUPERSEDE", "FILE_OPEN", "FILE_CREATE", "FILE_OPEN_IF", "FILE_OVERWRITE", "FILE_OVERWRITE_IF"
    };

    private SmbNames() {}

    static String commandOfOne(int command) {
        String name = ONE.get(command);
        return "SMB1_COMMAND_" + (name != null ? name : Integer.toString(command));
    }

    static String commandOfTwo(int command) {
        return "SMB2_COMMAND_" + (command < TWO.length ? TWO[command] : Integer.toString(command));
    }

    /// Null where it has no name here.
    static String status(long code) {
        return STATUS.get(code);
    }

    static String dialect(int code) {
        return switch (code) {
            case 0x0202 -> "2.02";
            case 0x0210 -> "2.10";
            case 0x02ff -> "2.??";
            case 0x0300 -> "3.00";
            case 0x0302 -> "3.02";
            case 0x0311 -> "3.11";
            default -> String.format("0x%04x", code);
        };
    }

    static String disposition(long code) {
        return code < DISPOSITIONS.length ? DISPOSITIONS[(int) code] : "UNKNOWN";
    }

    /// A handle or GUID of SMB 2 as Suricata's EVE shows it.
    static String guid(byte[] bytes) {
        int[] order = {3, 2, 1, 0, 5, 4, 7, 6, 9, 8, 15, 14, 13, 12, 11, 10};
        StringBuilder text = new StringBuilder(36);
        for (int i = 0; i < order.length; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) text.append('-');
            text.append(Character.forDigit(bytes[order[i]] >> 4 & 15, 16))
                    .append(Character.forDigit(bytes[order[i]] & 15, 16));
        }
        return text.toString();
    }

    /// From FILETIME, tenths of microseconds since 1601 (MS-DTYP §2.3.3).
    static long unixSeconds(long fileTime) {
        return Math.max(0, fileTime / 10_000_000 - 11_644_473_600L);
    }

    /// Names of MS-FSCC §2.3; others as a number.
    static String function(long code) {
        String name = FUNCTIONS.get(code);
        return name != null ? name : Long.toString(code);
    }
}
