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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The functions of PCRE2's 8-bit library that rules need (pcre2api(3)). The library is the distribution's.
final class Pcre2 {
    /// Steps of the matcher without JIT, and calls of the JIT's match point; catastrophic patterns end here.
    private static final int MATCH_LIMIT = 100_000;

    private static final int GROUPS = 32;
    private static final int JIT_COMPLETE = 1;

    private static final Optional<Pcre2> INSTANCE = NativeLibrary.ofSystem(
                    List.of("libpcre2-8.so.0", "libpcre2-8.so", "libpcre2-8.dylib"))
            .map(Pcre2::new);

    private final MethodHandle compile;
    private final MethodHandle jitCompile;
    private final MethodHandle codeFree;
    private final MethodHandle match;
    private final MethodHandle errorMessage;
    private final MemorySegment limits;
    private final ThreadLocal<Results> results;

    /// One thread's place for what a match found.
    private record Results(MemorySegment block, MemorySegment offsets) {}

    private Pcre2(NativeLibrary library) {
        compile = library.function(
                "pcre2_compile_8",
                FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
        jitCompile = library.function("pcre2_jit_compile_8", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
        codeFree = library.function("pcre2_code_free_8", FunctionDescriptor.ofVoid(ADDRESS));
        // "critical": the bytes are matched where they lie on the heap; the limits keep the call short.
        match = library.function(
                "pcre2_match_8",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS),
                Linker.Option.critical(true));
        errorMessage = library.function(
                "pcre2_get_error_message_8", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG));
        MethodHandle create =
                library.function("pcre2_match_data_create_8", FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS));
        MethodHandle vector = library.function("pcre2_get_ovector_pointer_8", FunctionDescriptor.of(ADDRESS, ADDRESS));
        MethodHandle context =
                library.function("pcre2_match_context_create_8", FunctionDescriptor.of(ADDRESS, ADDRESS));
        MethodHandle matchLimit =
                library.function("pcre2_set_match_limit_8", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
        try {
            limits = (MemorySegment) context.invokeExact(MemorySegment.NULL);
            int code = (int) matchLimit.invokeExact(limits, MATCH_LIMIT);
            if (code != 0) throw new IllegalStateException("pcre2_set_match_limit failed with " + code);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        results = ThreadLocal.withInitial(() -> {
            try {
                MemorySegment block = (MemorySegment) create.invokeExact(GROUPS, MemorySegment.NULL);
                MemorySegment offsets = (MemorySegment) vector.invokeExact(block);
                return new Results(block, offsets.reinterpret(GROUPS * 2L * JAVA_LONG.byteSize()));
            } catch (Throwable e) {
                throw new IllegalStateException("pcre2_match_data_create", e);
            }
        });
    }

    static Optional<Pcre2> instance() {
        return INSTANCE;
    }

    /// The compiled pattern lives until [#free]; without [#jitCompile] it is interpreted.
    ///
    /// @throws IllegalArgumentException with PCRE2's own words
    MemorySegment compile(String pattern, int options) {
        byte[] bytes = pattern.getBytes(StandardCharsets.ISO_8859_1);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(Math.max(1, bytes.length));
            MemorySegment.copy(bytes, 0, text, ValueLayout.JAVA_BYTE, 0, bytes.length);
            MemorySegment error = arena.allocate(JAVA_INT);
            MemorySegment at = arena.allocate(JAVA_LONG);
            MemorySegment code = (MemorySegment)
                    compile.invokeExact(text, (long) bytes.length, options, error, at, MemorySegment.NULL);
            if (code.equals(MemorySegment.NULL)) {
                throw new IllegalArgumentException("not a regular expression: " + message(error.get(JAVA_INT, 0), arena)
                        + " at byte " + at.get(JAVA_LONG, 0));
            }
            return code;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("pcre2_compile", e);
        }
    }

    /// Without a JIT in the library, or for a pattern that it can't do, the pattern stays interpreted.
    void jitCompile(MemorySegment code) {
        try {
            int ignoredWithoutJit = (int) jitCompile.invokeExact(code, JIT_COMPLETE);
            assert ignoredWithoutJit <= 0;
        } catch (Throwable e) {
            throw new IllegalStateException("pcre2_jit_compile", e);
        }
    }

    void free(MemorySegment code) {
        try {
            codeFree.invokeExact(code);
        } catch (Throwable e) {
            throw new IllegalStateException("pcre2_code_free", e);
        }
    }

    private String message(int error, Arena arena) throws Throwable {
        MemorySegment text = arena.allocate(256);
        int length = (int) errorMessage.invokeExact(error, text, 256L);
        return length < 0 ? "error " + error : text.getString(0, StandardCharsets.ISO_8859_1);
    }

    /// As [RegularExpression#match].
    int match(MemorySegment code, byte[] data, int from, int to, int[] groups) {
        Results found = results.get();
        int count;
        try {
            MemorySegment subject = MemorySegment.ofArray(data).asSlice(from, to - from);
            count = (int) match.invokeExact(code, subject, (long) (to - from), 0L, 0, found.block, limits);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("pcre2_match", e);
        }
        if (count == 0) count = GROUPS;
        if (count < 0) return RegularExpression.NONE;
        for (int i = 0; i < groups.length / 2; i++) {
            long start = i < count ? found.offsets.getAtIndex(JAVA_LONG, 2L * i) : -1;
            long end = i < count ? found.offsets.getAtIndex(JAVA_LONG, 2L * i + 1) : -1;
            groups[2 * i] = start < 0 ? -1 : (int) start + from;
            groups[2 * i + 1] = end < 0 ? -1 : (int) end + from;
        }
        return count;
    }
}
