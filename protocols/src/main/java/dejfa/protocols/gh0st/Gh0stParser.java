package dejfa.protocols.gh0st;

import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.wire.Pending;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Follows proven framing message by message in both directions. Bodies run through an inflater whose output is
/// thrown
/// away.
final class Gh0stParser implements FlowParser {
    /// One direction: the header of the message at hand, and its body as far as it has come.
    private static final class Side {
        byte[] header;
        int headerLength;
        long bodyLeft;
        long inflated;
        int command = -1;
        boolean sound;
        boolean lost;
        Inflater inflater;

        void close() {
            if (inflater != null) inflater.end();
            inflater = null;
        }
    }

    private final Side[] sides = {new Side(), new Side()};
    private final Pending first = new Pending(Framing.WINDOW_BYTES);
    private final byte[] input = new byte[4096];
    private final byte[] sink = new byte[8192];
    private Framing framing;
    private byte[] tag;

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        Side side = sides[direction.ordinal()];
        if (side.lost) return;
        if (framing == null) {
            if (direction == Direction.TO_SERVER) begin(bytes, offset, lengthBytes, out);
            else side.lost = true;
            return;
        }
        follow(direction, side, bytes, offset, lengthBytes, out);
    }

    /// The client's first message tells the framing, once enough of it is here.
    private void begin(MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        int taken = first.append(bytes, offset, lengthBytes);
        byte[] start = first.take(first.length());
        Framing.Found found = Framing.find(start, start.length);
        if (found.look() == Framing.Look.MORE) {
            first.append(MemorySegment.ofArray(start), 0, start.length);
            return;
        }
        Side side = sides[Direction.TO_SERVER.ordinal()];
        first.clear();
        if (found.look() == Framing.Look.NONE) {
            side.lost = true;
            return;
        }
        framing = found.framing();
        tag = Arrays.copyOf(start, framing.tagBytes());
        follow(Direction.TO_SERVER, side, MemorySegment.ofArray(start), 0, start.length, out);
        follow(Direction.TO_SERVER, side, bytes, offset + taken, lengthBytes - taken, out);
    }

    private void follow(
            Direction direction, Side side, MemorySegment bytes, long offset, int length, Transactions out) {
        long at = offset;
        long end = offset + length;
        while (at < end && !side.lost) {
            if (side.bodyLeft == 0) {
                if (side.header == null) side.header = new byte[framing.headerBytes()];
                int taken = (int) Math.min(side.header.length - side.headerLength, end - at);
                MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, side.header, side.headerLength, taken);
                side.headerLength += taken;
                at += taken;
                if (side.headerLength == side.header.length) open(side, out);
            } else {
                int taken = (int) Math.min(Math.min(side.bodyLeft, input.length), end - at);
                MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, input, 0, taken);
                at += taken;
                side.bodyLeft -= taken;
                inflate(side, taken);
                if (side.bodyLeft == 0) close(direction, side, out);
            }
        }
    }

    private void open(Side side, Transactions out) {
        boolean known = Arrays.equals(side.header, 0, tag.length, tag, 0, tag.length);
        if (!known || !framing.sizesFit(side.header)) {
            out.anomaly(known ? "invalid_sizes" : "unknown_tag");
            side.lost = true;
            return;
        }
        side.bodyLeft = framing.messageBytes(side.header) - framing.headerBytes();
        side.inflated = 0;
        side.command = -1;
        side.sound = true;
        side.inflater = new Inflater();
    }

    private void inflate(Side side, int count) {
        long told = framing.inflatedBytes(side.header);
        if (side.sound && side.inflater.finished()) side.sound = false;
        if (!side.sound) return;
        side.inflater.setInput(input, 0, count);
        try {
            while (!side.inflater.finished() && side.sound) {
                int made = side.inflater.inflate(sink);
                if (made > 0 && side.command < 0) side.command = sink[0] & 0xff;
                side.inflated += made;
                if (side.inflated > told || side.inflater.needsDictionary()) side.sound = false;
                else if (made == 0 && side.inflater.needsInput()) return;
            }
            if (side.inflater.getRemaining() > 0) side.sound = false;
        } catch (DataFormatException e) {
            // counted when the message ends: it is shown as not proven
            side.sound = false;
        }
    }

    private void close(Direction direction, Side side, Transactions out) {
        boolean proven = side.sound && side.inflater.finished() && side.inflated == framing.inflatedBytes(side.header);
        Transaction message = out.open(Gh0stFields.SCHEMA);
        message.only = direction;
        message.set(Gh0stFields.TAG, tag)
                .set(Gh0stFields.MESSAGE_BYTES, framing.messageBytes(side.header))
                .set(Gh0stFields.INFLATED_BYTES, framing.inflatedBytes(side.header))
                .set(Gh0stFields.PROVEN, proven)
                .set(Gh0stFields.DIRECTION, direction == Direction.TO_SERVER ? "to_server" : "to_client");
        if (framing.swapped()) message.set(Gh0stFields.SIZES_SWAPPED, true);
        if (side.command >= 0) message.set(Gh0stFields.COMMAND, side.command);
        if (!proven) message.anomaly("unproven_message");
        message.complete();
        side.headerLength = 0;
        side.close();
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        lose(sides[direction.ordinal()], out);
    }

    private void lose(Side side, Transactions out) {
        if (!side.lost && (side.headerLength > 0 || side.bodyLeft > 0)) out.anomaly("truncated_message");
        side.lost = true;
        side.close();
    }

    @Override
    public void end(Direction direction, Transactions out) {
        lose(sides[direction.ordinal()], out);
    }
}
