package dejfa.detect.pattern;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// A compiled set of literals.
public interface PatternSearch extends AutoCloseable {
    /// @param id 0 to n - 1, dense
    /// @param nocase ASCII letters match in either case
    record Literal(int id, byte[] bytes, boolean nocase) {}

    /// Adds the ids of all literals that occur to `hits`. Each thread uses its own [Hits] and its own handle.
    void scan(MemorySegment data, long offset, int lengthBytes, Hits hits);

    /// As the above, over bytes on the heap.
    void scan(byte[] data, int offset, int lengthBytes, Hits hits);

    /// Another handle on the same set for use by another thread.
    PatternSearch forThread();

    @Override
    void close();

    /// As [PatternCompiler#compile(List)], nothing kept.
    static PatternSearch compile(List<Literal> literals) {
        return PatternCompiler.WITHOUT_STORE.compile(literals);
    }

    /// Sets from this size on go to Vectorscan.
    int NATIVE_FROM = 24;

    /// Distinct ids found since [#clear()].
    final class Hits {
        private final long[] seen;
        private final int[] ids;
        private int count;

        /// @param literals number of literals of the set
        public Hits(int literals) {
            seen = new long[literals + 63 >> 6];
            ids = new int[literals];
        }

        public void add(int id) {
            long bit = 1L << id;
            if ((seen[id >> 6] & bit) == 0) {
                seen[id >> 6] |= bit;
                ids[count++] = id;
            }
        }

        public int count() {
            return count;
        }

        public int id(int index) {
            return ids[index];
        }

        public void clear() {
            for (int i = 0; i < count; i++) seen[ids[i] >> 6] = 0;
            count = 0;
        }
    }
}
