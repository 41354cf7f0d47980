package dejfa.api.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One record of a log as fields: names and values are pieces of one buffer. Its reader fills it, the next record
/// overwrites it; nothing is allocated once it has grown to the log's size.
///
/// A field may stand several times (the elements of a list, Windows' unnamed `Data`); nested names are joined by
/// dots.
public final class LogRecord {
    /// Fields of a record; what comes beyond is dropped and counted.
    public static final int MAX_FIELDS = 1024;

    /// What a value was in the log. All but NULL have a text.
    public enum Kind {
        TEXT,
        NUMBER,
        FLAG,
        NULL
    }

    private static final Kind[] KINDS = Kind.values();

    private final FieldNames names;
    private byte[] bytes = new byte[4096];
    private int used;
    private int count;
    private int[] nameAt = new int[64];
    private int[] nameBytes = new int[64];
    private int[] valueAt = new int[64];
    private int[] valueBytes = new int[64];
    private int[] nameId = new int[64];
    private int[] sameName = new int[64];
    private byte[] kind = new byte[64];
    /// first and last field of each name asked for, valid where `stamp` is the record's own
    private final int[] first;

    private final int[] last;
    private final int[] stamp;
    private int current = 1;
    private long dropped;

    /// nanoseconds since 1970; -1 where the record tells no time
    public long timeNs;

    /// the record told its time without a zone; it was taken as UTC
    public boolean zoneless;

    public LogOrigin origin = LogOrigin.UNKNOWN;
    /// Windows: the channel; null elsewhere
    public String channel;
    /// Windows: the event id; -1 elsewhere
    public long eventId;
    /// Windows: EventRecordID; -1 where there is none
    public long recordId;
    /// the host that wrote the record, as it names itself, or null
    public String computer;

    public LogRecord(FieldNames names) {
        this.names = names;
        this.first = new int[names.size()];
        this.last = new int[names.size()];
        this.stamp = new int[names.size()];
    }

    public FieldNames names() {
        return names;
    }

    /// Empties it for the next record.
    public void clear() {
        used = 0;
        count = 0;
        timeNs = -1;
        zoneless = false;
        origin = LogOrigin.UNKNOWN;
        channel = null;
        eventId = -1;
        recordId = -1;
        computer = null;
        if (++current == 0) {
            Arrays.fill(stamp, 0);
            current = 1;
        }
    }

    public void add(String name, String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        add(name, text, 0, text.length, Kind.TEXT);
    }

    public void add(String name, byte[] value, int offset, int lengthBytes, Kind kind) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        add(text, 0, text.length, value, offset, lengthBytes, kind);
    }

    /// Copies both into the record.
    public void add(
            byte[] name, int nameOffset, int nameLength, byte[] value, int valueOffset, int valueLength, Kind kind) {
        if (isFull()) return;
        int at = reserve(nameLength + valueLength);
        System.arraycopy(name, nameOffset, bytes, at, nameLength);
        System.arraycopy(value, valueOffset, bytes, at + nameLength, valueLength);
        used += nameLength + valueLength;
        add(at, nameLength, at + nameLength, valueLength, kind);
    }

    /// Room for so many more bytes: a reader that unescapes writes them to `bytes()` from the offset returned on,
    /// says how many it `wrote`, and then adds fields that lie there.
    public int reserve(int lengthBytes) {
        if (used + lengthBytes > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, used + lengthBytes));
        }
        return used;
    }

    public void wrote(int lengthBytes) {
        used += lengthBytes;
    }

    /// A field whose name and value already lie in the buffer.
    public void add(int nameOffset, int nameLength, int valueOffset, int valueLength, Kind valueKind) {
        add(nameOffset, nameLength, valueOffset, valueLength, valueKind, names.id(bytes, nameOffset, nameLength));
    }

    /// As above, of a name whose number the reader has kept from an earlier record.
    public void add(int nameOffset, int nameLength, int valueOffset, int valueLength, Kind valueKind, int id) {
        if (isFull()) return;
        if (count == nameAt.length) grow();
        nameAt[count] = nameOffset;
        nameBytes[count] = nameLength;
        valueAt[count] = valueOffset;
        valueBytes[count] = valueLength;
        kind[count] = (byte) valueKind.ordinal();
        sameName[count] = -1;
        nameId[count] = id;
        if (id >= 0) link(id);
        count++;
    }

    /// Gives a field another value, which lies in the buffer.
    public void value(int field, int valueOffset, int valueLength) {
        valueAt[field] = valueOffset;
        valueBytes[field] = valueLength;
    }

    /// Whether no further field finds room; one is counted as dropped then.
    public boolean isFull() {
        if (count < MAX_FIELDS) return false;
        dropped++;
        return true;
    }

    private void link(int id) {
        if (stamp[id] == current) sameName[last[id]] = count;
        else first[id] = count;
        stamp[id] = current;
        last[id] = count;
    }

    private void grow() {
        int size = count * 2;
        nameAt = Arrays.copyOf(nameAt, size);
        nameBytes = Arrays.copyOf(nameBytes, size);
        valueAt = Arrays.copyOf(valueAt, size);
        valueBytes = Arrays.copyOf(valueBytes, size);
        nameId = Arrays.copyOf(nameId, size);
        sameName = Arrays.copyOf(sameName, size);
        kind = Arrays.copyOf(kind, size);
    }

    public int count() {
        return count;
    }

    /// Fields of all records so far that found no room.
    public long dropped() {
        return dropped;
    }

    /// The buffer in which names and values lie; valid until the record grows.
    public byte[] bytes() {
        return bytes;
    }

    /// Bytes of the buffer in use.
    public int usedBytes() {
        return used;
    }

    public int nameAt(int field) {
        return nameAt[field];
    }

    public int nameBytes(int field) {
        return nameBytes[field];
    }

    public int valueAt(int field) {
        return valueAt[field];
    }

    public int valueBytes(int field) {
        return valueBytes[field];
    }

    public Kind kind(int field) {
        return KINDS[kind[field]];
    }

    /// The number of the field's name, -1 where nobody asks for it.
    public int nameId(int field) {
        return nameId[field];
    }

    /// The first field of that name, -1 where the record lacks it.
    public int first(int id) {
        return id >= 0 && stamp[id] == current ? first[id] : -1;
    }

    /// The next field of the same name, -1 where there is none. Only names that somebody asks for are linked.
    public int next(int field) {
        return sameName[field];
    }

    public String name(int field) {
        return new String(bytes, nameAt[field], nameBytes[field], StandardCharsets.UTF_8);
    }

    public String value(int field) {
        return new String(bytes, valueAt[field], valueBytes[field], StandardCharsets.UTF_8);
    }

    /// The first value of that name, whoever asks for it, or null.
    public String value(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < count; i++) {
            if (nameBytes[i] == text.length
                    && kind[i] != Kind.NULL.ordinal()
                    && Arrays.equals(bytes, nameAt[i], nameAt[i] + text.length, text, 0, text.length)) {
                return value(i);
            }
        }
        return null;
    }
}
