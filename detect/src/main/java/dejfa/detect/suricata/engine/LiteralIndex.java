package dejfa.detect.suricata.engine;

import dejfa.detect.pattern.PatternCompiler;
import dejfa.detect.pattern.PatternSearch;
import dejfa.detect.pattern.PatternSearch.Hits;
import dejfa.detect.pattern.PatternSearch.Literal;
import dejfa.detect.suricata.match.PayloadTest.Content;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rules by the literal that must occur for them to be tried.
final class LiteralIndex implements AutoCloseable {
    private record Key(String text, boolean nocase) {}

    private final Map<Key, List<Integer>> building = new LinkedHashMap<>();
    private int[][] rulesOf = new int[0][];
    private PatternSearch search;
    private int longest;

    void add(Content content, int rule) {
        String text = new String(content.bytes(), StandardCharsets.ISO_8859_1);
        Key key = new Key(content.nocase() ? lower(text) : text, content.nocase());
        building.computeIfAbsent(key, k -> new ArrayList<>(1)).add(rule);
        longest = Math.max(longest, content.bytes().length);
    }

    private static String lower(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (char c : text.toCharArray()) out.append(c >= 'A' && c <= 'Z' ? Character.toLowerCase(c) : c);
        return out.toString();
    }

    LiteralIndex compile(PatternCompiler compiler) {
        List<Literal> literals = new ArrayList<>(building.size());
        rulesOf = new int[building.size()][];
        for (Map.Entry<Key, List<Integer>> entry : building.entrySet()) {
            int id = literals.size();
            literals.add(new Literal(
                    id,
                    entry.getKey().text().getBytes(StandardCharsets.ISO_8859_1),
                    entry.getKey().nocase()));
            rulesOf[id] = entry.getValue().stream().mapToInt(Integer::intValue).toArray();
        }
        building.clear();
        if (!literals.isEmpty()) search = compiler.compile(literals);
        return this;
    }

    /// Literals that are still to be compiled.
    int size() {
        return building.size();
    }

    boolean isEmpty() {
        return rulesOf.length == 0;
    }

    /// Bytes of the longest literal.
    int longest() {
        return longest;
    }

    Scanner scanner() {
        return new Scanner(search == null ? null : search.forThread());
    }

    @Override
    public void close() {
        if (search != null) search.close();
    }

    /// A worker's handle.
    final class Scanner {
        private final PatternSearch handle;
        private final Hits hits = new Hits(rulesOf.length);

        private Scanner(PatternSearch handle) {
            this.handle = handle;
        }

        void close() {
            if (handle != null) handle.close();
        }

        /// @return how many of the literals occur; [#rules(int)] has the rules of each
        int scan(MemorySegment data, long offset, int lengthBytes) {
            hits.clear();
            if (handle == null || lengthBytes <= 0) return 0;
            handle.scan(data, offset, lengthBytes, hits);
            return hits.count();
        }

        int scan(byte[] data, int offset, int lengthBytes) {
            hits.clear();
            if (handle == null || lengthBytes <= 0) return 0;
            handle.scan(data, offset, lengthBytes, hits);
            return hits.count();
        }

        /// Rules of a literal found by the last scan; a rule may stand under several.
        int[] rules(int hit) {
            return rulesOf[hits.id(hit)];
        }
    }
}
