package dejfa.detect.pattern;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dejfa.api.HotPath;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/// Literal search by Vectorscan. A handle belongs to one thread: it holds that thread's scratch and its upcall.
final class VectorscanSearch implements PatternSearch {
    private static final FunctionDescriptor ON_MATCH =
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS);
    private static final int FIRST_COPY_BYTES = 64 * 1024;

    private final Vectorscan library;
    private final MemorySegment database;
    private final boolean owner;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment scratch;
    private final MemorySegment onMatch;
    /// heap bytes are copied here: the library can call back only on native memory
    private MemorySegment copy = MemorySegment.NULL;

    private Hits hits;

    private VectorscanSearch(Vectorscan library, MemorySegment database, boolean owner) {
        this.library = library;
        this.database = database;
        this.owner = owner;
        scratch = library.scratchFor(database);
        try {
            MethodHandle method = MethodHandles.lookup()
                    .findVirtual(
                            VectorscanSearch.class,
                            "matched",
                            MethodType.methodType(
                                    int.class, int.class, long.class, long.class, int.class, MemorySegment.class))
                    .bindTo(this);
            onMatch = Linker.nativeLinker().upcallStub(method, ON_MATCH, arena);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @return null where Vectorscan is not to be had or refuses the set
    static PatternSearch compile(List<Literal> literals, PatternCompiler.Store store) {
        return Vectorscan.instance()
                .map(library -> {
                    MemorySegment database = database(library, literals, store);
                    return database == null ? null : (PatternSearch) new VectorscanSearch(library, database, true);
                })
                .orElse(null);
    }

    private static MemorySegment database(Vectorscan library, List<Literal> literals, PatternCompiler.Store store) {
        String key = library.key(literals);
        byte[] kept = store.read(key);
        MemorySegment known = kept == null ? null : library.deserialize(kept);
        if (known != null) return known;
        MemorySegment compiled = library.compile(literals);
        byte[] serial = compiled == null ? null : library.serialize(compiled);
        if (serial != null) store.write(key, serial);
        return compiled;
    }

    /// Called by the library for each match; the name is looked up by reflection above.
    int matched(int id, long from, long to, int flags, MemorySegment context) {
        hits.add(id);
        return 0;
    }

    @Override
    @HotPath
    public void scan(MemorySegment data, long offset, int lengthBytes, Hits into) {
        if (lengthBytes == 0) return;
        if (data.isNative()) {
            scan(data.asSlice(offset, lengthBytes), lengthBytes, into);
            return;
        }
        makeRoom(lengthBytes);
        MemorySegment.copy(data, ValueLayout.JAVA_BYTE, offset, copy, ValueLayout.JAVA_BYTE, 0, lengthBytes);
        scan(copy, lengthBytes, into);
    }

    @Override
    @HotPath
    public void scan(byte[] data, int offset, int lengthBytes, Hits into) {
        if (lengthBytes == 0) return;
        makeRoom(lengthBytes);
        MemorySegment.copy(data, offset, copy, ValueLayout.JAVA_BYTE, 0, lengthBytes);
        scan(copy, lengthBytes, into);
    }

    private void makeRoom(int bytes) {
        if (copy.byteSize() < bytes) copy = arena.allocate(Math.max(FIRST_COPY_BYTES, bytes));
    }

    private void scan(MemorySegment bytes, int lengthBytes, Hits into) {
        hits = into;
        try {
            int code = (int)
                    library.scan.invokeExact(database, bytes, lengthBytes, 0, scratch, onMatch, MemorySegment.NULL);
            if (code != Vectorscan.SUCCESS) throw new IllegalStateException("hs_scan failed with " + code);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("hs_scan", e);
        }
    }

    @Override
    public PatternSearch forThread() {
        return new VectorscanSearch(library, database, false);
    }

    @Override
    public void close() {
        try {
            int ignoredCode = (int) library.freeScratch.invokeExact(scratch);
            if (owner) ignoredCode += (int) library.freeDatabase.invokeExact(database);
        } catch (Throwable e) {
            throw new IllegalStateException("hs_free", e);
        }
        arena.close();
    }
}
