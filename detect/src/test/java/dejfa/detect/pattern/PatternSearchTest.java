package dejfa.detect.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dejfa.testkit.Seeds;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PatternSearchTest {
    private static List<PatternSearch.Literal> literals(Random random, int count) {
        List<PatternSearch.Literal> all = new ArrayList<>();
        for (int id = 0; id < count; id++) {
            byte[] bytes = new byte[1 + random.nextInt(12)];
            // A small alphabet, so that literals occur, overlap and are parts of each other.
            for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) "aAbB@`\0".charAt(random.nextInt(7));
            all.add(new PatternSearch.Literal(id, bytes, random.nextBoolean()));
        }
        return all;
    }

    private static TreeSet<Integer> found(PatternSearch search, int count, MemorySegment data, int from, int length) {
        PatternSearch.Hits hits = new PatternSearch.Hits(count);
        search.scan(data, from, length, hits);
        TreeSet<Integer> ids = new TreeSet<>();
        for (int i = 0; i < hits.count(); i++) ids.add(hits.id(i));
        assertEquals(hits.count(), ids.size(), "an id is reported once");
        hits.clear();
        assertEquals(0, hits.count());
        return ids;
    }

    private static TreeSet<Integer> naive(List<PatternSearch.Literal> set, byte[] data, int from, int length) {
        TreeSet<Integer> ids = new TreeSet<>();
        for (PatternSearch.Literal literal : set) {
            for (int at = from; at + literal.bytes().length <= from + length; at++) {
                boolean same = true;
                for (int i = 0; i < literal.bytes().length && same; i++) {
                    int a = data[at + i];
                    int b = literal.bytes()[i];
                    same = a == b || literal.nocase() && Character.toLowerCase(a) == Character.toLowerCase(b);
                }
                if (same) ids.add(literal.id());
            }
        }
        return ids;
    }

    @Test
    void native_and_java_search_find_what_a_naive_search_finds() {
        Seeds.run(200, random -> {
            int count = 1 + random.nextInt(60);
            List<PatternSearch.Literal> set = literals(random, count);
            byte[] bytes = new byte[random.nextInt(400)];
            for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) "aAbB@`\0".charAt(random.nextInt(7));
            int from = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
            int length = bytes.length - from;
            TreeSet<Integer> expected = naive(set, bytes, from, length);
            PatternSearch java = new HashFilterSearch(set);
            assertEquals(expected, found(java, count, MemorySegment.ofArray(bytes), from, length));
            PatternSearch vectorscan = VectorscanSearch.compile(set, PatternCompiler.NOTHING_KEPT);
            if (vectorscan == null) return;
            try (vectorscan;
                    PatternSearch second = vectorscan.forThread();
                    Arena arena = Arena.ofConfined()) {
                MemorySegment data = arena.allocate(bytes.length + 1);
                MemorySegment.copy(bytes, 0, data, ValueLayout.JAVA_BYTE, 0, bytes.length);
                assertEquals(expected, found(vectorscan, count, data, from, length));
                assertEquals(expected, found(second, count, MemorySegment.ofArray(bytes), from, length));
            }
        });
    }

    @Test
    void a_set_that_was_kept_finds_what_a_fresh_one_finds_and_a_damaged_one_is_compiled_again() {
        Map<String, byte[]> kept = new HashMap<>();
        int[] reads = new int[1];
        PatternCompiler.Store store = new PatternCompiler.Store() {
            @Override
            public byte[] read(String key) {
                if (kept.containsKey(key)) reads[0]++;
                return kept.get(key);
            }

            @Override
            public void write(String key, byte[] content) {
                kept.put(key, content);
            }
        };
        Seeds.run(30, random -> {
            kept.clear();
            List<PatternSearch.Literal> set = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                byte[] literal = new byte[1 + random.nextInt(6)];
                for (int b = 0; b < literal.length; b++) literal[b] = (byte) "aAbB@`".charAt(random.nextInt(6));
                set.add(new PatternSearch.Literal(i, literal, random.nextBoolean()));
            }
            byte[] bytes = new byte[200];
            for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) "aAbB@`".charAt(random.nextInt(6));
            TreeSet<Integer> expected = naive(set, bytes, 0, bytes.length);
            for (int start = 0; start < 3; start++) {
                try (PatternSearch search = new PatternCompiler(store).compile(set)) {
                    assertEquals(expected, found(search, 40, MemorySegment.ofArray(bytes), 0, bytes.length));
                }
                // The third start meets a file of which a bit fell over.
                if (start == 1) kept.values().forEach(content -> content[random.nextInt(content.length)] ^= 4);
            }
        });
        if (NativeLibrary.allowed() && Vectorscan.instance().isPresent()) assertEquals(60, reads[0]);
    }

    @Test
    void vectorscan_loads_on_linux_x86_64() {
        if (!NativeLibrary.allowed()
                || !System.getProperty("os.arch").equals("amd64")
                || !System.getProperty("os.name").equals("Linux")) {
            System.err.println("SKIPPED: Vectorscan is not for this platform");
            return;
        }
        List<PatternSearch.Literal> one = List.of(new PatternSearch.Literal(0, new byte[] {1, 2}, false));
        try (PatternSearch search = VectorscanSearch.compile(one, PatternCompiler.NOTHING_KEPT)) {
            assertNotNull(search);
        }
    }
}
