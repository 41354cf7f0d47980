package dejfa.protocols.smb;

import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.wire.Pending;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Cuts the stream into NetBIOS session messages and hands each to the reader of its version. Data of SMB 2
/// reads and writes passes through without being held; other messages are held up to a bound.
final class SmbParser implements FlowParser {
    /// commands without data stay far below; an SMB 1 write holds at most 128 KiB
    static final int MAX_MESSAGE_BYTES = 192 * 1024;
    /// enough for header and fixed part of a read or write of SMB 2, and to tell whether the data is RPC
    private static final int HEAD_BYTES = 64 + 48 + 16;

    private static final int SESSION_HEADER_BYTES = 4;

    /// What is held of one direction.
    static final class Side {
        final Pending pending = new Pending(SESSION_HEADER_BYTES + MAX_MESSAGE_BYTES);
        /// rest of a message that is passed over
        long skip;
        /// data that streams into a file: bytes before it, then the data
        SmbSession.OpenFile file;
        long beforeData;
        long dataLeft;
        long dataOffset;
        boolean lost;
        boolean ended;
        /// stream offset of the first held byte
        long start;
        /// the frames of the message at hand are known to the rules
        boolean announced;
    }

    private final Side[] sides = {new Side(), new Side()};
    private final SmbSession session;
    private final SmbOne one;
    private final SmbTwo two;

    SmbParser(SmbLimits limits) {
        session = new SmbSession(limits);
        one = new SmbOne(session);
        two = new SmbTwo(session);
    }

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        Side side = sides[direction.ordinal()];
        long at = offset;
        long end = offset + lengthBytes;
        while (at < end && !side.lost) {
            if (side.skip > 0) {
                at += pass(direction, side, bytes, at, (int) Math.min(side.skip, end - at), out);
                continue;
            }
            if (side.pending.length() == 0) {
                side.start = out.position() + at - offset;
                side.announced = false;
            }
            int wanted = wanted(side.pending);
            int taken = side.pending.append(bytes, at, (int) Math.min(wanted - side.pending.length(), end - at));
            at += taken;
            if (side.pending.length() == wanted) step(direction, side, out);
        }
    }

    /// Bytes of the message at hand after which there is something to decide.
    private static int wanted(Pending held) {
        if (held.length() < SESSION_HEADER_BYTES) return SESSION_HEADER_BYTES;
        int body = held.u24(1);
        int head = SESSION_HEADER_BYTES + Math.min(body, HEAD_BYTES);
        if (held.length() < head) return head;
        return SESSION_HEADER_BYTES + Math.min(body, MAX_MESSAGE_BYTES);
    }

    private void step(Direction direction, Side side, Transactions out) {
        Pending held = side.pending;
        int type = held.at(0);
        int body = held.u24(1);
        if (!side.announced && type == 0 && held.length() > SESSION_HEADER_BYTES) {
            side.announced = true;
            SmbFrames.announce(direction, held, side.start, body, out);
        }
        if (held.length() < SESSION_HEADER_BYTES + body) {
            if (held.length() == SESSION_HEADER_BYTES) {
                if (type == 0 || type >= 0x81 && type <= 0x85) return;
                out.anomaly("malformed_nbss");
                side.lost = true;
                held.clear();
            } else if (held.length() == SESSION_HEADER_BYTES + HEAD_BYTES && streams(direction, side, body, out)) {
                held.clear();
            } else if (held.isFull()) {
                out.anomaly("message_too_long");
                side.skip = SESSION_HEADER_BYTES + body - held.length();
                held.clear();
            }
            return;
        }
        held.drop(SESSION_HEADER_BYTES);
        byte[] message = held.take(body);
        if (type == 0) message(direction, message, out);
        else if (type < 0x81 || type > 0x85) {
            out.anomaly("malformed_nbss");
            side.lost = true;
        }
    }

    /// A read or write of a file of SMB 2: its data goes into the file as it comes.
    private boolean streams(Direction direction, Side side, int body, Transactions out) {
        byte[] head = side.pending
                .peek(SESSION_HEADER_BYTES + HEAD_BYTES)
                .skip(SESSION_HEADER_BYTES)
                .rest();
        SmbTwo.Stream stream = two.stream(direction, head);
        if (stream == null) return false;
        side.skip = body - HEAD_BYTES;
        side.file = stream.file();
        side.dataOffset = stream.fileOffset();
        side.dataLeft = stream.dataBytes();
        side.beforeData = Math.max(0, stream.dataStart() - HEAD_BYTES);
        int held = (int) Math.clamp(HEAD_BYTES - (long) stream.dataStart(), 0, side.dataLeft);
        if (held > 0) {
            MemorySegment bytes = MemorySegment.ofArray(head);
            session.data(side.file, direction, side.dataOffset, bytes, stream.dataStart(), held, 2, out);
            side.dataOffset += held;
            side.dataLeft -= held;
        }
        return true;
    }

    private void message(Direction direction, byte[] message, Transactions out) {
        if (message.length < 4 || message[1] != 'S' || message[2] != 'M' || message[3] != 'B') {
            if (message.length > 0) out.anomaly("malformed_data");
            return;
        }
        switch (message[0] & 0xff) {
            case 0xff -> one.message(direction, message, out);
            case 0xfe -> two.message(direction, message, out);
            // 0xfd is encrypted, 0xfc compressed: nothing can be read
            default -> {
                if ((message[0] & 0xff) < 0xfc) out.anomaly("malformed_data");
            }
        }
    }

    private int pass(Direction direction, Side side, MemorySegment bytes, long at, int count, Transactions out) {
        side.skip -= count;
        if (side.file == null) return count;
        int before = (int) Math.min(side.beforeData, count);
        side.beforeData -= before;
        int data = (int) Math.min(side.dataLeft, count - before);
        if (data > 0) {
            session.data(side.file, direction, side.dataOffset, bytes, at + before, data, 2, out);
            side.dataOffset += data;
            side.dataLeft -= data;
        }
        if (side.skip == 0) side.file = null;
        return count;
    }

    /// A gap inside data that streams is a hole in the file; any other loses the framing until a message starts
    /// a chunk.
    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        Side side = sides[direction.ordinal()];
        if (side.lost) return;
        session.missing(side.file, direction);
        if (side.skip >= lengthBytes) {
            side.skip -= lengthBytes;
            long before = Math.min(side.beforeData, lengthBytes);
            long data = Math.min(side.dataLeft, lengthBytes - before);
            side.beforeData -= before;
            side.dataLeft -= data;
            side.dataOffset += data;
            if (side.skip == 0) side.file = null;
        } else {
            side.lost = true;
            side.file = null;
            side.pending.clear();
        }
    }

    @Override
    public void end(Direction direction, Transactions out) {
        sides[direction.ordinal()].ended = true;
        sides[direction.ordinal()].lost = true;
        sides[direction.ordinal()].pending.clear();
        if (Arrays.stream(sides).allMatch(side -> side.ended)) {
            session.end();
            for (Transaction open : out.live()) open.complete();
        }
    }
}
