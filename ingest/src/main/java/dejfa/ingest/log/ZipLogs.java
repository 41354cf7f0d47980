package dejfa.ingest.log;

import dejfa.api.Event;
import dejfa.api.Ids;
import dejfa.api.log.FieldNames;
import dejfa.api.log.LogRecord;
import dejfa.api.log.RecordSource;
import dejfa.ingest.capture.FileIdentity;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The logs among a zip file's members, read where they lie: `logs.zip!/Security.evtx`. However far a member
/// unpacks, a window of it is in memory.
final class ZipLogs {
    /// All are open at once, since they are merged by time; each holds some 300 KiB.
    static final int MAX_MEMBERS = 256;

    private static final int END_BYTES = 22;
    private static final int MAX_COMMENT_BYTES = 65_535;
    private static final long MAX_DIRECTORY_BYTES = 16 << 20;
    private static final int END_MAGIC = 0x06054b50;

    private ZipLogs() {}

    static boolean isZip(byte[] head) {
        return head.length > 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
    }

    /// Whether any member is a log.
    static boolean hasLog(Path file, LogContent content) throws IOException {
        if (!isBounded(file)) return false;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : members(zip)) if (isLog(file, zip, entry, content)) return true;
            return false;
        }
    }

    private static boolean isLog(Path file, ZipFile zip, ZipEntry entry, LogContent content) {
        try {
            return Logs.isLog(found(file, zip, entry), content);
        } catch (IOException e) {
            // Told when it is opened.
            return false;
        }
    }

    static List<RecordSource> open(Path file, LogSettings settings, FieldNames names) throws IOException {
        List<RecordSource> sources = new ArrayList<>();
        if (!isBounded(file)) {
            sources.add(new Nothing(file + ": its directory is too large or missing; unpack it first"));
            return sources;
        }
        long identity = FileIdentity.of(file);
        ZipFile zip = new ZipFile(file.toFile());
        // The last member that is closed closes the file.
        AtomicInteger users = new AtomicInteger(1);
        try {
            int members = 0;
            for (ZipEntry entry : members(zip)) {
                String name = name(file, entry);
                if (++members > MAX_MEMBERS) {
                    sources.add(new Nothing(file + ": has more than " + MAX_MEMBERS + " members; unpack it first"));
                    break;
                }
                try {
                    Logs.Found found = found(file, zip, entry);
                    if (!Logs.isLog(found, settings.content())) continue;
                    byte[] member = entry.getName().getBytes(StandardCharsets.UTF_8);
                    long id = identity;
                    for (byte c : member) id = Ids.mix(id, c);
                    users.incrementAndGet();
                    InputStream in = new Member(zip, entry, users);
                    sources.add(Logs.open(found, id, in, settings, names));
                } catch (IOException e) {
                    sources.add(new Nothing(name + ": can't be unpacked (" + e.getMessage() + "); unpack it first"));
                }
            }
            return sources;
        } finally {
            if (users.decrementAndGet() == 0) zip.close();
        }
    }

    private static List<ZipEntry> members(ZipFile zip) {
        List<ZipEntry> members = new ArrayList<>();
        for (var all = zip.entries(); all.hasMoreElements() && members.size() <= MAX_MEMBERS; ) {
            ZipEntry entry = all.nextElement();
            if (!entry.isDirectory()) members.add(entry);
        }
        return members;
    }

    private static String name(Path file, ZipEntry entry) {
        return file + "!/" + entry.getName();
    }

    private static Logs.Found found(Path file, ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = Unpacked.of(new BufferedInputStream(zip.getInputStream(entry)))) {
            long writtenNs = Math.max(0, entry.getTime()) * 1_000_000;
            return new Logs.Found(name(file, entry), in.readNBytes(Head.MAX_BYTES), writtenNs);
        }
    }

    /// Whether the directory, which is read at once, is of a size that memory can bear.
    private static boolean isBounded(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            int count = (int) Math.min(in.length(), END_BYTES + MAX_COMMENT_BYTES);
            byte[] tail = new byte[count];
            in.seek(in.length() - count);
            in.readFully(tail);
            for (int at = count - END_BYTES; at >= 0; at--) {
                if (u32(tail, at) == END_MAGIC) return u32(tail, at + 12) <= MAX_DIRECTORY_BYTES;
            }
            return false;
        }
    }

    private static long u32(byte[] bytes, int at) {
        long value = 0;
        for (int i = 3; i >= 0; i--) value = value << 8 | bytes[at + i] & 0xff;
        return value;
    }

    /// A member's bytes.
    private static final class Member extends FilterInputStream {
        private final ZipFile zip;
        private final AtomicInteger users;
        private boolean closed;

        Member(ZipFile zip, ZipEntry entry, AtomicInteger users) throws IOException {
            super(Unpacked.of(new BufferedInputStream(zip.getInputStream(entry), 64 * 1024)));
            this.zip = zip;
            this.users = users;
        }

        @Override
        public void close() throws IOException {
            if (closed) return;
            closed = true;
            super.close();
            if (users.decrementAndGet() == 0) zip.close();
        }
    }

    /// A log of which only can be told why it isn't read.
    private record Nothing(String complaint) implements RecordSource {
        @Override
        public boolean next() {
            return false;
        }

        @Override
        public LogRecord record() {
            throw new IllegalStateException("there is no record");
        }

        @Override
        public Event event() {
            throw new IllegalStateException("there is no record");
        }

        @Override
        public List<String> complaints() {
            return List.of(complaint);
        }

        @Override
        public void close() {}
    }
}
