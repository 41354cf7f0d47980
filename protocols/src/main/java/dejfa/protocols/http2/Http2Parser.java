package dejfa.protocols.http2;

import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.GrowingBytes;
import dejfa.protocols.http2.hpack.HpackDecoder;
import dejfa.protocols.wire.Cursor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;

/// One HTTP/2 connection: sorts frames to streams, puts header blocks together and decodes them.
final class Http2Parser implements FlowParser, FrameReader.Handler {
    /// What is held of one direction.
    private static final class Side {
        final HpackDecoder decoder;
        final GrowingBytes block;
        /// the stream whose header block goes on in CONTINUATION frames; 0 where none does
        int continued;
        /// the stream that the block opens: another one for PUSH_PROMISE
        int opened;
        boolean endsStream;
        /// transaction of the frame being read, or null
        Transaction transaction;

        Side(Http2Settings settings) {
            decoder = new HpackDecoder(settings.maxTableBytes());
            block = new GrowingBytes(settings.maxBlockBytes());
        }
    }

    private final StreamTable streams;
    private final Side[] sides;
    private final FrameReader[] readers;
    private Slots upgradedFrom;

    /// @param upgradedFrom HTTP/1's slots, or null
    Http2Parser(Http2Settings settings, Slots upgradedFrom) {
        this.upgradedFrom = upgradedFrom;
        streams = new StreamTable(settings);
        sides = new Side[] {new Side(settings), new Side(settings)};
        readers = new FrameReader[] {
            new FrameReader(Direction.TO_SERVER, this), new FrameReader(Direction.TO_CLIENT, this)
        };
    }

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        upgrade(out);
        readers[direction.ordinal()].accept(bytes, offset, lengthBytes, out);
    }

    /// The request that asked for the upgrade is stream 1, half closed (RFC 7540 §3.2).
    private void upgrade(Transactions out) {
        if (upgradedFrom == null) return;
        Upgrade upgrade = new Upgrade(upgradedFrom);
        upgradedFrom = null;
        if (!upgrade.isHttp()) return;
        HeaderBlock block = upgrade.block();
        Http2Stream stream = streams.open(Direction.TO_SERVER, 1, block, out);
        stream.upgraded(block);
        byte[] settings = upgrade.settings();
        if (settings == null) stream.anomaly("invalid_http1_settings");
        else StreamTable.settings(Direction.TO_SERVER, settings, stream.transaction);
        stream.end(Direction.TO_SERVER);
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        upgrade(out);
        readers[direction.ordinal()].gap(lengthBytes, out);
    }

    @Override
    public void end(Direction direction, Transactions out) {
        readers[direction.ordinal()].end();
        sides[direction.ordinal()].block.release();
        for (Http2Stream stream : new ArrayList<>(streams.all())) {
            stream.abort(direction);
            streams.closeIfOver(stream);
        }
    }

    @Override
    public void header(Direction direction, FrameHeader header, long start, Transactions out) {
        Side side = sides[direction.ordinal()];
        Transaction transaction = null;
        boolean interrupts =
                side.continued != 0 && (header.type() != FrameHeader.CONTINUATION || header.stream() != side.continued);
        if (interrupts) {
            fault(direction, side.continued, "invalid_frame_header", out);
            lost(direction, out);
        }
        boolean opens = header.type() == FrameHeader.HEADERS || header.type() == FrameHeader.PUSH_PROMISE;
        if (header.stream() == 0) transaction = streams.connection(direction, header, out);
        else if (!opens) {
            Http2Stream stream = streams.of(direction, header, out);
            transaction = stream == null ? null : stream.transaction;
        } else {
            Http2Stream stream = streams.known(header.stream());
            transaction = stream == null ? null : stream.transaction;
        }
        side.transaction = transaction;
        if (transaction != null && !opens) streams.record(direction, header, transaction);
        out.frame("hdr", direction, start, FrameHeader.BYTES, transaction);
        out.frame("pdu", direction, start, FrameHeader.BYTES + (long) header.length(), transaction);
        if (header.length() > 0) {
            out.frame("data", direction, start + FrameHeader.BYTES, header.length(), transaction);
        }
    }

    @Override
    public void payload(Direction direction, FrameHeader header, byte[] payload, Transactions out) {
        Side side = sides[direction.ordinal()];
        Cursor in = new Cursor(payload);
        switch (header.type()) {
            case FrameHeader.HEADERS, FrameHeader.PUSH_PROMISE -> begin(direction, header, payload, out);
            case FrameHeader.CONTINUATION -> goOn(direction, header, payload, out);
            default -> {
                if (side.transaction != null) StreamTable.fill(direction, header, in, side.transaction);
                if (header.type() == FrameHeader.RST_STREAM) streams.reset(header.stream());
            }
        }
        if (header.stream() == 0 && side.transaction != null) streams.done(side.transaction);
    }

    /// The first fragment of a header block.
    private void begin(Direction direction, FrameHeader header, byte[] payload, Transactions out) {
        Side side = sides[direction.ordinal()];
        if (header.stream() == 0) {
            fault(direction, 0, "invalid_frame_data", out);
            return;
        }
        Cursor in = new Cursor(payload);
        int padding = header.isPadded() ? in.u8() : 0;
        side.opened = header.stream();
        int weight = -1;
        if (header.hasPriority()) weight = in.skip(4).u8();
        if (header.type() == FrameHeader.PUSH_PROMISE) side.opened = (int) (in.u32() & 0x7fff_ffff);
        int length = in.remaining() - padding;
        if (!in.ok() || length < 0) {
            fault(direction, header.stream(), "invalid_frame_data", out);
            lost(direction, out);
            return;
        }
        side.block.clear();
        side.block.append(MemorySegment.ofArray(payload), in.position(), length);
        side.endsStream = header.endsStream();
        side.continued = header.stream();
        if (header.endsHeaders()) whole(direction, header, weight, out);
        else if (weight >= 0 || side.opened == header.stream()) {
            Http2Stream stream = streams.known(side.opened);
            if (stream != null && weight >= 0) StreamTable.priority(direction, weight, stream.transaction);
        }
    }

    private void goOn(Direction direction, FrameHeader header, byte[] payload, Transactions out) {
        Side side = sides[direction.ordinal()];
        if (side.continued == 0) return;
        side.block.append(MemorySegment.ofArray(payload), 0, payload.length);
        if (header.endsHeaders()) whole(direction, header, -1, out);
    }

    private void whole(Direction direction, FrameHeader header, int weight, Transactions out) {
        Side side = sides[direction.ordinal()];
        HeaderBlock block = new HeaderBlock();
        byte[] bytes = side.block.copy();
        boolean cut = side.block.dropped() > 0;
        side.decoder.decode(bytes, block);
        side.block.release();
        side.continued = 0;
        boolean promised = side.opened != header.stream();
        // A promise carries the request, in the server's words (RFC 9113 §8.4).
        Direction says = promised ? Direction.TO_SERVER : direction;
        Http2Stream stream = streams.open(direction, side.opened, block, out);
        side.transaction = stream.transaction;
        streams.record(direction, header, stream.transaction);
        if (weight >= 0) StreamTable.priority(direction, weight, stream.transaction);
        stream.headers(says, block);
        if (cut) {
            stream.anomaly("reassembly_limit_reached");
            side.decoder.forget();
        }
        if (promised) stream.end(Direction.TO_SERVER);
        else if (side.endsStream) {
            stream.end(direction);
            streams.closeIfOver(stream);
        }
    }

    @Override
    public void data(
            Direction direction, FrameHeader header, MemorySegment bytes, long offset, int count, Transactions out) {
        Http2Stream stream = streams.known(header.stream());
        if (stream != null && !stream.hasEnded(direction)) stream.data(direction, bytes, offset, count);
    }

    @Override
    public void missingData(Direction direction, FrameHeader header, Transactions out) {
        Http2Stream stream = streams.known(header.stream());
        if (stream != null) stream.missing(direction);
    }

    @Override
    public void dataEnd(Direction direction, FrameHeader header, Transactions out) {
        if (header.stream() == 0) {
            fault(direction, 0, "data_stream_zero", out);
            if (sides[direction.ordinal()].transaction != null) streams.done(sides[direction.ordinal()].transaction);
            return;
        }
        Http2Stream stream = streams.known(header.stream());
        if (stream == null || !header.endsStream()) return;
        stream.end(direction);
        streams.closeIfOver(stream);
    }

    @Override
    public void lost(Direction direction, Transactions out) {
        Side side = sides[direction.ordinal()];
        side.continued = 0;
        side.block.release();
        side.decoder.forget();
    }

    @Override
    public void fault(Direction direction, int stream, String anomaly, Transactions out) {
        Http2Stream known = streams.known(stream);
        if (known != null) known.anomaly(anomaly);
        else {
            Transaction transaction = sides[direction.ordinal()].transaction;
            if (transaction == null || transaction.isComplete()) transaction = streams.fault(stream, out);
            transaction.anomaly(anomaly);
            if (stream == 0) streams.done(transaction);
        }
    }
}
