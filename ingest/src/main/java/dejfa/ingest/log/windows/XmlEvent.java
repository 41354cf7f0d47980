package dejfa.ingest.log.windows;

import dejfa.api.log.LogOrigin;
import dejfa.api.log.LogRecord;
import dejfa.api.log.LogRecord.Kind;
import dejfa.ingest.log.Interned;
import dejfa.ingest.log.Times;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A Windows event's XML (schema `http://schemas.microsoft.com/win/2004/08/events/event`) as a record's fields. A
/// scanner of its own for that one kind of document: no declaration, no entity but XML's five and numbers, nothing
/// fetched, depth bounded, each byte seen once.
public final class XmlEvent {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NAME_BYTES = 256;

    private final Interned names = new Interned();
    private final Interned heads = new Interned();
    private final Place[] places = new Place[MAX_DEPTH + 1];
    private final String[] elements = new String[MAX_DEPTH + 1];
    private final String[] fields = new String[MAX_DEPTH + 1];
    private byte[] text = new byte[1024];
    private int textBytes;
    /// whether the innermost open element has no elements within so far
    private boolean leaf;

    private byte[] in;
    private int at;
    private int end;
    private int depth;
    private LogRecord record;
    private DataMarks marks;

    /// Adds the fields of the elements in `bytes` to the record, and sets its head as far as they tell it.
    ///
    /// @param place where they stand: `ROOT` for a whole event
    /// @return false where it is no XML that can be read; what stood before is in the record
    public boolean read(byte[] bytes, int from, int lengthBytes, Place place, LogRecord into, DataMarks data) {
        in = bytes;
        at = from;
        end = from + lengthBytes;
        record = into;
        marks = data;
        depth = 0;
        places[0] = place;
        textBytes = 0;
        leaf = false;
        if (place == Place.ROOT) record.origin = LogOrigin.WINDOWS;
        while (at < end) {
            byte c = in[at];
            if (c != '<') character(c);
            else if (!markup()) return false;
        }
        return depth == 0;
    }

    private void character(byte c) {
        if (c == '&') entity();
        else {
            append(c);
            at++;
        }
    }

    private void append(int c) {
        if (textBytes == text.length) text = Arrays.copyOf(text, text.length * 2);
        text[textBytes++] = (byte) c;
    }

    /// What begins with `<`.
    private boolean markup() {
        if (at + 1 >= end) return false;
        byte c = in[at + 1];
        if (c == '/') return close();
        if (c == '?') return past("?>");
        if (c != '!') return open();
        if (starts("<!--")) return past("-->");
        if (!starts("<![CDATA[")) return false;
        int from = at + 9;
        if (!past("]]>")) return false;
        for (int i = from; i < at - 3; i++) append(in[i]);
        return true;
    }

    private boolean starts(String mark) {
        if (at + mark.length() > end) return false;
        for (int i = 0; i < mark.length(); i++) if (in[at + i] != mark.charAt(i)) return false;
        return true;
    }

    private boolean past(String mark) {
        for (; at + mark.length() <= end; at++) {
            if (in[at] == mark.charAt(0) && starts(mark)) {
                at += mark.length();
                return true;
            }
        }
        return false;
    }

    private boolean open() {
        at++;
        String name = name();
        if (name == null || depth == MAX_DEPTH) return false;
        Place place = places[depth];
        depth++;
        elements[depth] = name;
        fields[depth] = place.field(name);
        while (true) {
            space();
            if (at >= end) return false;
            if (in[at] == '>' || in[at] == '/') break;
            if (!attribute(place, name)) return false;
        }
        places[depth] = place.inside(name);
        textBytes = 0;
        leaf = true;
        boolean empty = in[at] == '/';
        at += empty ? 2 : 1;
        if (at > end) return false;
        if (empty) leave();
        return true;
    }

    private boolean attribute(Place place, String element) {
        String name = name();
        space();
        if (name == null || at >= end || in[at] != '=') return false;
        at++;
        space();
        if (at >= end) return false;
        byte quote = in[at++];
        if (quote != '"' && quote != '\'') return false;
        textBytes = 0;
        while (at < end && in[at] != quote) character(in[at]);
        if (at >= end) return false;
        at++;
        if (name.equals("Name") && place.isNamed(element)) {
            fields[depth] = names.of(text, 0, Math.min(textBytes, MAX_NAME_BYTES));
            return true;
        }
        String field = place.field(element, name);
        if (field == null) return true;
        if (place == Place.SYSTEM && field.equals("TimeCreated_SystemTime")) {
            long timeNs = Times.parse(text, 0, textBytes);
            if (timeNs >= 0) record.timeNs = timeNs;
        } else if (textBytes > 0) add(place, field);
        return true;
    }

    private boolean close() {
        at += 2;
        String name = name();
        space();
        if (depth == 0 || at >= end || in[at] != '>' || !elements[depth].equals(name)) return false;
        at++;
        leave();
        return true;
    }

    private void leave() {
        Place place = places[depth - 1];
        String field = fields[depth];
        boolean head = place == Place.SYSTEM;
        if (head) strip();
        if (leaf && field != null && (textBytes > 0 || place.isData() && place != Place.USER)) {
            add(place, field);
            if (head) head(field);
        }
        depth--;
        leaf = false;
        textBytes = 0;
    }

    /// White space around a head's value is the layout of who wrote it.
    private void strip() {
        int from = 0;
        while (from < textBytes && text[from] <= ' ' && text[from] >= 0) from++;
        while (textBytes > from && text[textBytes - 1] <= ' ' && text[textBytes - 1] >= 0) textBytes--;
        System.arraycopy(text, from, text, 0, textBytes - from);
        textBytes -= from;
    }

    private void add(Place place, String field) {
        marks.set(record.count(), place.isData());
        record.add(field, text, 0, textBytes, Kind.TEXT);
        if (place.isData() && textBytes > 0 && field.indexOf(' ') >= 0) {
            marks.set(record.count(), false);
            record.add(field.replace(" ", ""), text, 0, textBytes, Kind.TEXT);
        }
    }

    private void head(String field) {
        switch (field) {
            case "EventID" -> record.eventId = number();
            case "EventRecordID" -> record.recordId = number();
            case "Channel" -> record.channel = heads.of(text, 0, textBytes);
            case "Computer" -> record.computer = heads.of(text, 0, textBytes);
            default -> {}
        }
    }

    private long number() {
        if (textBytes == 0 || textBytes > 18) return -1;
        long value = 0;
        for (int i = 0; i < textBytes; i++) {
            if (text[i] < '0' || text[i] > '9') return -1;
            value = value * 10 + text[i] - '0';
        }
        return value;
    }

    private void space() {
        while (at < end && in[at] <= ' ' && in[at] >= 0) at++;
    }

    /// A name without its namespace's prefix; null where none stands.
    private String name() {
        int from = at;
        while (at < end && isName(in[at])) {
            at++;
            if (in[at - 1] == ':') from = at;
        }
        return at == from || at - from > MAX_NAME_BYTES ? null : names.of(in, from, at - from);
    }

    private static boolean isName(byte c) {
        return c > ' ' && c != '=' && c != '>' && c != '/' && c != '<' && c != '"' && c != '\'' || c < 0;
    }

    private void entity() {
        int semicolon = at + 1;
        while (semicolon < end && semicolon - at < 12 && in[semicolon] != ';') semicolon++;
        int point = semicolon < end && in[semicolon] == ';' ? point(at + 1, semicolon) : -1;
        if (point < 0) {
            append('&');
            at++;
            return;
        }
        at = semicolon + 1;
        if (point < 0x80) append(point);
        else for (byte c : Character.toString(point).getBytes(StandardCharsets.UTF_8)) append(c);
    }

    private int point(int from, int to) {
        if (in[from] == '#') {
            boolean hex = to > from + 1 && (in[from + 1] == 'x' || in[from + 1] == 'X');
            int value = 0;
            for (int i = from + (hex ? 2 : 1); i < to; i++) {
                int digit = Character.digit(in[i], hex ? 16 : 10);
                if (digit < 0) return -1;
                value = value * (hex ? 16 : 10) + digit;
                if (value > Character.MAX_CODE_POINT) return -1;
            }
            boolean surrogate = value >= 0xd800 && value < 0xe000;
            return surrogate ? 0xfffd : value;
        }
        return switch (new String(in, from, to - from, StandardCharsets.ISO_8859_1)) {
            case "lt" -> '<';
            case "gt" -> '>';
            case "amp" -> '&';
            case "quot" -> '"';
            case "apos" -> '\'';
            default -> -1;
        };
    }
}
