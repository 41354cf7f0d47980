package dejfa.detect.cache;

import dejfa.detect.pattern.PatternCompiler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// One folder of compiled pattern sets, one file each, named by its key.
///
/// A file is the magic `DEJFAC01`, the key (32 bytes), the length (8 bytes, big endian) and the SHA-256 of what
/// follows, and that. A file is written beside and renamed, so readers and other processes see whole files or none.
/// The native library trusts its databases, so a file counts only where nobody else could have written it: folder and
/// file belong to this user, and neither group nor others may write. The folder is held open, so that it can't be
/// exchanged behind the check. Whatever is wrong with a file, the answer is "not here" and the file goes.
public final class CompiledCache implements PatternCompiler.Store, AutoCloseable {
    private static final byte[] MAGIC = "DEJFAC01".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGEST_BYTES = 32;
    private static final int HEAD_BYTES = MAGIC.length + DIGEST_BYTES + Long.BYTES + DIGEST_BYTES;
    /// A compiled set of 30,000 literals has about 10 MB.
    private static final long MAX_FILE_BYTES = 128L << 20;
    /// Room for some ten large rule sets; the longest unused go first.
    private static final long MAX_FOLDER_BYTES = 512L << 20;
    private static final String SUFFIX = ".hs";
    private static final String PART = ".part";
    /// What a process that was killed left behind is not anybody's work in progress after that time.
    private static final long STALE_PART_MS = 3_600_000;

    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final SecureDirectoryStream<Path> folder;
    private final Path path;
    private final UserPrincipal user;
    private final long maxFolderBytes;
    private final AtomicInteger parts = new AtomicInteger();
    private final AtomicInteger hits = new AtomicInteger();
    private final AtomicInteger misses = new AtomicInteger();
    private final AtomicInteger damaged = new AtomicInteger();

    private CompiledCache(Path path, SecureDirectoryStream<Path> folder, UserPrincipal user, long maxFolderBytes) {
        this.path = path;
        this.folder = folder;
        this.user = user;
        this.maxFolderBytes = maxFolderBytes;
    }

    /// `$XDG_CACHE_HOME/dejfa/compiled` or `~/.cache/dejfa/compiled`.
    public static Path usualFolder() {
        String given = System.getenv("XDG_CACHE_HOME");
        boolean set = given != null && !given.isBlank();
        Path base = set ? Path.of(given) : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("dejfa").resolve("compiled");
    }

    /// @throws IOException with a sentence that says why the folder can't be used, and what to do
    public static CompiledCache open(Path path) throws IOException {
        return open(path, MAX_FOLDER_BYTES);
    }

    static CompiledCache open(Path path, long maxFolderBytes) throws IOException {
        DirectoryStream<Path> stream;
        UserPrincipal user;
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            stream = Files.newDirectoryStream(path);
            user = Files.getOwner(Path.of("/proc/self"));
        } catch (IOException | UnsupportedOperationException e) {
            throw new IOException(
                    "compiled rules are not kept: " + path + " can't be used (" + e + "); name a folder by --cache", e);
        }
        if (!(stream instanceof SecureDirectoryStream<Path> folder)) {
            stream.close();
            throw new IOException("compiled rules are not kept: this system can't hold a folder open");
        }
        PosixFileAttributes attributes =
                folder.getFileAttributeView(PosixFileAttributeView.class).readAttributes();
        if (!attributes.owner().equals(user) || othersWrite(attributes)) {
            folder.close();
            throw new IOException("compiled rules are not kept: others can write to " + path
                    + "; it must belong to you alone (chmod 700), or name another folder by --cache");
        }
        return new CompiledCache(path, folder, user, maxFolderBytes);
    }

    private static boolean othersWrite(PosixFileAttributes attributes) {
        return attributes.permissions().stream().anyMatch(OTHERS_WRITE::contains);
    }

    @Override
    public byte[] read(String key) {
        Path name = Path.of(key + SUFFIX);
        try {
            PosixFileAttributeView view =
                    folder.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            PosixFileAttributes attributes = view.readAttributes();
            boolean ours = attributes.isRegularFile() && attributes.owner().equals(user) && !othersWrite(attributes);
            byte[] content = ours ? content(name, key) : null;
            if (content == null) {
                damaged.incrementAndGet();
                folder.deleteFile(name);
                return null;
            }
            view.setTimes(FileTime.fromMillis(System.currentTimeMillis()), null, null);
            hits.incrementAndGet();
            return content;
        } catch (NoSuchFileException absent) {
            misses.incrementAndGet();
            return null;
        } catch (IOException | RuntimeException unreadable) {
            damaged.incrementAndGet();
            return null;
        }
    }

    /// @return null where the file is not what [#write] wrote under that key
    private byte[] content(Path name, String key) throws IOException {
        Set<java.nio.file.OpenOption> options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try (SeekableByteChannel channel = folder.newByteChannel(name, options)) {
            long size = channel.size();
            if (size < HEAD_BYTES || size > MAX_FILE_BYTES) return null;
            ByteBuffer all = ByteBuffer.allocate((int) size);
            while (all.hasRemaining() && channel.read(all) >= 0) {
                // until the end
            }
            if (all.hasRemaining()) return null;
            byte[] bytes = all.array();
            byte[] content = java.util.Arrays.copyOfRange(bytes, HEAD_BYTES, bytes.length);
            byte[] head = java.util.Arrays.copyOf(bytes, HEAD_BYTES);
            return java.util.Arrays.equals(head, head(key, content)) ? content : null;
        }
    }

    private static byte[] head(String key, byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            byte[] keyBytes = HexFormat.of().parseHex(key);
            return ByteBuffer.allocate(HEAD_BYTES)
                    .put(MAGIC)
                    .put(keyBytes)
                    .putLong(content.length)
                    .put(digest)
                    .array();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void write(String key, byte[] content) {
        if (content.length > MAX_FILE_BYTES - HEAD_BYTES) return;
        Path part = Path.of(key + '.' + ProcessHandle.current().pid() + '-' + parts.incrementAndGet() + PART);
        try {
            Set<java.nio.file.OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            try (SeekableByteChannel channel = folder.newByteChannel(part, options, mode)) {
                for (byte[] bytes : List.of(head(key, content), content)) {
                    ByteBuffer left = ByteBuffer.wrap(bytes);
                    while (left.hasRemaining()) channel.write(left);
                }
            }
            folder.move(part, folder, Path.of(key + SUFFIX));
        } catch (IOException | RuntimeException full) {
            // A full disk costs the next start some seconds, not this run.
            forget(part);
        }
    }

    private void forget(Path name) {
        try {
            folder.deleteFile(name);
        } catch (IOException alreadyGone) {
            // nothing is left to do
        }
    }

    private record Kept(Path path, long bytes, long usedMs) {}

    /// Removes what is over the bound, the longest unused first. Other processes may do the same.
    private void trim() {
        List<Kept> all = new ArrayList<>();
        long now = System.currentTimeMillis();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!name.endsWith(SUFFIX) && !name.endsWith(PART)) continue;
                Kept kept = kept(file);
                if (kept == null) continue;
                if (name.endsWith(SUFFIX)) all.add(kept);
                else if (now - kept.usedMs > STALE_PART_MS) forget(file.getFileName());
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            return; // the next run looks again
        }
        all.sort(Comparator.comparingLong(Kept::usedMs).thenComparing(Kept::path));
        long total = all.stream().mapToLong(Kept::bytes).sum();
        for (int i = 0; i < all.size() && total > maxFolderBytes; i++) {
            forget(all.get(i).path.getFileName());
            total -= all.get(i).bytes;
        }
    }

    private static Kept kept(Path file) {
        try {
            return new Kept(
                    file,
                    Files.size(file),
                    Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis());
        } catch (IOException gone) {
            return null;
        }
    }

    /// Sets that were found.
    public int hits() {
        return hits.get();
    }

    /// Sets that were not there.
    public int misses() {
        return misses.get();
    }

    /// Files that were there and could not be used.
    public int damaged() {
        return damaged.get();
    }

    @Override
    public void close() throws IOException {
        trim();
        folder.close();
    }
}
