package dejfa.ingest.log.mapped;

import dejfa.api.Address;
import dejfa.api.log.LogRecord;
import dejfa.ingest.log.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A condition on a record's fields: each named one has one of the values (letter case aside), `*` stands for
/// any, a trailing `*` for any ending, `(private)` for an address of an own network (RFC 1918, RFC 4193). The
/// name `origin.service` is the service that the reader gave.
record Where(Map<String, List<String>> wanted) {
    static Where of(YamlMap map) {
        Map<String, List<String>> wanted = new LinkedHashMap<>();
        for (String key : map.keys()) {
            List<String> values = new ArrayList<>();
            for (String value : map.texts(key)) values.add(value.toLowerCase(Locale.ROOT));
            wanted.put(key, values);
        }
        return new Where(wanted);
    }

    boolean holds(LogRecord record) {
        for (Map.Entry<String, List<String>> one : wanted.entrySet()) {
            String value = one.getKey().equals("origin.service") ? record.origin.service() : record.value(one.getKey());
            if (value == null || !holds(value.toLowerCase(Locale.ROOT), one.getValue())) return false;
        }
        return true;
    }

    private static boolean holds(String value, List<String> wanted) {
        for (String one : wanted) {
            if (one.equals("(private)")) {
                if (isPrivate(Values.address(value))) return true;
            } else if (one.endsWith("*") ? value.startsWith(one.substring(0, one.length() - 1)) : value.equals(one))
                return true;
        }
        return false;
    }

    private static boolean isPrivate(Address address) {
        if (address == null) return false;
        if (!address.isV4()) return address.high() >>> 57 == 0xfc >>> 1;
        int bits = address.v4Bits();
        return bits >>> 24 == 10 || bits >>> 20 == 0xac1 || bits >>> 16 == 0xc0a8;
    }
}
