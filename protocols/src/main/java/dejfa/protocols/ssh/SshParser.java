package dejfa.protocols.ssh;

import dejfa.api.Direction;
import dejfa.api.Field;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Hex;
import dejfa.protocols.wire.Pending;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Banner, then binary packets until NEWKEYS, in each direction.
final class SshParser implements FlowParser {
    static final int BANNER = 10;
    static final int KEY_EXCHANGE = 20;
    private static final int MSG_KEXINIT = 20;
    private static final int MSG_NEWKEYS = 21;
    /// RFC 4253 §4.2 allows 255 with the line end; other lines may come before it
    private static final int MAX_LINE_BYTES = 1024;

    private static final int MAX_BANNER_BYTES = 255;
    private static final int MAX_LINES_BEFORE = 32;
    /// RFC 4253 §6.1 asks for 35,000
    private static final int MAX_PACKET_BYTES = 64 * 1024;

    /// Length, padding length and message number, as the frame `record.hdr` has them.
    private static final int HEADER_BYTES = 6;

    /// What is held of one direction.
    private static final class Side {
        final Pending pending = new Pending(MAX_PACKET_BYTES + 4);
        boolean banner;
        boolean exchanged;
        boolean over;
        int linesBefore;
        /// bytes of this direction up to here
        long end;
    }

    private final Side[] sides = {new Side(), new Side()};
    private Transaction transaction;

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        Side side = sides[direction.ordinal()];
        if (side.over) return;
        if (transaction == null) transaction = out.open(SshFields.SCHEMA);
        int taken = 0;
        while (taken < lengthBytes && !side.over) {
            taken += side.pending.append(bytes, offset + taken, lengthBytes - taken);
            side.end = out.position() + taken;
            while (!side.over && (side.banner ? packet(direction, side, out) : line(direction, side))) {
                // one line or packet a turn
            }
        }
    }

    /// @return whether a line was taken
    private boolean line(Direction direction, Side side) {
        Pending held = side.pending;
        int length = 0;
        int limit = Math.min(held.length(), MAX_LINE_BYTES);
        while (length < limit && held.at(length) != '\n') length++;
        boolean ended = length < held.length() && held.at(length) == '\n';
        if (!ended && length < MAX_LINE_BYTES) return false;
        byte[] line = held.take(ended ? length + 1 : length);
        if (line.length < 4 || line[0] != 'S' || line[1] != 'S' || line[2] != 'H' || line[3] != '-') {
            if (++side.linesBefore > MAX_LINES_BEFORE || !ended) {
                transaction.anomaly("invalid_banner");
                over(direction, side);
            }
            return true;
        }
        if (line.length > MAX_BANNER_BYTES) transaction.anomaly("long_banner");
        banner(direction, side, line);
        return true;
    }

    private void banner(Direction direction, Side side, byte[] line) {
        boolean client = direction == Direction.TO_SERVER;
        int end = line.length;
        while (end > 4 && (line[end - 1] == '\n' || line[end - 1] == '\r')) end--;
        int dash = 4;
        while (dash < end && line[dash] != '-') dash++;
        byte[] version = Arrays.copyOfRange(line, 4, dash);
        transaction.set(client ? SshFields.CLIENT_PROTO : SshFields.SERVER_PROTO, version);
        if (dash < end) {
            int space = dash + 1;
            while (space < end && line[space] != ' ') space++;
            transaction.set(
                    client ? SshFields.CLIENT_SOFTWARE : SshFields.SERVER_SOFTWARE,
                    Arrays.copyOfRange(line, dash + 1, space));
        } else transaction.anomaly("invalid_banner");
        side.banner = true;
        transaction.progress(direction, BANNER);
        boolean two =
                version.length > 0 && version[0] == '2' || Arrays.equals(version, new byte[] {'1', '.', '9', '9'});
        // SSH 1 frames its packets in another way
        if (!two) over(direction, side);
    }

    /// @return whether a packet was taken
    private boolean packet(Direction direction, Side side, Transactions out) {
        Pending held = side.pending;
        if (held.length() < 6) return false;
        long packetBytes = (long) held.u16(0) << 16 | held.u16(2);
        if (packetBytes < 2 || packetBytes > MAX_PACKET_BYTES) {
            transaction.anomaly("invalid_record");
            over(direction, side);
            return false;
        }
        if (held.length() < 4 + packetBytes) return false;
        int type = held.at(5);
        long start = side.end - held.length();
        out.frame("record.hdr", direction, start, HEADER_BYTES, transaction);
        out.frame("record.data", direction, start + HEADER_BYTES, packetBytes - 2, transaction);
        out.frame("record.pdu", direction, start, 4 + packetBytes, transaction);
        if (type == MSG_KEXINIT && !side.exchanged) {
            side.exchanged = true;
            keyExchange(direction, held.peek(4 + (int) packetBytes).skip(6));
            transaction.progress(direction, KEY_EXCHANGE);
        }
        held.drop(4 + (int) packetBytes);
        if (type == MSG_NEWKEYS) over(direction, side);
        return true;
    }

    /// HASSH: key exchange, ciphers, MACs and compressions of the sender's direction, joined by semicolons.
    private void keyExchange(Direction direction, Cursor in) {
        boolean client = direction == Direction.TO_SERVER;
        in.skip(16);
        byte[][] lists = new byte[8][];
        for (int i = 0; i < lists.length; i++) lists[i] = in.bytes((int) Math.min(in.u32(), Integer.MAX_VALUE));
        if (!in.ok()) {
            transaction.anomaly("invalid_record");
            return;
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(lists[0]);
        for (int i = client ? 2 : 3; i < 8; i += 2) {
            text.write(';');
            text.writeBytes(lists[i]);
        }
        Field name = client ? SshFields.CLIENT_HASSH_STRING : SshFields.SERVER_HASSH_STRING;
        Field hash = client ? SshFields.CLIENT_HASSH : SshFields.SERVER_HASSH;
        transaction.set(name, text.toByteArray()).set(hash, Hex.plain(Hex.digest("MD5", text.toByteArray())));
    }

    private void over(Direction direction, Side side) {
        side.over = true;
        side.pending.clear();
        transaction.progress(direction, Transaction.COMPLETE);
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        // The peer may still be about to speak.
        Side side = sides[direction.ordinal()];
        if (!side.over && transaction != null) over(direction, side);
    }

    @Override
    public void end(Direction direction, Transactions out) {
        Side side = sides[direction.ordinal()];
        if (side.over || transaction == null) return;
        over(direction, side);
        // a peer that never spoke will hardly begin now
        if (!sides[direction.reverse().ordinal()].banner) transaction.complete();
    }
}
