package dejfa.protocols.http2;

import dejfa.api.Direction;
import dejfa.api.Transactions;
import dejfa.protocols.Ascii;
import dejfa.protocols.GrowingBytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Cuts one direction into frames: payloads of DATA pass in chunks, those of other types are gathered whole.
final class FrameReader {
    /// What a client says first (RFC 9113 §3.4).
    static final byte[] PREFACE = Ascii.bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    /// SETTINGS_MAX_FRAME_SIZE where nobody changes it, and then some: larger frames are rare.
    static final int USUAL_BYTES = 1 << 17;

    /// Takes the frames of one direction in order.
    interface Handler {
        /// A frame's header has come.
        ///
        /// @param start of the header in the direction's bytes
        void header(Direction direction, FrameHeader header, long start, Transactions out);

        /// A frame other than DATA is whole.
        void payload(Direction direction, FrameHeader header, byte[] payload, Transactions out);

        void data(
                Direction direction, FrameHeader header, MemorySegment bytes, long offset, int count, Transactions out);

        /// Bytes of a DATA frame that never came.
        void missingData(Direction direction, FrameHeader header, Transactions out);

        /// The last byte of a DATA frame has passed.
        void dataEnd(Direction direction, FrameHeader header, Transactions out);

        /// Frames are missing.
        void lost(Direction direction, Transactions out);

        /// @param stream 0 where it concerns the connection
        void fault(Direction direction, int stream, String anomaly, Transactions out);
    }

    private enum State {
        PREFACE,
        HEADER,
        PADDING_LENGTH,
        DATA,
        PAYLOAD,
        SKIP,
        LOST
    }

    private final Direction direction;
    private final Handler handler;
    private final GrowingBytes payload = new GrowingBytes(USUAL_BYTES);
    private final byte[] head = new byte[FrameHeader.BYTES];
    private int headLength;
    private int prefaceSeen;
    private State state;
    private FrameHeader frame;
    /// bytes of the payload that have not come, padding included
    private int left;
    private int padding;

    FrameReader(Direction direction, Handler handler) {
        this.direction = direction;
        this.handler = handler;
        state = direction == Direction.TO_SERVER ? State.PREFACE : State.HEADER;
    }

    void accept(MemorySegment bytes, long offset, int count, Transactions out) {
        if (state == State.LOST && !found(bytes, offset, count)) return;
        int at = 0;
        while (at < count) {
            at += switch (state) {
                case PREFACE -> preface(bytes, offset + at, count - at, out);
                case HEADER -> header(bytes, offset, at, count, out);
                case PADDING_LENGTH -> paddingLength(bytes, offset + at, out);
                case DATA -> data(bytes, offset + at, count - at, out);
                case PAYLOAD -> gather(bytes, offset + at, count - at, out);
                case SKIP -> skip(count - at, out);
                case LOST -> count - at;
            };
        }
    }

    /// After missing bytes a chunk that begins like a frame is taken for one.
    private boolean found(MemorySegment bytes, long offset, int count) {
        if (count < FrameHeader.BYTES) return false;
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, offset, head, 0, FrameHeader.BYTES);
        if (!FrameHeader.read(head).isLikely()) return false;
        state = State.HEADER;
        headLength = 0;
        return true;
    }

    private int preface(MemorySegment bytes, long offset, int count, Transactions out) {
        int taken = 0;
        while (taken < count && prefaceSeen < PREFACE.length) {
            if (bytes.get(ValueLayout.JAVA_BYTE, offset + taken) != PREFACE[prefaceSeen]) {
                // Picked up in the middle, or no preface at all: what came may be a frame's first bytes.
                if (!out.flow().midstream) handler.fault(direction, 0, "invalid_client_magic", out);
                headLength = prefaceSeen < FrameHeader.BYTES ? prefaceSeen : 0;
                System.arraycopy(PREFACE, 0, head, 0, headLength);
                state = prefaceSeen < FrameHeader.BYTES ? State.HEADER : State.LOST;
                return taken;
            }
            prefaceSeen++;
            taken++;
        }
        if (prefaceSeen == PREFACE.length) state = State.HEADER;
        return taken;
    }

    private int header(MemorySegment bytes, long offset, int at, int count, Transactions out) {
        int taken = Math.min(FrameHeader.BYTES - headLength, count - at);
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, offset + at, head, headLength, taken);
        long start = out.position() + at - headLength;
        headLength += taken;
        if (headLength < FrameHeader.BYTES) return taken;
        headLength = 0;
        frame = FrameHeader.read(head);
        left = frame.length();
        padding = 0;
        handler.header(direction, frame, start, out);
        if (!frame.lengthFits()) {
            handler.fault(direction, frame.stream(), "invalid_frame_length", out);
            begin(State.SKIP, out);
        } else if (frame.type() == FrameHeader.DATA) {
            begin(frame.isPadded() && left > 0 ? State.PADDING_LENGTH : State.DATA, out);
        } else if (left > USUAL_BYTES) {
            handler.fault(direction, frame.stream(), "long_frame_data", out);
            begin(State.SKIP, out);
        } else {
            begin(State.PAYLOAD, out);
        }
        return taken;
    }

    private void begin(State next, Transactions out) {
        state = next;
        payload.clear();
        if (left == 0) finish(out);
    }

    private void finish(Transactions out) {
        State ended = state;
        state = State.HEADER;
        switch (ended) {
            case PAYLOAD -> {
                byte[] whole = payload.copy();
                payload.clear();
                handler.payload(direction, frame, whole, out);
            }
            case DATA, PADDING_LENGTH -> handler.dataEnd(direction, frame, out);
            case SKIP -> {
                if (frame.type() == FrameHeader.HEADERS || frame.type() == FrameHeader.CONTINUATION) {
                    handler.lost(direction, out);
                }
            }
            case PREFACE, HEADER, LOST -> {}
        }
    }

    private int paddingLength(MemorySegment bytes, long offset, Transactions out) {
        padding = bytes.get(ValueLayout.JAVA_BYTE, offset) & 0xff;
        left--;
        state = State.DATA;
        if (padding > left) {
            handler.fault(direction, frame.stream(), "invalid_frame_data", out);
            padding = left;
        }
        if (left == 0) finish(out);
        return 1;
    }

    private int data(MemorySegment bytes, long offset, int count, Transactions out) {
        int taken = Math.min(count, left);
        int content = Math.min(taken, left - padding);
        if (content > 0) handler.data(direction, frame, bytes, offset, content, out);
        left -= taken;
        padding = Math.min(padding, left);
        if (left == 0) finish(out);
        return taken;
    }

    private int gather(MemorySegment bytes, long offset, int count, Transactions out) {
        int taken = Math.min(count, left);
        payload.append(bytes, offset, taken);
        left -= taken;
        if (left == 0) finish(out);
        return taken;
    }

    private int skip(int count, Transactions out) {
        int taken = Math.min(count, left);
        left -= taken;
        if (left == 0) finish(out);
        return taken;
    }

    void gap(int lengthBytes, Transactions out) {
        boolean inside = (state == State.DATA || state == State.SKIP) && lengthBytes <= left;
        if (inside) {
            if (state == State.DATA && left > padding) handler.missingData(direction, frame, out);
            left -= lengthBytes;
            padding = Math.min(padding, left);
            if (left == 0) finish(out);
            return;
        }
        if (state == State.LOST) return;
        if (state == State.DATA) handler.missingData(direction, frame, out);
        payload.release();
        state = State.LOST;
        handler.lost(direction, out);
    }

    void end() {
        payload.release();
        state = State.LOST;
    }
}
