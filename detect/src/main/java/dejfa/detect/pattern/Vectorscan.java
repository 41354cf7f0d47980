package dejfa.detect.pattern;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/// The functions of Vectorscan's C API that literal search needs (`hs_compile.h`, `hs_runtime.h`).
final class Vectorscan {
    private static final String RESOURCE = "/com/gliwka/hyperscan/jni/linux-x86_64/libhs.so";
    private static final int MODE_BLOCK = 1;
    private static final int FLAG_CASELESS = 1;
    private static final int FLAG_SINGLEMATCH = 8;
    static final int SUCCESS = 0;

    private static final Optional<Vectorscan> INSTANCE = load();

    final MethodHandle scan;
    final MethodHandle freeScratch;
    final MethodHandle freeDatabase;
    private final MethodHandle allocateScratch;
    private final MethodHandle compileLiterals;

    private Vectorscan(NativeLibrary library) {
        compileLiterals = library.function(
                "hs_compile_lit_multi",
                FunctionDescriptor.of(
                        JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
        allocateScratch = library.function("hs_alloc_scratch", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
        scan = library.function(
                "hs_scan",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
        freeScratch = library.function("hs_free_scratch", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        freeDatabase = library.function("hs_free_database", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    }

    private static Optional<Vectorscan> load() {
        if (!System.getProperty("os.arch").equals("amd64")
                || !System.getProperty("os.name").equals("Linux")) {
            return Optional.empty();
        }
        return NativeLibrary.ofJar(RESOURCE).map(Vectorscan::new);
    }

    static Optional<Vectorscan> instance() {
        return INSTANCE;
    }

    /// @return the database, or null where the library refuses the set
    MemorySegment compile(List<PatternSearch.Literal> literals) {
        try (Arena arena = Arena.ofConfined()) {
            int count = literals.size();
            MemorySegment expressions = arena.allocate(ADDRESS, count);
            MemorySegment flags = arena.allocate(JAVA_INT, count);
            MemorySegment ids = arena.allocate(JAVA_INT, count);
            MemorySegment lengths = arena.allocate(JAVA_LONG, count);
            for (int i = 0; i < count; i++) {
                PatternSearch.Literal literal = literals.get(i);
                MemorySegment bytes = arena.allocate(Math.max(1, literal.bytes().length));
                MemorySegment.copy(literal.bytes(), 0, bytes, ValueLayout.JAVA_BYTE, 0, literal.bytes().length);
                expressions.setAtIndex(ADDRESS, i, bytes);
                flags.setAtIndex(JAVA_INT, i, FLAG_SINGLEMATCH | (literal.nocase() ? FLAG_CASELESS : 0));
                ids.setAtIndex(JAVA_INT, i, literal.id());
                lengths.setAtIndex(JAVA_LONG, i, literal.bytes().length);
            }
            MemorySegment database = arena.allocate(ADDRESS);
            MemorySegment error = arena.allocate(ADDRESS);
            int code = (int) compileLiterals.invokeExact(
                    expressions, flags, ids, lengths, count, MODE_BLOCK, MemorySegment.NULL, database, error);
            return code == SUCCESS ? database.get(ADDRESS, 0) : null;
        } catch (Throwable e) {
            throw new IllegalStateException("hs_compile_lit_multi", e);
        }
    }

    MemorySegment scratchFor(MemorySegment database) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment holder = arena.allocate(ADDRESS);
            int code = (int) allocateScratch.invokeExact(database, holder);
            if (code != SUCCESS) throw new OutOfMemoryError("hs_alloc_scratch failed with " + code);
            return holder.get(ADDRESS, 0);
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("hs_alloc_scratch", e);
        }
    }
}
