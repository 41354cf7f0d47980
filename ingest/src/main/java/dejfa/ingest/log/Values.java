package dejfa.ingest.log;

import dejfa.api.Address;
import dejfa.api.Field;
import dejfa.api.Slots;

/// Texts of a log as typed values.
public final class Values {
    private Values() {}

    /// @return null where the text is no literal address (a zone as in `fe80::1%3` is dropped)
    public static Address address(String text) {
        if (text == null || text.length() < 2 || text.length() > 64) return null;
        int zone = text.indexOf('%');
        try {
            return Address.parse(zone < 0 ? text : text.substring(0, zone));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// @return -1 where the text is no number of at most 18 digits
    public static long number(String text) {
        if (text == null || text.isEmpty() || text.length() > 18) return -1;
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') return -1;
            value = value * 10 + c - '0';
        }
        return value;
    }

    public static void number(Slots slots, Field field, String text) {
        long value = number(text);
        if (value >= 0) slots.set(field, value);
    }

    public static void text(Slots slots, Field field, String text) {
        if (text != null) slots.set(field, text);
    }
}
