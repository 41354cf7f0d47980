package dejfa.protocols.http2;

import dejfa.protocols.Ascii;
import dejfa.protocols.GrowingBytes;
import dejfa.protocols.http2.hpack.HeaderSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What one header block says, decoded. One byte can stand for kilobytes of the table, so what is kept is bounded.
final class HeaderBlock implements HeaderSink {
    static final int MAX_FIELDS = 1024;
    static final int MAX_BYTES = 256 * 1024;
    /// Repetitions of one name that are joined.
    private static final int MAX_REPETITIONS = 64;

    /// A header field, or a table size update, or what was wrong in their place.
    ///
    /// @param name null where it is no header field
    /// @param size -1 where it is no update
    record Entry(byte[] name, byte[] value, long size, String fault) {}

    final List<Entry> entries = new ArrayList<>(12);
    private final Map<String, List<byte[]>> values = new HashMap<>();
    private int bytes;

    @Override
    public void header(byte[] name, byte[] value) {
        bytes += name.length + value.length;
        if (entries.size() >= MAX_FIELDS || bytes > MAX_BYTES) {
            bytes = MAX_BYTES;
            return;
        }
        entries.add(new Entry(name, value, -1, null));
        List<byte[]> all = values.computeIfAbsent(Ascii.text(Ascii.lower(name)), key -> new ArrayList<>(1));
        if (all.size() < MAX_REPETITIONS) all.add(value);
    }

    @Override
    public void sizeUpdate(long sizeBytes) {
        if (entries.size() < MAX_FIELDS) entries.add(new Entry(null, null, sizeBytes, null));
    }

    @Override
    public void fault(String anomaly) {
        if (entries.size() < MAX_FIELDS) entries.add(new Entry(null, null, -1, anomaly));
    }

    /// All values of the name, joined by a comma; null where there is none.
    byte[] value(String lowerCaseName) {
        List<byte[]> all = values.get(lowerCaseName);
        if (all == null) return null;
        if (all.size() == 1) return all.getFirst();
        GrowingBytes joined = new GrowingBytes(MAX_BYTES);
        for (byte[] one : all) {
            if (joined.length() > 0) joined.append(", ");
            joined.append(one);
        }
        return joined.copy();
    }

    String text(String lowerCaseName) {
        byte[] value = value(lowerCaseName);
        return value == null ? null : Ascii.text(value);
    }

    /// An interim answer (RFC 9113 §8.1); another follows.
    boolean isInterim() {
        String status = text(":status");
        return status != null && status.length() == 3 && status.charAt(0) == '1';
    }

    /// `name: value` lines.
    byte[] lines() {
        GrowingBytes out = new GrowingBytes(MAX_BYTES);
        for (Entry entry : entries) {
            if (entry.name == null) continue;
            line(entry, out);
            out.append("\r\n");
        }
        return out.copy();
    }

    List<byte[]> list() {
        List<byte[]> lines = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            if (entry.name == null) continue;
            GrowingBytes out = new GrowingBytes(MAX_BYTES);
            line(entry, out);
            lines.add(out.copy());
        }
        return lines;
    }

    private static void line(Entry entry, GrowingBytes out) {
        out.append(entry.name);
        out.append(": ");
        out.append(entry.value);
    }

    /// CRLF, each name on a line, CRLF.
    byte[] names() {
        GrowingBytes out = new GrowingBytes(MAX_BYTES);
        out.append("\r\n");
        for (Entry entry : entries) {
            if (entry.name == null) continue;
            out.append(entry.name);
            out.append("\r\n");
        }
        out.append("\r\n");
        return out.copy();
    }
}
