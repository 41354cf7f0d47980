package dejfa.protocols.smb;

import java.util.Map;

/// Names of commands, statuses, dialects and services as Suricata's EVE spells them (codes: MS-CIFS §2.2.2.1, MS-SMB2
/// §2.2.1, MS-ERREF).
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
    /// interfaces that lateral movement uses (MS-SCMR, MS-TSCH, MS-SRVS, MS-SAMR, MS-LSAD, MS-DRSR, …)
    private static final Map<String, String> SERVICES = Map.ofEntries(
            Map.entry("367abb81-9844-35f1-ad32-98f038001003", "svcctl"),
            Map.entry("86d35949-83c9-4044-b424-db363231fd0c", "ITaskSchedulerService"),
            Map.entry("1ff70682-0a51-30e8-076d-740be8cee98b", "atsvc"),
            Map.entry("4b324fc8-1670-01d3-1278-5a47bf6ee188", "srvsvc"),
            Map.entry("6bffd098-a112-3610-9833-46c3f87e345a", "wkssvc"),
            Map.entry("12345778-1234-abcd-ef00-0123456789ab", "lsarpc"),
            Map.entry("12345778-1234-abcd-ef00-0123456789ac", "samr"),
            Map.entry("12345678-1234-abcd-ef00-01234567cffb", "netlogon"),
            Map.entry("12345678-1234-abcd-ef00-0123456789ab", "spoolss"),
            Map.entry("338cd001-2244-31f1-aaaa-900038001003", "winreg"),
            Map.entry("e3514235-4b06-11d1-ab04-00c04fc2dcd2", "drsuapi"),
            Map.entry("c681d488-d850-11d0-8c52-00c04fd90f7e", "efsrpc"),
            Map.entry("afa8bd80-7d8a-11c9-bef4-08002b102989", "mgmt"),
            Map.entry("e1af8308-5d1f-11c9-91a4-08002b14a0fa", "epmapper"));
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
        return code < DISPOSITIONS.length ? DISPOSITIONS[(int) code] : Long.toString(code);
    }

    static String service(String uuid) {
        return SERVICES.get(uuid);
    }
}
