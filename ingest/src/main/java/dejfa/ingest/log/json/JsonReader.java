package dejfa.ingest.log.json;

import dejfa.api.log.LogRecord;
import dejfa.api.log.LogRecord.Kind;
import dejfa.ingest.log.BadLine;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One JSON object (RFC 8259) as a record's fields, in one pass: strings are unescaped into the record's buffer,
/// names come from the shape. The elements of an array are fields of the same name. Depth, names and fields are
/// bounded.
///
/// Laxer than the RFC in what costs nothing: control characters within strings, bytes that are no UTF-8, and any
/// bare word of the characters of numbers.
public final class JsonReader extends JsonScanner {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NAME_BYTES = 512;
    private static final int TAGS = 32;

    private final JsonShape root;
    private final boolean[] data = new boolean[LogRecord.MAX_FIELDS + 1];
    private final int[] tagAt = new int[TAGS];
    private final int[] tagBytes = new int[TAGS];
    private int tagged;

    private LogRecord record;

    // what a pair's object has told so far: where it lies in the record's buffer
    private JsonShape pairShape;
    private int pairNameAt;
    private int pairNameBytes;
    private int pairValueAt;
    private int pairValueBytes;
    private Kind pairKind;

    public JsonReader(JsonShape root) {
        this.root = root;
    }

    /// Adds the object's members to the record.
    public void read(byte[] in, int from, int lengthBytes, LogRecord into) throws BadLine {
        record = into;
        root.names(into.names());
        bytes = in;
        at = from;
        end = from + lengthBytes;
        tagged = 0;
        space();
        if (at == end || bytes[at] != '{') throw new BadLine("it is no JSON object");
        at++;
        object(root, 0);
        space();
        if (at != end) throw new BadLine("something follows the JSON object");
    }

    /// Whether a member of that tag stood in the object.
    public boolean has(int tag) {
        return (tagged & 1 << tag) != 0;
    }

    /// Where the first value of that tag lies in the record's buffer.
    public int at(int tag) {
        return tagAt[tag];
    }

    public int lengthBytes(int tag) {
        return tagBytes[tag];
    }

    /// The first value of that tag, or null.
    public String text(int tag) {
        return has(tag) ? new String(record.bytes(), tagAt[tag], tagBytes[tag], StandardCharsets.UTF_8) : null;
    }

    /// What the shape says of the field of that number.
    public boolean isData(int field) {
        return data[field];
    }

    /// The members, up to the closing bracket.
    private void object(JsonShape shape, int depth) throws BadLine {
        if (depth == MAX_DEPTH) throw new BadLine("its JSON is nested deeper than " + MAX_DEPTH);
        if (next() == '}') {
            at++;
            return;
        }
        JsonShape.Member last = shape.start;
        while (true) {
            if (next() != '"') throw new BadLine("a member of its JSON has no name");
            at++;
            JsonShape.Member member = member(shape, last.follower);
            last.follower = member;
            last = member;
            if (next() != ':') throw new BadLine("a member of its JSON has no value");
            at++;
            value(shape, member, next(), depth);
            int c = next();
            at++;
            if (c == '}') return;
            if (c != ',') throw new BadLine("its JSON lacks a comma or a bracket");
        }
    }

    private JsonShape.Member member(JsonShape shape, JsonShape.Member expected) throws BadLine {
        if (expected != null) {
            byte[] key = expected.key;
            int after = at + key.length;
            if (after < end && bytes[after] == '"' && Arrays.equals(key, 0, key.length, bytes, at, after)) {
                at = after + 1;
                return expected;
            }
        }
        int from = at;
        skipString();
        int keyBytes = at - 1 - from;
        if (keyBytes > MAX_NAME_BYTES) throw new BadLine("its names are too long");
        JsonShape.Member member = shape.member(bytes, from, keyBytes);
        if (member.name.length > MAX_NAME_BYTES) throw new BadLine("its names are too long");
        return member;
    }

    private void value(JsonShape shape, JsonShape.Member member, int first, int depth) throws BadLine {
        switch (first) {
            case '{' -> {
                at++;
                if (member.dropped) skip(1);
                else {
                    JsonShape child = member.child != null ? member.child : shape.inside(member);
                    if (child.isPair()) pair(child, depth + 1);
                    else object(child, depth + 1);
                }
            }
            case '[' -> {
                at++;
                if (member.dropped) skip(1);
                else array(shape, member, depth + 1);
            }
            default -> {
                if (member.dropped || member.hidden && member.tag == 0) skipScalar(first);
                else scalar(member, first);
            }
        }
    }

    private void array(JsonShape shape, JsonShape.Member member, int depth) throws BadLine {
        if (depth >= MAX_DEPTH) throw new BadLine("its JSON is nested deeper than " + MAX_DEPTH);
        if (next() == ']') {
            at++;
            return;
        }
        while (true) {
            value(shape, member, next(), depth);
            int c = next();
            at++;
            if (c == ']') return;
            if (c != ',') throw new BadLine("its JSON lacks a comma or a bracket");
        }
    }

    private void scalar(JsonShape.Member member, int first) throws BadLine {
        if (member.hidden ? has(member.tag) : record.isFull()) {
            skipScalar(first);
            return;
        }
        int nameBytes = member.hidden ? 0 : member.name.length;
        int nameAt = record.reserve(nameBytes + end - at + 8);
        int valueAt = nameAt + nameBytes;
        int valueBytes = copy(first, valueAt);
        if (kind == Kind.NULL && member.hidden) return;
        System.arraycopy(member.name, 0, record.bytes(), nameAt, nameBytes);
        record.wrote(nameBytes + valueBytes);
        if (member.tag != 0 && kind != Kind.NULL && !has(member.tag)) remember(member.tag, valueAt, valueBytes);
        if (member.hidden) return;
        data[record.count()] = member.data;
        record.add(nameAt, nameBytes, valueAt, valueBytes, kind, member.nameId);
        if (member.compact != null && valueBytes > 0) compact(member.compact, valueAt, valueBytes);
    }

    /// The same field by its name without spaces.
    private void compact(byte[] name, int valueAt, int valueBytes) {
        if (record.isFull()) return;
        int nameAt = record.reserve(name.length);
        System.arraycopy(name, 0, record.bytes(), nameAt, name.length);
        record.wrote(name.length);
        data[record.count()] = false;
        record.add(nameAt, name.length, valueAt, valueBytes, kind);
    }

    private void remember(int tag, int valueAt, int valueBytes) {
        tagged |= 1 << tag;
        tagAt[tag] = valueAt;
        tagBytes[tag] = valueBytes;
    }

    /// Copies a scalar into the record's buffer, where room is; sets its kind.
    private int copy(int first, int to) throws BadLine {
        if (first == '"') {
            kind = Kind.TEXT;
            return string(record.bytes(), to) - to;
        }
        int from = at;
        bare(first);
        System.arraycopy(bytes, from, record.bytes(), to, at - from);
        return kind == Kind.NULL ? 0 : at - from;
    }

    /// An object of a name and a value.
    private void pair(JsonShape shape, int depth) throws BadLine {
        pairShape = shape;
        pairNameAt = pairValueAt = -1;
        pairMembers(depth);
        pairEnd();
    }

    private void pairMembers(int depth) throws BadLine {
        if (depth >= MAX_DEPTH) throw new BadLine("its JSON is nested deeper than " + MAX_DEPTH);
        if (next() == '}') {
            at++;
            return;
        }
        while (true) {
            if (next() != '"') throw new BadLine("a member of its JSON has no name");
            int from = ++at;
            skipString();
            int keyBytes = at - 1 - from;
            if (next() != ':') throw new BadLine("a member of its JSON has no value");
            at++;
            pairValue(from, keyBytes, next(), depth);
            int c = next();
            at++;
            if (c == '}') return;
            if (c != ',') throw new BadLine("its JSON lacks a comma or a bracket");
        }
    }

    private void pairValue(int keyAt, int keyBytes, int first, int depth) throws BadLine {
        boolean attributes = isKey(keyAt, keyBytes, "#attributes");
        boolean name = isKey(keyAt, keyBytes, "@Name") || isKey(keyAt, keyBytes, "Name");
        boolean value =
                isKey(keyAt, keyBytes, "#text") || isKey(keyAt, keyBytes, "Value") || isKey(keyAt, keyBytes, "Content");
        if (first == '{' && attributes) {
            at++;
            pairMembers(depth + 1);
        } else if (first == '{' || first == '[') {
            at++;
            if (first == '[' && value) pairValues();
            else skip(1);
        } else if (name || value) keep(name, first);
        else skipScalar(first);
    }

    /// Several values under one name: all but the first are fields at once.
    private void pairValues() throws BadLine {
        while (next() != ']') {
            int first = next();
            if (first == ',') at++;
            else if (first == '{' || first == '[') {
                at++;
                skip(1);
            } else keep(false, first);
        }
        at++;
    }

    private boolean isKey(int keyAt, int keyBytes, String key) {
        if (keyBytes != key.length()) return false;
        for (int i = 0; i < keyBytes; i++) if (bytes[keyAt + i] != key.charAt(i)) return false;
        return true;
    }

    private void keep(boolean name, int first) throws BadLine {
        if (record.isFull()) {
            skipScalar(first);
            return;
        }
        if (!name && pairValueAt >= 0) pairEnd();
        int to = record.reserve(end - at + 8);
        int count = copy(first, to);
        record.wrote(count);
        if (name) {
            pairNameAt = to;
            pairNameBytes = Math.min(count, MAX_NAME_BYTES);
        } else {
            pairValueAt = to;
            pairValueBytes = count;
            pairKind = kind;
        }
    }

    private void pairEnd() {
        if (pairValueAt < 0 && pairNameAt < 0 || record.isFull()) return;
        if (pairNameAt < 0) {
            byte[] name = pairShape.prefix().getBytes(StandardCharsets.UTF_8);
            pairNameAt = record.reserve(name.length);
            System.arraycopy(name, 0, record.bytes(), pairNameAt, name.length);
            record.wrote(name.length);
            pairNameBytes = name.length;
        }
        if (pairValueAt < 0) {
            pairValueBytes = 0;
            pairKind = Kind.NULL;
        }
        data[record.count()] = pairShape.isData();
        record.add(pairNameAt, pairNameBytes, Math.max(0, pairValueAt), pairValueBytes, pairKind);
        pairValueAt = -1;
    }
}
