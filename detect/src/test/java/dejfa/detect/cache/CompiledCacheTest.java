package dejfa.detect.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompiledCacheTest {
    private static final String KEY = "0123456789abcdef".repeat(4);
    private static final byte[] CONTENT = "a compiled set".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @TempDir
    Path scratch;

    private Path folder;

    @BeforeEach
    void name_a_folder() {
        folder = scratch.resolve("not").resolve("there yet");
    }

    private Path file() {
        return folder.resolve(KEY + ".hs");
    }

    private byte[] readAnew() throws IOException {
        try (CompiledCache cache = CompiledCache.open(folder)) {
            return cache.read(KEY);
        }
    }

    private void write() throws IOException {
        try (CompiledCache cache = CompiledCache.open(folder)) {
            cache.write(KEY, CONTENT);
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void what_was_written_is_read_and_nobody_else_may_touch_it() throws IOException {
        assertNull(readAnew());
        write();
        assertArrayEquals(CONTENT, readAnew());
        assertEquals("rwx------", mode(folder));
        assertEquals("rw-------", mode(file()));
    }

    @Test
    void any_damage_to_a_file_means_that_it_is_not_there_and_it_goes() throws IOException {
        write();
        byte[] whole = Files.readAllBytes(file());
        Seeds.run(200, random -> {
            try {
                Files.write(file(), damaged(whole, random));
                assertNull(readAnew());
                assertFalse(Files.exists(file()));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private static byte[] damaged(byte[] whole, Random random) {
        byte[] bytes =
                java.util.Arrays.copyOf(whole, random.nextInt(3) == 0 ? random.nextInt(whole.length) : whole.length);
        if (bytes.length == whole.length) bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    @Test
    void a_file_under_the_name_of_another_set_is_not_taken_for_it() throws IOException {
        write();
        String other = "f".repeat(64);
        Files.move(file(), folder.resolve(other + ".hs"));
        try (CompiledCache cache = CompiledCache.open(folder)) {
            assertNull(cache.read(other));
            assertEquals(1, cache.damaged());
        }
    }

    @Test
    void a_file_that_others_may_write_or_that_is_a_link_does_not_count() throws IOException {
        write();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-r--"));
        assertNull(readAnew());
        write();
        Path elsewhere = scratch.resolve("elsewhere");
        Files.move(file(), elsewhere);
        Files.createSymbolicLink(file(), elsewhere);
        assertNull(readAnew());
        assertTrue(Files.exists(elsewhere), "only the link goes");
    }

    @Test
    void a_folder_that_others_may_write_to_is_refused_with_a_remedy() throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        IOException refused = assertThrows(IOException.class, () -> CompiledCache.open(folder));
        assertTrue(refused.getMessage().contains("chmod 700"), refused.getMessage());
        Path file = Files.writeString(scratch.resolve("file"), "x");
        assertTrue(assertThrows(IOException.class, () -> CompiledCache.open(file))
                .getMessage()
                .contains("--cache"));
    }

    @Test
    void two_writers_and_readers_at_once_see_whole_files_only() throws Exception {
        try (CompiledCache one = CompiledCache.open(folder);
                CompiledCache two = CompiledCache.open(folder);
                ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = new ArrayList<>();
            for (CompiledCache cache : List.of(one, two)) {
                all.add(pool.submit(() -> {
                    for (int i = 0; i < 200; i++) cache.write(KEY, CONTENT);
                }));
                all.add(pool.submit(() -> {
                    for (int i = 0; i < 200; i++) {
                        byte[] read = cache.read(KEY);
                        if (read != null) assertArrayEquals(CONTENT, read);
                    }
                }));
            }
            for (Future<?> each : all) each.get();
            assertEquals(0, one.damaged() + two.damaged());
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(file()), left.toList());
        }
    }

    @Test
    void the_longest_unused_go_when_the_folder_is_full_and_so_does_what_a_killed_process_left() throws IOException {
        byte[] large = new byte[1000];
        Path stale = folder.resolve(KEY + ".1-1.part");
        try (CompiledCache cache = CompiledCache.open(folder, 3500)) {
            for (int i = 0; i < 5; i++) {
                cache.write(key(i), large);
                Files.setLastModifiedTime(folder.resolve(key(i) + ".hs"), FileTime.fromMillis(1_000_000L + i));
            }
            Files.write(stale, large);
            Files.setLastModifiedTime(stale, FileTime.fromMillis(0));
            assertArrayEquals(large, cache.read(key(0)), "read, so used last");
        }
        assertFalse(Files.exists(stale));
        try (CompiledCache cache = CompiledCache.open(folder, 3500)) {
            List<Integer> kept = new ArrayList<>();
            for (int i = 0; i < 5; i++) if (cache.read(key(i)) != null) kept.add(i);
            assertEquals(List.of(0, 3, 4), kept);
        }
    }

    private static String key(int number) {
        return String.format("%064x", number);
    }
}
