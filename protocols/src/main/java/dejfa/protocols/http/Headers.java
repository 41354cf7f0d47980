package dejfa.protocols.http;

import dejfa.protocols.Ascii;
import dejfa.protocols.GrowingBytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The header lines of one message: folded lines joined, equal names merged.
final class Headers {
    static final int MAX_HEADERS = 1024;
    /// Repetitions of one name that are merged; beyond it they are only counted.
    static final int MAX_REPETITIONS = 64;

    /// One name with all its values.
    static final class Header {
        final byte[] name;
        final GrowingBytes value = new GrowingBytes(HeadScanner.MAX_LINE_BYTES);
        int repetitions;

        Header(byte[] name, byte[] value) {
            this.name = name;
            this.value.append(value);
        }
    }

    private final List<Header> all = new ArrayList<>(12);
    private final Map<String, Header> byName = new HashMap<>();
    private final String side;
    private final Consumer<String> anomaly;
    private GrowingBytes open;

    /// @param side `request` or `response`, as anomalies name it
    Headers(String side, Consumer<String> anomaly) {
        this.side = side;
        this.anomaly = anomaly;
    }

    /// @param oneDotOne HTTP/1.1, where a folded line with a colon counts as a header of its own
    void add(byte[] line, boolean oneDotOne) {
        boolean folded = line[0] == ' ' || line[0] == '\t';
        if (folded && open == null) anomaly.accept("invalid_" + side + "_field_folding");
        boolean ownHeader = folded
                && oneDotOne
                && side.equals("response")
                && Ascii.indexOf(line, ':') >= 0
                && open != null
                && Ascii.indexOf(open.data(), ':', 0, open.length()) >= 0;
        if (folded && open != null && !ownHeader) {
            open.append((byte) ' ');
            open.append(Ascii.trim(line));
            return;
        }
        finish();
        open = new GrowingBytes(HeadScanner.MAX_LINE_BYTES);
        open.append(ownHeader ? Ascii.trim(line) : line);
    }

    /// No line will be added to the last header.
    void finish() {
        if (open == null) return;
        byte[] line = open.copy();
        open = null;
        int colon = Ascii.indexOf(line, ':');
        if (colon < 0) anomaly.accept(side + "_field_missing_colon");
        byte[] name = colon < 0 ? new byte[0] : Ascii.trim(line, 0, colon);
        if (colon >= 0 && !isToken(line, colon)) anomaly.accept(side + "_header_invalid");
        put(name, value(line, colon + 1));
    }

    private static boolean isToken(byte[] line, int to) {
        for (int i = 0; i < to; i++) {
            if (line[i] <= ' ' || line[i] == 127 || "()<>@,;:\\\"/[]?={}".indexOf(line[i]) >= 0) return false;
        }
        return to > 0;
    }

    private static byte[] value(byte[] line, int from) {
        int end = line.length;
        while (end > from && (Ascii.isSpace(line[end - 1]) || line[end - 1] == 0)) end--;
        return Ascii.trim(line, from, end);
    }

    private void put(byte[] name, byte[] value) {
        String key = Ascii.text(Ascii.lower(name));
        Header known = byName.get(key);
        if (known != null) {
            if (known.repetitions++ == 0) anomaly.accept(side + "_header_repetition");
            if (key.equals("content-length")) return;
            if (known.repetitions <= MAX_REPETITIONS) {
                known.value.append(", ");
                known.value.append(value);
            }
            return;
        }
        if (all.size() >= MAX_HEADERS) return;
        Header header = new Header(name, value);
        all.add(header);
        byName.put(key, header);
    }

    boolean isEmpty() {
        return all.isEmpty() && open == null;
    }

    /// The value, or null.
    byte[] value(String lowerCaseName) {
        Header header = byName.get(lowerCaseName);
        return header == null ? null : header.value.copy();
    }

    String text(String lowerCaseName) {
        byte[] value = value(lowerCaseName);
        return value == null ? null : Ascii.text(value);
    }

    boolean repeated(String lowerCaseName) {
        Header header = byName.get(lowerCaseName);
        return header != null && header.repetitions > 0;
    }

    /// `Name: value` lines, but for that name (`cookie` or `set-cookie`, which have their own buffer).
    byte[] normalised(String lowerCaseLeftOut) {
        GrowingBytes block = new GrowingBytes(HeadScanner.MAX_HEAD_BYTES);
        for (Header header : all) {
            if (Ascii.text(Ascii.lower(header.name)).equals(lowerCaseLeftOut)) continue;
            append(header, block);
            block.append("\r\n");
        }
        return block.copy();
    }

    /// CRLF, each name on a line, CRLF.
    byte[] names() {
        GrowingBytes block = new GrowingBytes(HeadScanner.MAX_HEAD_BYTES);
        block.append("\r\n");
        for (Header header : all) {
            block.append(header.name);
            block.append("\r\n");
        }
        block.append("\r\n");
        return block.copy();
    }

    List<byte[]> lines() {
        List<byte[]> lines = new ArrayList<>(all.size());
        for (Header header : all) {
            GrowingBytes line = new GrowingBytes(HeadScanner.MAX_HEAD_BYTES);
            append(header, line);
            lines.add(line.copy());
        }
        return lines;
    }

    private static void append(Header header, GrowingBytes out) {
        out.append(header.name);
        out.append(": ");
        out.append(header.value);
    }
}
