package dejfa.protocols.ldap;

import java.util.HashMap;
import java.util.Map;

/// Operations by their tag (RFC 4511 appendix B), and names of numbers, which `fields.yaml` has.
final class LdapNames {
    static final int BIND_REQUEST = 0;
    static final int BIND_RESPONSE = 1;
    static final int UNBIND_REQUEST = 2;
    static final int SEARCH_REQUEST = 3;
    static final int SEARCH_ENTRY = 4;
    static final int SEARCH_DONE = 5;
    static final int MODIFY_REQUEST = 6;
    static final int ADD_REQUEST = 8;
    static final int DELETE_REQUEST = 10;
    static final int RENAME_REQUEST = 12;
    static final int COMPARE_REQUEST = 14;
    static final int ABANDON_REQUEST = 16;
    static final int SEARCH_REFERENCE = 19;
    static final int EXTENDED_REQUEST = 23;
    static final int EXTENDED_RESPONSE = 24;
    static final int INTERMEDIATE = 25;

    private static final Map<Long, String> OPERATIONS = turned(LdapFields.REQUEST_OPERATION.values());
    private static final Map<Long, String> RESULTS = turned(LdapFields.RESPONSE_CODES.values());

    private LdapNames() {}

    private static Map<Long, String> turned(Map<String, Long> names) {
        Map<Long, String> all = new HashMap<>();
        names.forEach((name, number) -> all.put(number, name));
        return all;
    }

    /// @param tag of an element
    /// @return the operation's number, or -1 where the tag is none's
    static int operation(int tag) {
        int number = tag & 0x1f;
        if ((tag & 0xc0) != 0x40 || !OPERATIONS.containsKey((long) number)) return -1;
        boolean primitive = number == UNBIND_REQUEST || number == DELETE_REQUEST || number == ABANDON_REQUEST;
        return primitive == ((tag & 0x20) == 0) ? number : -1;
    }

    static boolean isRequest(int operation) {
        return switch (operation) {
            case BIND_REQUEST,
                    UNBIND_REQUEST,
                    SEARCH_REQUEST,
                    MODIFY_REQUEST,
                    ADD_REQUEST,
                    DELETE_REQUEST,
                    RENAME_REQUEST,
                    COMPARE_REQUEST,
                    ABANDON_REQUEST,
                    EXTENDED_REQUEST -> true;
            default -> false;
        };
    }

    static String operationName(int operation) {
        return OPERATIONS.getOrDefault((long) operation, "unknown");
    }

    static String result(long code) {
        String name = RESULTS.get(code);
        return name != null ? name : "unknown-" + code;
    }
}
