package dejfa.protocols.dcerpc;

import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.wire.Pending;
import java.lang.foreign.MemorySegment;

/// Connection-oriented DCE/RPC: cuts the stream into PDUs, each at most 65535 bytes.
final class DcerpcParser implements FlowParser {
    private static final int MAX_PDU_BYTES = 65_535;

    /// What is held of one direction.
    private static final class Side {
        final Pending pending = new Pending(MAX_PDU_BYTES);
        /// bytes were lost: the next chunk that begins with a header is believed
        boolean seeking;
        boolean lost;
        boolean ended;
        /// stream offset of the first held byte
        long start;
    }

    private final Side[] sides = {new Side(), new Side()};
    private final Calls calls = new Calls(CallFields.OWN, out -> out.open(DcerpcFields.SCHEMA));
    private String version = "5.0";

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        Side side = sides[direction.ordinal()];
        long at = offset;
        long end = offset + lengthBytes;
        while (at < end && !side.lost) {
            if (side.pending.length() == 0) side.start = out.position() + at - offset;
            int wanted = wanted(side.pending);
            at += side.pending.append(bytes, at, (int) Math.min(wanted - side.pending.length(), end - at));
            if (side.pending.length() < wanted) return;
            if (wanted == PduHeader.BYTES) {
                PduHeader header = PduHeader.read(side.pending.peek(wanted));
                if (header == null) {
                    unreadable(side, out);
                    return;
                }
                side.seeking = false;
                if (header.fragmentBytes() > wanted) continue;
            }
            pdu(direction, side, out);
        }
    }

    private static int wanted(Pending held) {
        if (held.length() < PduHeader.BYTES) return PduHeader.BYTES;
        return PduHeader.read(held.peek(PduHeader.BYTES)).fragmentBytes();
    }

    /// After a gap the rest of the chunk is passed over; else the framing is gone for good.
    private static void unreadable(Side side, Transactions out) {
        side.pending.clear();
        if (side.seeking) return;
        out.anomaly("malformed_data");
        side.lost = true;
    }

    private void pdu(Direction direction, Side side, Transactions out) {
        int length = side.pending.length();
        byte[] pdu = side.pending.take(length);
        version = pdu[0] + "." + pdu[1];
        Transaction transaction = calls.accept(direction, pdu, out);
        if (transaction != null) transaction.set(DcerpcFields.RPC_VERSION, version);
        out.frame("pdu", direction, side.start, length, transaction);
        out.frame("hdr", direction, side.start, PduHeader.BYTES, transaction);
        if (length > PduHeader.BYTES) {
            out.frame("data", direction, side.start + PduHeader.BYTES, length - PduHeader.BYTES, transaction);
        }
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        Side side = sides[direction.ordinal()];
        side.pending.clear();
        side.seeking = true;
    }

    @Override
    public void end(Direction direction, Transactions out) {
        sides[direction.ordinal()].ended = true;
        sides[direction.ordinal()].lost = true;
        sides[direction.ordinal()].pending.clear();
        if (sides[0].ended && sides[1].ended) {
            calls.end();
            for (Transaction open : out.live()) open.complete();
        }
    }
}
