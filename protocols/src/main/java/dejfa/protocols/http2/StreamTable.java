package dejfa.protocols.http2;

import dejfa.api.Direction;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.wire.Cursor;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// The open streams of a connection, and what each frame says in slots.
final class StreamTable {
    /// Values kept of one kind, side and transaction.
    private static final int MAX_VALUES = 1024;

    private final Http2Settings settings;
    private final Map<Integer, Http2Stream> open = new LinkedHashMap<>();
    /// highest stream begun by the server (even) and by the client (odd)
    private final int[] highest = new int[2];

    private final Map<Integer, Integer> frames = new LinkedHashMap<>();

    StreamTable(Http2Settings settings) {
        this.settings = settings;
    }

    Collection<Http2Stream> all() {
        return open.values();
    }

    /// Null where it is not open.
    Http2Stream known(int id) {
        return open.get(id);
    }

    /// The stream that a header block belongs to; opened where it is new.
    Http2Stream open(Direction direction, int id, HeaderBlock block, Transactions out) {
        Http2Stream stream = open.get(id);
        if (stream == null) {
            boolean again = id <= highest[id & 1];
            boolean dns = direction == Direction.TO_SERVER ? Doh2.isAsked(block) : Doh2.isMessage(block);
            if (dns && !Doh2.PROTOCOL.equals(out.flow().appProtocol)) {
                out.flow().appProtocolOriginal = out.flow().appProtocol;
                out.flow().appProtocol = Doh2.PROTOCOL;
            }
            stream = create(id, dns, out);
            if (again) stream.anomaly("stream_id_reuse");
        } else if (stream.hasEnded(direction)) {
            stream.anomaly("stream_id_reuse");
        }
        return stream;
    }

    private Http2Stream create(int id, boolean dns, Transactions out) {
        boolean tooMany = open.size() >= settings.maxStreams();
        if (tooMany) {
            Http2Stream oldest = open.values().iterator().next();
            oldest.anomaly("too_many_streams");
            oldest.abort();
            closeIfOver(oldest);
        }
        Transaction transaction = begin(id, out, dns);
        Http2Stream stream = new Http2Stream(id, transaction);
        open.put(id, stream);
        highest[id & 1] = Math.max(highest[id & 1], id);
        return stream;
    }

    private static Transaction begin(int id, Transactions out, boolean dns) {
        return out.open(dns ? Doh2.SCHEMA : Http2Fields.SCHEMA)
                .set(Http2Fields.VERSION, "2")
                .set(Http2Fields.STREAM_ID, id);
    }

    /// The stream of a frame that carries no header block; null where it has ended and the frame comes late.
    Http2Stream of(Direction direction, FrameHeader header, Transactions out) {
        Http2Stream stream = open.get(header.stream());
        if (stream != null) {
            boolean late = header.type() == FrameHeader.DATA && stream.hasEnded(direction);
            if (late) stream.anomaly("stream_id_reuse");
            return stream;
        }
        if (header.stream() <= highest[header.stream() & 1]) return null;
        return create(header.stream(), false, out);
    }

    /// Each frame of stream 0 is a transaction of its own (user guide, "HTTP2 Keywords").
    Transaction connection(Direction direction, FrameHeader header, Transactions out) {
        Transaction transaction = begin(0, out, false);
        transaction.only = direction;
        return transaction;
    }

    Transaction fault(int id, Transactions out) {
        return begin(id, out, false);
    }

    /// A transaction of one frame is whole. One that has nothing to show makes no event.
    void done(Transaction transaction) {
        Slots slots = transaction.slots;
        boolean empty = true;
        for (Direction direction : Direction.values()) {
            Sides sides = Sides.of(direction);
            empty &= slots.get(sides.settings()) == null && slots.get(sides.shownError()) == null;
            empty &= slots.get(sides.shownPriority()) == null && slots.get(sides.headers()) == null;
        }
        transaction.logged |= empty && transaction.anomalies.isEmpty();
        transaction.complete();
    }

    void closeIfOver(Http2Stream stream) {
        if (!stream.isOver()) return;
        open.remove(stream.id);
        frames.remove(stream.id);
    }

    void reset(int id) {
        Http2Stream stream = open.get(id);
        if (stream == null) return;
        stream.abort();
        closeIfOver(stream);
    }

    void record(Direction direction, FrameHeader header, Transaction transaction) {
        if (transaction.slots.list(Sides.of(direction).frameTypes()).size() < MAX_VALUES) {
            transaction.add(Sides.of(direction).frameTypes(), (long) header.type());
        }
        if (header.stream() == 0 || !open.containsKey(header.stream())) return;
        if (frames.merge(header.stream(), 1, Integer::sum) == settings.maxFrames() + 1) {
            transaction.anomaly("too_many_frames");
        }
    }

    static void fill(Direction direction, FrameHeader header, Cursor in, Transaction transaction) {
        Sides sides = Sides.of(direction);
        switch (header.type()) {
            case FrameHeader.PRIORITY -> priority(direction, in.skip(4).u8(), transaction);
            case FrameHeader.RST_STREAM -> error(sides, in.u32(), transaction);
            case FrameHeader.GOAWAY -> error(sides, in.skip(4).u32(), transaction);
            case FrameHeader.SETTINGS -> settings(direction, in.rest(), transaction);
            case FrameHeader.WINDOW_UPDATE -> {
                if (transaction.slots.list(sides.windows()).size() < MAX_VALUES) {
                    transaction.add(sides.windows(), in.u32() & 0x7fff_ffff);
                }
            }
            default -> {
                // the others say nothing that rules ask for
            }
        }
    }

    static void priority(Direction direction, int weight, Transaction transaction) {
        Sides sides = Sides.of(direction);
        if (transaction.slots.list(sides.priorities()).size() < MAX_VALUES) {
            transaction.add(sides.priorities(), (long) weight);
        }
        if (transaction.slots.get(sides.shownPriority()) == null) transaction.set(sides.shownPriority(), weight);
        else if (transaction.slots.get(sides.multiple()) == null) transaction.set(sides.multiple(), "priority");
    }

    private static void error(Sides sides, long code, Transaction transaction) {
        if (transaction.slots.list(sides.errorCodes()).size() < MAX_VALUES) transaction.add(sides.errorCodes(), code);
        if (transaction.slots.get(sides.shownError()) == null) transaction.set(sides.shownError(), Names.error(code));
        else if (transaction.slots.get(sides.multiple()) == null) transaction.set(sides.multiple(), "error_code");
    }

    /// @param payload identifiers of 16 bits with values of 32
    static void settings(Direction direction, byte[] payload, Transaction transaction) {
        Sides sides = Sides.of(direction);
        Cursor in = new Cursor(payload);
        for (int i = 0; i < MAX_VALUES && in.remaining() >= 6; i++) {
            int id = in.u16();
            long value = in.u32();
            transaction.add(sides.settingValues(), (long) id << 32 | value);
            transaction.add(
                    sides.settings(),
                    new Slots(Http2SettingFields.SCHEMA)
                            .set(Http2SettingFields.SETTINGS_ID, Names.setting(id))
                            .set(Http2SettingFields.SETTINGS_VALUE, value));
        }
    }
}
