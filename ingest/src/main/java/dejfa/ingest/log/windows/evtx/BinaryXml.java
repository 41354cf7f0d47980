package dejfa.ingest.log.windows.evtx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dejfa.api.log.LogOrigin;
import dejfa.api.log.LogRecord;
import dejfa.api.log.LogRecord.Kind;
import dejfa.ingest.log.Interned;
import dejfa.ingest.log.Times;
import dejfa.ingest.log.windows.DataMarks;
import dejfa.ingest.log.windows.Place;
import java.util.Arrays;

/// Fills a log's record from the binary XML of one: each template is compiled once in its chunk, then its values go
/// straight into the record's buffer.
final class BinaryXml {
    private static final int MAX_DEPTH = 8;
    /// Binary XML that is compiled in one chunk; whole chunks of templates have 64 KiB.
    private static final int MAX_COMPILED_BYTES = 1 << 20;
    /// What one record may come to; the longest have some 96 KiB.
    private static final int MAX_RECORD_BYTES = 1 << 20;

    private static final int PLAN_SLOTS = 256;

    private final LogRecord record;
    private final DataMarks marks;
    private final Interned interned = new Interned();
    private final Plan[] plans = new Plan[PLAN_SLOTS];
    private final Values[] values = new Values[MAX_DEPTH];
    private Chunk chunk;
    private int compiledBytes;

    BinaryXml(LogRecord record, DataMarks marks) {
        this.record = record;
        this.marks = marks;
        for (int i = 0; i < MAX_DEPTH; i++) values[i] = new Values();
    }

    /// The plans of the chunk before are worth nothing in this one.
    void open(Chunk next) {
        chunk = next;
        compiledBytes = 0;
        Arrays.fill(plans, null);
    }

    /// Fills the record, which is empty, from the chunk's current one.
    void read() throws Damaged {
        record.origin = LogOrigin.WINDOWS;
        record.recordId = chunk.recordId;
        record.timeNs = nanoseconds(chunk.writtenFiletime);
        int from = chunk.recordAt + Chunk.RECORD_HEAD_BYTES;
        fragment(from, chunk.recordAt + chunk.recordBytes - 4, Place.ROOT, 0);
        if (record.count() == 0) throw new Damaged("a record without anything in it");
    }

    private void fragment(int from, int end, Place place, int depth) throws Damaged {
        if (depth == MAX_DEPTH) throw new Damaged("XML within XML deeper than " + MAX_DEPTH);
        int at = from;
        while (at < end) {
            switch (chunk.bytes[at] & 0xbf) {
                case 0x0f -> at += 4;
                case 0x0c -> at = instance(at, end, place, depth);
                case 0x01 -> {
                    TemplateCompiler compiler = new TemplateCompiler(chunk.bytes, at, end, false, record.names());
                    Emit[] emits = compiler.fragment(place);
                    budget(compiler.at() - at);
                    at = compiler.at();
                    values[depth].clear();
                    run(emits, depth);
                    return;
                }
                default -> {
                    // An end, or what is behind it.
                    return;
                }
            }
        }
    }

    /// A template and its values.
    private int instance(int from, int end, Place place, int depth) throws Damaged {
        byte[] bytes = chunk.bytes;
        if (end - from < 14) throw new Damaged("a template that is cut");
        int definition = Little.i32(bytes, from + 6);
        int at = from + 10;
        if (definition < 0 || definition > chunk.lengthBytes - 24) throw new Damaged("a template beyond its chunk");
        long size = Little.u32(bytes, definition + 20);
        if (size > chunk.lengthBytes - 24 - definition) throw new Damaged("a template beyond its chunk");
        if (definition == at) at += 24 + (int) size;
        Plan plan = plan(definition, (int) size, place);
        at = values[depth].read(bytes, at, end);
        run(plan.emits(), depth);
        return at;
    }

    private Plan plan(int definition, int size, Place place) throws Damaged {
        int slot = (definition ^ definition >>> 8) & PLAN_SLOTS - 1;
        for (Plan plan = plans[slot]; plan != null; plan = plan.next()) {
            if (plan.at() == definition
                    && (plan.place() == place || plan.place().equals(place))) return plan;
        }
        budget(size + 64);
        TemplateCompiler compiler =
                new TemplateCompiler(chunk.bytes, definition + 24, definition + 24 + size, true, record.names());
        plans[slot] = new Plan(definition, place, compiler.fragment(place), plans[slot]);
        return plans[slot];
    }

    private void budget(int more) throws Damaged {
        compiledBytes += more;
        if (compiledBytes > MAX_COMPILED_BYTES) throw new Damaged("more templates than a chunk can hold");
    }

    private void run(Emit[] emits, int depth) throws Damaged {
        Values own = values[depth];
        for (Emit emit : emits) {
            if (record.usedBytes() > MAX_RECORD_BYTES) throw new Damaged("a record that unfolds beyond all bounds");
            if (emit.value() >= 0) single(emit, own, depth);
            else if (emit.known()) mixed(emit, own);
        }
    }

    private void single(Emit emit, Values own, int depth) throws Damaged {
        int value = emit.value();
        if (value >= own.count) {
            if (emit.data() && emit.known()) add(emit, own, Kind.NULL, ValueText.NULL, 0, 0);
            return;
        }
        int type = own.type[value];
        int at = own.at[value];
        int size = own.size[value];
        if (type == ValueText.BINARY_XML) {
            if (size > 0) fragment(at, at + size, emit.children(), depth + 1);
        } else if (!emit.known()) return;
        else if (type == ValueText.NULL) {
            if (emit.data() && !emit.attribute()) add(emit, own, Kind.NULL, type, at, 0);
        } else if ((type & ValueText.ARRAY) != 0) array(emit, own, type & ~ValueText.ARRAY, at, size);
        else if (emit.target() == Emit.Target.TIME) time(type, at, size);
        else if (size > 0 || emit.data()) add(emit, own, ValueText.kind(type), type, at, size);
    }

    private void time(int type, int at, int size) {
        if (type == ValueText.FILETIME && size == 8) record.timeNs = nanoseconds(Little.i64(chunk.bytes, at));
        else if (type == ValueText.SYSTEMTIME && size == 16) {
            record.timeNs = ValueText.systemSeconds(chunk.bytes, at) * 1_000_000_000L
                    + Little.u16(chunk.bytes, at + 14) % 1000 * 1_000_000L;
        }
    }

    /// @return -1 for times that no log has
    private static long nanoseconds(long filetime) {
        long ticks = filetime - ValueText.EPOCH_FILETIME;
        return ticks < 0 || ticks > Long.MAX_VALUE / 100 ? -1 : ticks * 100;
    }

    private void array(Emit emit, Values own, int type, int from, int size) {
        byte[] bytes = chunk.bytes;
        int at = from;
        int end = from + size;
        if (size == 0) add(emit, own, Kind.TEXT, type, at, 0);
        while (at < end && !record.isFull()) {
            int next;
            if (type == ValueText.STRING) {
                next = at;
                while (next + 1 < end && (bytes[next] != 0 || bytes[next + 1] != 0)) next += 2;
                add(emit, own, Kind.TEXT, type, at, next - at);
                at = next + 2;
            } else {
                int each = ValueText.fixedSize(type, end - at);
                if (each > end - at) each = end - at;
                add(emit, own, ValueText.kind(type), type, at, each);
                at += each;
            }
        }
    }

    private void add(Emit emit, Values own, Kind kind, int type, int at, int size) {
        if (record.isFull()) return;
        int nameAt = record.reserve(emit.name().length + nameRoom(emit, own) + ValueText.mostBytes(size));
        byte[] out = record.bytes();
        int nameBytes = name(emit, own, out, nameAt);
        int valueAt = nameAt + nameBytes;
        int valueBytes = size == 0 ? 0 : ValueText.write(type, chunk.bytes, at, size, out, valueAt);
        finish(emit, nameAt, nameBytes, valueBytes, kind);
    }

    private static int nameRoom(Emit emit, Values own) {
        int value = emit.nameValue();
        return value < 0 || value >= own.count ? 0 : ValueText.mostBytes(own.size[value]);
    }

    private int name(Emit emit, Values own, byte[] out, int at) {
        int value = emit.nameValue();
        if (value >= 0 && value < own.count && own.size[value] > 0) {
            return ValueText.write(own.type[value], chunk.bytes, own.at[value], own.size[value], out, at);
        }
        System.arraycopy(emit.name(), 0, out, at, emit.name().length);
        return emit.name().length;
    }

    /// A text of several pieces.
    private void mixed(Emit emit, Values own) {
        if (record.isFull()) return;
        int room = emit.name().length + nameRoom(emit, own);
        for (int i = 0; i < emit.values().length; i++) {
            int value = emit.values()[i];
            if (value < 0) room += emit.texts()[i].length;
            else if (value < own.count) room += ValueText.mostBytes(own.size[value]);
            if (room > MAX_RECORD_BYTES) return;
        }
        int nameAt = record.reserve(room);
        byte[] out = record.bytes();
        int nameBytes = name(emit, own, out, nameAt);
        int end = nameAt + nameBytes;
        for (int i = 0; i < emit.values().length; i++) {
            int value = emit.values()[i];
            if (value < 0) {
                byte[] text = emit.texts()[i];
                System.arraycopy(text, 0, out, end, text.length);
                end += text.length;
            } else if (value < own.count && own.size[value] > 0 && own.type[value] != ValueText.BINARY_XML) {
                end += ValueText.write(own.type[value], chunk.bytes, own.at[value], own.size[value], out, end);
            }
        }
        if (emit.target() == Emit.Target.TIME) {
            long timeNs = Times.parse(new String(out, nameAt + nameBytes, end - nameAt - nameBytes, ISO_8859_1));
            if (timeNs >= 0) record.timeNs = timeNs;
        } else finish(emit, nameAt, nameBytes, end - nameAt - nameBytes, Kind.TEXT);
    }

    private void finish(Emit emit, int nameAt, int nameBytes, int valueBytes, Kind kind) {
        record.wrote(nameBytes + valueBytes);
        int valueAt = nameAt + nameBytes;
        marks.set(record.count(), emit.data());
        if (emit.nameValue() >= 0) record.add(nameAt, nameBytes, valueAt, valueBytes, kind);
        else record.add(nameAt, nameBytes, valueAt, valueBytes, kind, emit.nameId());
        switch (emit.target()) {
            case FIELD, TIME -> {}
            case EVENT_ID -> record.eventId = number(valueAt, valueBytes);
            case RECORD_ID -> record.recordId = number(valueAt, valueBytes);
            case CHANNEL -> record.channel = interned.of(record.bytes(), valueAt, valueBytes);
            case COMPUTER -> record.computer = interned.of(record.bytes(), valueAt, valueBytes);
        }
    }

    private long number(int at, int lengthBytes) {
        if (lengthBytes == 0 || lengthBytes > 18) return -1;
        long value = 0;
        for (int i = at; i < at + lengthBytes; i++) {
            int digit = record.bytes()[i] - '0';
            if (digit < 0 || digit > 9) return -1;
            value = value * 10 + digit;
        }
        return value;
    }
}
