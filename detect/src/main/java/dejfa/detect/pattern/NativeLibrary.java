package dejfa.detect.pattern;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// Finds a shared library and its functions. A library that can't be had is an answer, not an exception.
final class NativeLibrary {
    private final SymbolLookup symbols;

    private NativeLibrary(SymbolLookup symbols) {
        this.symbols = symbols;
    }

    /// Native code can be forbidden: `DEJFA_NATIVE=off` or `-Ddejfa.native=off`.
    static boolean allowed() {
        return !"off".equals(System.getProperty("dejfa.native", System.getenv("DEJFA_NATIVE")));
    }

    /// @param names file names of the distribution, tried in order
    static Optional<NativeLibrary> ofSystem(List<String> names) {
        if (!allowed()) return Optional.empty();
        for (String name : names) {
            try {
                return Optional.of(new NativeLibrary(SymbolLookup.libraryLookup(name, Arena.global())));
            } catch (IllegalArgumentException missing) {
                continue;
            }
        }
        return Optional.empty();
    }

    /// A library that a jar carries, unpacked once into the cache folder under a name that holds its size.
    static Optional<NativeLibrary> ofJar(String resource) {
        if (!allowed()) return Optional.empty();
        try {
            java.net.URL url = NativeLibrary.class.getResource(resource);
            if (url == null) return Optional.empty();
            long sizeBytes = url.openConnection().getContentLengthLong();
            String name = resource.substring(resource.lastIndexOf('/') + 1);
            Path file = cacheFolder().resolve(sizeBytes + "-" + name);
            if (!Files.exists(file) || Files.size(file) != sizeBytes) unpack(resource, file);
            return Optional.of(new NativeLibrary(SymbolLookup.libraryLookup(file, Arena.global())));
        } catch (IOException | IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }

    private static void unpack(String resource, Path file) throws IOException {
        Path part = Files.createTempFile(file.getParent(), "unpacking", ".so");
        try (InputStream in = NativeLibrary.class.getResourceAsStream(resource)) {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /// `$XDG_CACHE_HOME/dejfa` or `~/.cache/dejfa`: only this user may write there, so nobody else can plant a library.
    private static Path cacheFolder() throws IOException {
        String given = System.getenv("XDG_CACHE_HOME");
        Path base =
                given != null && !given.isBlank() ? Path.of(given) : Path.of(System.getProperty("user.home"), ".cache");
        return Files.createDirectories(base.resolve("dejfa"));
    }

    MethodHandle function(String name, FunctionDescriptor shape, Linker.Option... options) {
        return Linker.nativeLinker()
                .downcallHandle(
                        symbols.find(name).orElseThrow(() -> new IllegalStateException("the library lacks " + name)),
                        shape,
                        options);
    }
}
