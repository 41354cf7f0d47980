package dejfa.detect.pattern;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
    private final MethodHandle serialize;
    private final MethodHandle deserialize;
    private final MethodHandle freeBytes;
    private final MethodHandle allocateScratch;
    /// version of the library and features of the processor that it compiles for
    private final byte[] identity;
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
        serialize =
                library.function("hs_serialize_database", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
        deserialize = library.function(
                "hs_deserialize_database", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS));
        // The library's memory comes from malloc, unless it is told otherwise.
        freeBytes = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().find("free").orElseThrow(),
                        FunctionDescriptor.ofVoid(ADDRESS));
        identity = identity(
                library.function("hs_version", FunctionDescriptor.of(ADDRESS)),
                library.function("hs_populate_platform", FunctionDescriptor.of(JAVA_INT, ADDRESS)));
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

    private static byte[] identity(MethodHandle version, MethodHandle populatePlatform) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = (MemorySegment) version.invokeExact();
            // hs_platform_info_t: tune, cpu_features and two reserved numbers, aligned to 8 bytes
            MemorySegment platform = arena.allocate(32, 8);
            int code = (int) populatePlatform.invokeExact(platform);
            if (code != SUCCESS) throw new IllegalStateException("hs_populate_platform failed with " + code);
            String name = text.reinterpret(256).getString(0, StandardCharsets.ISO_8859_1);
            String features = HexFormat.of().formatHex(platform.toArray(ValueLayout.JAVA_BYTE));
            return (name + ' ' + features).getBytes(StandardCharsets.ISO_8859_1);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("hs_version", e);
        }
    }

    /// Names the database that [#compile] makes of these literals here: all that it depends on goes into the digest.
    String key(List<PatternSearch.Literal> literals) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(identity);
            ByteBuffer head = ByteBuffer.allocate(16);
            for (PatternSearch.Literal literal : literals) {
                int length = literal.bytes().length;
                head.clear()
                        .putInt(MODE_BLOCK)
                        .putInt(literal.id())
                        .putInt(flags(literal))
                        .putInt(length);
                digest.update(head.array());
                digest.update(literal.bytes());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static int flags(PatternSearch.Literal literal) {
        return FLAG_SINGLEMATCH | (literal.nocase() ? FLAG_CASELESS : 0);
    }

    /// @return null where the library can't
    byte[] serialize(MemorySegment database) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(ADDRESS);
            MemorySegment length = arena.allocate(JAVA_LONG);
            int code = (int) serialize.invokeExact(database, bytes, length);
            if (code != SUCCESS) return null;
            MemorySegment content = bytes.get(ADDRESS, 0);
            byte[] copy = content.reinterpret(length.get(JAVA_LONG, 0)).toArray(ValueLayout.JAVA_BYTE);
            freeBytes.invokeExact(content);
            return copy;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("hs_serialize_database", e);
        }
    }

    /// The bytes must come from a place that only this user can write to: the library checks a sum over them and its
    /// own version, not that every offset in them is sound.
    ///
    /// @return null where the library refuses them
    MemorySegment deserialize(byte[] serial) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(Math.max(1, serial.length), 64);
            MemorySegment.copy(serial, 0, bytes, ValueLayout.JAVA_BYTE, 0, serial.length);
            MemorySegment database = arena.allocate(ADDRESS);
            int code = (int) deserialize.invokeExact(bytes, (long) serial.length, database);
            return code == SUCCESS ? database.get(ADDRESS, 0) : null;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("hs_deserialize_database", e);
        }
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
                flags.setAtIndex(JAVA_INT, i, flags(literal));
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
