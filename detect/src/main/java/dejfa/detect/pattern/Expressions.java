package dejfa.detect.pattern;

import dejfa.detect.pattern.RegularExpression.Flag;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The regular expressions of one rule set: equal ones are compiled once, and the native memory of all goes at once.
public final class Expressions implements AutoCloseable {
    private record Key(String pattern, Set<Flag> flags) {}

    private final Map<Key, RegularExpression> compiled = new ConcurrentHashMap<>();

    /// @throws IllegalArgumentException when it is no regular expression
    public RegularExpression compile(String pattern, Set<Flag> flags) {
        return compiled.computeIfAbsent(
                new Key(pattern, Set.copyOf(flags)), key -> RegularExpression.compile(pattern, flags));
    }

    /// Nobody may match any more.
    @Override
    public void close() {
        for (RegularExpression one : compiled.values()) if (one instanceof PcreExpression pcre) pcre.free();
        compiled.clear();
    }
}
