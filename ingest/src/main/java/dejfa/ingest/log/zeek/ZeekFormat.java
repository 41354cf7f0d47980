package dejfa.ingest.log.zeek;

import dejfa.api.log.LogRecord;
import dejfa.ingest.log.BadLine;
import dejfa.ingest.log.Lines;
import dejfa.ingest.log.LogFormat;
import dejfa.ingest.log.Parsed;
import dejfa.ingest.log.mapped.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Zeek's tab-separated form: the header names separator, unset and empty marks, the log's path, its fields and
/// types; a new header may come at any line.
final class ZeekFormat implements LogFormat {
    private static final int MAX_COLUMNS = 512;

    private final ZeekLine line;
    private byte separator = '\t';
    private byte setSeparator = ',';
    private byte[] unset = {'-'};
    private byte[] empty = "(empty)".getBytes(StandardCharsets.US_ASCII);
    private String path = "";
    private byte[][] names = {};
    /// whether the column of that number is a set or vector
    private boolean[] many = {};

    private boolean[] number = {};

    ZeekFormat(Map<String, ZeekEvents> events, Mapping mapping) {
        line = new ZeekLine(events, mapping);
    }

    @Override
    public boolean read(Lines lines, LogRecord record) throws BadLine {
        if (lines.startsWith('#')) {
            directive(lines.text());
            return false;
        }
        if (names.length == 0) throw new BadLine("it stands before any #fields line");
        byte[] bytes = lines.bytes();
        int end = lines.from() + lines.lengthBytes();
        int at = lines.from();
        int column = 0;
        while (at <= end) {
            int to = at;
            while (to < end && bytes[to] != separator) to++;
            if (column == names.length) throw new BadLine("it has more columns than #fields names");
            column(column++, bytes, at, to, record);
            at = to + 1;
        }
        if (column < names.length) throw new BadLine("it has fewer columns than #fields names");
        line.finish(path, record);
        if (record.timeNs < 0 && record.value("ts") != null) throw new BadLine("its time is none");
        return true;
    }

    private void directive(String text) throws BadLine {
        if (text.startsWith("#separator ")) {
            byte[] one = unescaped(text.substring(11));
            if (one.length == 1) separator = one[0];
            return;
        }
        String[] parts = text.split(java.util.regex.Pattern.quote(String.valueOf((char) separator)), -1);
        String value = parts.length > 1 ? parts[1] : "";
        switch (parts[0]) {
            case "#set_separator" -> setSeparator = value.isEmpty() ? (byte) ',' : (byte) value.charAt(0);
            case "#empty_field" -> empty = value.getBytes(StandardCharsets.UTF_8);
            case "#unset_field" -> unset = value.getBytes(StandardCharsets.UTF_8);
            case "#path" -> path = value.length() > 64 ? "unknown" : value;
            case "#fields" -> fields(parts);
            case "#types" -> types(parts);
            default -> {
                // #open, #close and comments
            }
        }
    }

    private void fields(String[] parts) throws BadLine {
        names = new byte[0][];
        if (parts.length - 1 > MAX_COLUMNS) throw new BadLine("#fields names more than " + MAX_COLUMNS + " columns");
        names = new byte[parts.length - 1][];
        many = new boolean[names.length];
        number = new boolean[names.length];
        for (int i = 0; i < names.length; i++) names[i] = parts[i + 1].getBytes(StandardCharsets.UTF_8);
    }

    private void types(String[] parts) {
        for (int i = 0; i < names.length && i + 1 < parts.length; i++) {
            String type = parts[i + 1];
            many[i] = type.startsWith("set[") || type.startsWith("vector[");
            number[i] = type.equals("count") || type.equals("int") || type.equals("port") || type.equals("double");
        }
    }

    private void column(int column, byte[] bytes, int from, int to, LogRecord record) {
        if (to == from || is(unset, bytes, from, to) || is(empty, bytes, from, to)) return;
        if (!many[column]) {
            add(column, bytes, from, to, record);
            return;
        }
        for (int at = from; at <= to; ) {
            int next = at;
            while (next < to && bytes[next] != setSeparator) next++;
            if (next > at && !is(unset, bytes, at, next)) add(column, bytes, at, next, record);
            at = next + 1;
        }
    }

    private static boolean is(byte[] mark, byte[] bytes, int from, int to) {
        return to - from == mark.length && java.util.Arrays.equals(mark, 0, mark.length, bytes, from, to);
    }

    /// A value's separators and control characters are `\xNN`, a backslash is doubled.
    private void add(int column, byte[] bytes, int from, int to, LogRecord record) {
        byte[] name = names[column];
        LogRecord.Kind kind = number[column] ? LogRecord.Kind.NUMBER : LogRecord.Kind.TEXT;
        int escape = from;
        while (escape < to && bytes[escape] != '\\') escape++;
        if (escape == to) {
            record.add(name, 0, name.length, bytes, from, to - from, kind);
            return;
        }
        byte[] plain = unescaped(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
        record.add(name, 0, name.length, plain, 0, plain.length, kind);
    }

    /// @param text each character one byte
    private static byte[] unescaped(String text) {
        byte[] out = new byte[text.length()];
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 3 < text.length() && text.charAt(i + 1) == 'x') {
                int high = Character.digit(text.charAt(i + 2), 16);
                int low = Character.digit(text.charAt(i + 3), 16);
                if (high >= 0 && low >= 0) {
                    out[count++] = (byte) (high << 4 | low);
                    i += 3;
                    continue;
                }
            } else if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '\\') i++;
            out[count++] = (byte) c;
        }
        return java.util.Arrays.copyOf(out, count);
    }

    @Override
    public Parsed parsed(LogRecord record) {
        return line.parsed(record);
    }

    @Override
    public String remark() {
        return null;
    }
}
