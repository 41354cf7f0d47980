package dejfa.protocols.wire;

import java.util.HashMap;
import java.util.Map;

/// Names of the numbers of a registry.
public final class Codes {
    private final Map<Long, String> names = new HashMap<>();

    private Codes() {}

    /// @param table pairs `number name`, separated by spaces or line ends
    public static Codes of(String table) {
        Codes codes = new Codes();
        String[] words = table.strip().split("\\s+");
        for (int i = 0; i + 1 < words.length; i += 2) codes.names.put(Long.decode(words[i]), words[i + 1]);
        return codes;
    }

    public boolean knows(long number) {
        return names.containsKey(number);
    }

    /// Null where it has none.
    public String name(long number) {
        return names.get(number);
    }

    public String name(long number, String whenUnknown) {
        return names.getOrDefault(number, whenUnknown);
    }
}
