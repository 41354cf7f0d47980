package dejfa.protocols.tls;

import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Pending;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Walks the records of both directions and puts handshake messages together across them; after the handshake it
/// reads nothing more.
final class TlsParser implements FlowParser {
    static final int CHANGE_CIPHER_SPEC = 20;
    static final int ALERT = 21;
    static final int HANDSHAKE = 22;
    static final int APPLICATION_DATA = 23;
    private static final int HEARTBEAT = 24;
    /// 2^14 and what a cipher may add (RFC 5246 §6.2.3)
    static final int MAX_RECORD_BYTES = (1 << 14) + 2048;

    private static final int HEADER_BYTES = 5;
    /// a certificate chain is the longest message; larger ones are not kept
    static final int MAX_HANDSHAKE_BYTES = 256 * 1024;

    /// What is held of one direction.
    private static final class Side {
        final byte[] header = new byte[HEADER_BYTES];
        int headerLength;
        int type;
        int bodyLeft;
        final Pending handshake = new Pending(MAX_HANDSHAKE_BYTES);
        /// SSL 2's only message, while it is not whole
        Pending sslTwo;
        boolean started;
        boolean encrypted;
        boolean over;
    }

    private final Side[] sides = {new Side(), new Side()};
    private Handshake handshake;
    private boolean finished;

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        if (finished || lengthBytes <= 0) return;
        Side side = sides[direction.ordinal()];
        if (side.over) return;
        if (handshake == null) handshake = new Handshake(out.open(TlsFields.SCHEMA));
        long at = offset;
        long end = offset + lengthBytes;
        if (!side.started) {
            side.started = true;
            if ((bytes.get(ValueLayout.JAVA_BYTE, at) & 0x80) != 0) side.sslTwo = new Pending(2 + 0x7fff);
        }
        if (side.sslTwo != null) at += sslTwo(direction, side, bytes, at, lengthBytes);
        while (at < end && !side.over && !finished) {
            if (side.bodyLeft == 0) at += header(direction, side, bytes, at, end, out, out.position() + at - offset);
            else at += body(direction, side, bytes, at, (int) Math.min(side.bodyLeft, end - at));
        }
        if (handshake.isOver()) finish();
    }

    private int header(
            Direction direction, Side side, MemorySegment bytes, long at, long end, Transactions out, long position) {
        int taken = (int) Math.min(HEADER_BYTES - side.headerLength, end - at);
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, side.header, side.headerLength, taken);
        side.headerLength += taken;
        if (side.headerLength < HEADER_BYTES) return taken;
        side.headerLength = 0;
        side.type = side.header[0] & 0xff;
        side.bodyLeft = (side.header[3] & 0xff) << 8 | side.header[4] & 0xff;
        Transaction transaction = handshake.transaction;
        if (side.type < CHANGE_CIPHER_SPEC || side.type > HEARTBEAT) {
            transaction.anomaly("invalid_record_type");
            side.over = true;
        } else if (side.header[1] != 3) {
            transaction.anomaly("invalid_record_version");
            side.over = true;
        } else if (side.bodyLeft > MAX_RECORD_BYTES) {
            transaction.anomaly("invalid_record_length");
            side.over = true;
        }
        if (side.over) {
            side.handshake.clear();
            return taken;
        }
        frames(direction, side, position + taken - HEADER_BYTES, out);
        if (side.type == HEARTBEAT && !side.encrypted) transaction.anomaly("heartbeat_message");
        else if (side.type == APPLICATION_DATA) handshake.applicationData(direction);
        return taken;
    }

    private void frames(Direction direction, Side side, long start, Transactions out) {
        Transaction transaction = handshake.transaction;
        out.frame("hdr", direction, start, HEADER_BYTES, transaction);
        out.frame("data", direction, start + HEADER_BYTES, side.bodyLeft, transaction);
        out.frame("pdu", direction, start, HEADER_BYTES + side.bodyLeft, transaction);
        if (side.type == ALERT) out.frame("alert.pdu", direction, start, HEADER_BYTES + side.bodyLeft, transaction);
        if (side.type == HEARTBEAT) {
            out.frame("heartbeat.pdu", direction, start, HEADER_BYTES + side.bodyLeft, transaction);
        }
    }

    private int body(Direction direction, Side side, MemorySegment bytes, long at, int length) {
        side.bodyLeft -= length;
        if (side.type == HANDSHAKE && !side.encrypted) {
            int taken = 0;
            while (taken < length && !side.over) {
                taken += side.handshake.append(bytes, at + taken, length - taken);
                messages(direction, side);
            }
        } else if (side.type == CHANGE_CIPHER_SPEC && side.bodyLeft == 0) {
            side.encrypted = true;
            side.handshake.clear();
            handshake.changeCipherSpec(direction);
        }
        return length;
    }

    private void messages(Direction direction, Side side) {
        Pending held = side.handshake;
        while (held.length() >= 4) {
            int bodyBytes = held.u24(1);
            if (4 + bodyBytes > MAX_HANDSHAKE_BYTES) {
                handshake.transaction.anomaly("handshake_invalid_length");
                side.over = true;
                held.clear();
                return;
            }
            if (held.length() < 4 + bodyBytes) return;
            int type = held.at(0);
            handshake.message(direction, type, held.peek(4 + bodyBytes).skip(4));
            held.drop(4 + bodyBytes);
        }
    }

    private int sslTwo(Direction direction, Side side, MemorySegment bytes, long at, int length) {
        int taken = 0;
        Pending held = side.sslTwo;
        while (taken < length) {
            int wanted = held.length() < 2 ? 2 - held.length() : 2 + (held.u16(0) & 0x7fff) - held.length();
            if (wanted == 0) break;
            taken += held.append(bytes, at + taken, Math.min(wanted, length - taken));
        }
        if (held.length() < 2 || held.length() < 2 + (held.u16(0) & 0x7fff)) return taken;
        Cursor in = held.peek(held.length()).skip(2);
        side.sslTwo = null;
        if (!handshake.sslTwo(direction, in)) side.over = true;
        return taken;
    }

    private void finish() {
        finished = true;
        handshake.transaction.complete();
        for (Side side : sides) side.handshake.clear();
    }

    /// A gap inside a record's body that is passed over anyway does no harm; any other loses the thread.
    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        Side side = sides[direction.ordinal()];
        if (finished || side.over) return;
        boolean passing = side.bodyLeft >= lengthBytes && (side.type != HANDSHAKE || side.encrypted);
        if (passing) {
            side.bodyLeft -= lengthBytes;
        } else {
            side.over = true;
            side.handshake.clear();
        }
    }

    @Override
    public void end(Direction direction, Transactions out) {
        Side side = sides[direction.ordinal()];
        side.over = true;
        side.handshake.clear();
        if (handshake == null) return;
        handshake.transaction.progress(direction, Transaction.COMPLETE);
        if (sides[direction.reverse().ordinal()].over) finish();
    }
}
