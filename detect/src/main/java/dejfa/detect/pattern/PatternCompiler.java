package dejfa.detect.pattern;

import dejfa.detect.pattern.PatternSearch.Literal;
import java.util.List;

/// Compiles sets of literals with the best engine that loads here, and keeps what took time to compile.
///
/// What is kept is found again by a digest of all that goes into it: the literals with their flags and ids, the
/// library's version and the processor's features. So nothing kept can be out of date; it can only be of no use.
public final class PatternCompiler {
    /// Where compiled sets are kept. Neither call may throw: what can't be kept is compiled again.
    public interface Store {
        /// @param key letters and digits
        /// @return what was written under that key, whole, or null
        byte[] read(String key);

        void write(String key, byte[] content);
    }

    static final Store NOTHING_KEPT = new Store() {
        @Override
        public byte[] read(String key) {
            return null;
        }

        @Override
        public void write(String key, byte[] content) {
            // nothing is kept
        }
    };

    /// Compiles everything anew.
    public static final PatternCompiler WITHOUT_STORE = new PatternCompiler(NOTHING_KEPT);

    private final Store store;

    public PatternCompiler(Store store) {
        this.store = store;
    }

    /// `DEJFA_NATIVE=off` or `-Ddejfa.native=off` forces pure Java.
    public PatternSearch compile(List<Literal> literals) {
        // A handful of literals is searched as fast in Java, without loading a library of 10 MB.
        PatternSearch vectorscan =
                literals.size() < PatternSearch.NATIVE_FROM ? null : VectorscanSearch.compile(literals, store);
        return vectorscan != null ? vectorscan : new HashFilterSearch(literals);
    }
}
