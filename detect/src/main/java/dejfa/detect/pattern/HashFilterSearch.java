package dejfa.detect.pattern;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Pure-Java search: a table keyed by the lower-cased first bytes of each literal. A first simple version; the
/// interface stays.
final class HashFilterSearch implements PatternSearch {
    private final Map<Integer, List<Literal>> byFirst = new HashMap<>();

    HashFilterSearch(List<Literal> literals) {
        for (Literal literal : literals) {
            byFirst.computeIfAbsent(lower(literal.bytes()[0]), key -> new ArrayList<>())
                    .add(literal);
        }
    }

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b & 0xff;
    }

    @Override
    public void scan(MemorySegment data, long offset, int lengthBytes, Hits hits) {
        for (int i = 0; i < lengthBytes; i++) {
            List<Literal> candidates = byFirst.get(lower(data.get(ValueLayout.JAVA_BYTE, offset + i)));
            if (candidates == null) continue;
            for (Literal literal : candidates) {
                if (matches(literal, data, offset + i, lengthBytes - i)) hits.add(literal.id());
            }
        }
    }

    private static boolean matches(Literal literal, MemorySegment data, long at, int left) {
        byte[] bytes = literal.bytes();
        if (bytes.length > left) return false;
        for (int i = 0; i < bytes.length; i++) {
            byte b = data.get(ValueLayout.JAVA_BYTE, at + i);
            if (b != bytes[i] && !(literal.nocase() && lower(b) == lower(bytes[i]))) return false;
        }
        return true;
    }

    @Override
    public PatternSearch forThread() {
        return this;
    }

    @Override
    public void close() {}
}
