package dejfa.protocols.mqtt;

import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Transactions;
import dejfa.protocols.Chunks;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Pending;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Cuts each direction into messages. All but PUBLISH are gathered; of a PUBLISH only what precedes its payload.
final class MqttParser implements FlowParser {
    private enum State {
        HEADER,
        /// a whole message is gathered
        MESSAGE,
        /// a PUBLISH up to its payload is gathered
        PUBLISH,
        PAYLOAD,
        /// too long, or of no known type
        SKIP
    }

    private static final class Side {
        final byte[] head = new byte[MqttHeader.MAX_BYTES];
        int headBytes;
        final Pending pending;
        State state = State.HEADER;
        MqttHeader header;
        /// bytes of the message that have not come
        int left;
        /// bytes are missing, and with them the border of the next message
        boolean lost;

        Side(int maxBytes) {
            pending = new Pending(maxBytes);
        }
    }

    private final MqttSettings settings;
    private final MqttSession session;
    private final Side[] sides;
    /// what comes is not MQTT, or no border is found any more
    private boolean over;

    MqttParser(MqttSettings settings) {
        this.settings = settings;
        this.session = new MqttSession(settings);
        int most = Math.max(64, settings.maxMessageBytes());
        this.sides = new Side[] {new Side(most), new Side(most)};
    }

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        Side side = sides[direction.ordinal()];
        if (side.lost) resume(side, bytes, offset, lengthBytes);
        if (side.lost) return;
        int at = 0;
        while (at < lengthBytes && !over) {
            if (side.state == State.HEADER) {
                side.head[side.headBytes++] = bytes.get(ValueLayout.JAVA_BYTE, offset + at++);
                header(direction, side, out.position() + at, out);
                continue;
            }
            int taken = Math.min(side.left, lengthBytes - at);
            if (side.state == State.PUBLISH) {
                taken = Math.min(
                        taken,
                        MqttReader.publishHeadBytes(side.pending, side.header, session.isFive())
                                - side.pending.length());
            }
            if (side.state == State.MESSAGE || side.state == State.PUBLISH) {
                side.pending.append(bytes, offset + at, taken);
            } else if (side.state == State.PAYLOAD) session.payload(direction, bytes, offset + at, taken);
            at += taken;
            side.left -= taken;
            advance(direction, side, out);
        }
    }

    /// After a hole a chunk that starts like a message is taken to start with one.
    private static void resume(Side side, MemorySegment bytes, long offset, int lengthBytes) {
        byte[] start = Chunks.copy(bytes, offset, Math.min(lengthBytes, MqttHeader.MAX_BYTES));
        MqttHeader header = MqttHeader.read(start, 0, start.length);
        if (header.isPlausible() && header.headerBytes() + header.remaining() <= lengthBytes) side.lost = false;
    }

    /// @param end stream offset behind what is held of the header
    private void header(Direction direction, Side side, long end, Transactions out) {
        MqttHeader header = MqttHeader.read(side.head, 0, side.headBytes);
        if (header == MqttHeader.MORE) return;
        if (header == MqttHeader.BROKEN) {
            malformed(direction, out);
            return;
        }
        int headBytes = side.headBytes;
        side.headBytes = 0;
        side.header = header;
        side.left = header.remaining();
        long start = end - headBytes;
        out.frame("pdu", direction, start, headBytes + (long) side.left, null);
        out.frame("header", direction, start, headBytes, null);
        if (side.left > 0) out.frame("data", direction, end, side.left, null);
        if (header.type() == MqttType.UNASSIGNED) {
            session.unassigned(direction, header, out);
            side.state = State.SKIP;
        } else if (header.remaining() > settings.maxMessageBytes()) {
            session.truncated(direction, header, out);
            side.state = State.SKIP;
        } else side.state = header.type() == MqttType.PUBLISH ? State.PUBLISH : State.MESSAGE;
        advance(direction, side, out);
    }

    private void advance(Direction direction, Side side, Transactions out) {
        if (side.state == State.PUBLISH) {
            int wanted = MqttReader.publishHeadBytes(side.pending, side.header, session.isFive());
            int missing = wanted - side.pending.length();
            if (wanted < 0 || missing > side.left) malformed(direction, out);
            else if (missing == 0) {
                boolean read = session.publish(direction, side.header, taken(side), side.left, out);
                side.state = State.PAYLOAD;
                if (!read) malformed(direction, out);
            }
        }
        if (over || side.left > 0) return;
        State ended = side.state;
        side.state = State.HEADER;
        if (ended == State.MESSAGE) {
            if (!session.message(direction, side.header, taken(side), out)) malformed(direction, out);
        } else if (ended == State.PAYLOAD) session.payloadEnd(direction);
    }

    private static Cursor taken(Side side) {
        return new Cursor(side.pending.take(side.pending.length()));
    }

    private void malformed(Direction direction, Transactions out) {
        session.malformed(direction, out);
        stop();
    }

    private void stop() {
        over = true;
        for (Side side : sides) side.pending.clear();
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        Side side = sides[direction.ordinal()];
        session.payloadEnd(direction);
        side.pending.clear();
        side.headBytes = 0;
        boolean inside = side.state != State.HEADER && side.left >= lengthBytes;
        side.left = inside ? side.left - lengthBytes : 0;
        side.state = side.left > 0 ? State.SKIP : State.HEADER;
        side.lost = !inside;
    }

    @Override
    public void end(Direction direction, Transactions out) {
        session.payloadEnd(direction);
        sides[direction.ordinal()].pending.clear();
        sides[direction.ordinal()].lost = true;
    }
}
