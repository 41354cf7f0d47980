package dejfa.protocols.websocket;

import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.GrowingBytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Cuts both directions into frames and puts messages together.
final class WebSocketParser implements FlowParser {
    static final int CONTINUATION = 0;
    private static final int FIRST_CONTROL = 8;
    private static final int FIN = 0x80;
    private static final int COMPRESSED = 0x40;
    private static final int MASKED = 0x80;
    private static final int MAX_HEADER_BYTES = 14;
    private static final String[] OPCODES = {
        "continuation", "text", "binary", null, null, null, null, null, "connection_close", "ping", "pong"
    };

    /// What is held of one direction.
    private static final class Side {
        final byte[] header = new byte[MAX_HEADER_BYTES];
        int headerLength;
        long start;
        /// bytes of the payload that have not come
        long left;
        boolean inPayload;
        /// place in the mask
        int maskAt;
        int maskOffset;
        Transaction transaction;
        GrowingBytes payload;
        /// the pieces so far of a message; null where none is open
        GrowingBytes message;
        boolean messageCompressed;
        boolean over;
        final Compression compression;

        Side(Compression compression) {
            this.compression = compression;
        }
    }

    private final int maxPayloadBytes;
    private final Side[] sides;

    WebSocketParser(int maxPayloadBytes, Compression.Agreement agreement) {
        this.maxPayloadBytes = maxPayloadBytes;
        sides = new Side[] {
            new Side(new Compression(agreement.keeps(Direction.TO_SERVER))),
            new Side(new Compression(agreement.keeps(Direction.TO_CLIENT)))
        };
    }

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        Side side = sides[direction.ordinal()];
        int at = 0;
        while (at < lengthBytes && !side.over) {
            if (side.inPayload) at += payload(side, bytes, offset + at, lengthBytes - at);
            else {
                if (side.headerLength == 0) side.start = out.position() + at;
                side.header[side.headerLength++] = bytes.get(ValueLayout.JAVA_BYTE, offset + at++);
                if (side.headerLength >= 2 && side.headerLength == headerBytes(side)) open(direction, side, out);
            }
        }
    }

    /// Two bytes, the longer length, the mask (RFC 6455 §5.2).
    private static int headerBytes(Side side) {
        int length = side.header[1] & 0x7f;
        int longer = length == 126 ? 2 : length == 127 ? 8 : 0;
        return 2 + longer + ((side.header[1] & MASKED) != 0 ? 4 : 0);
    }

    private void open(Direction direction, Side side, Transactions out) {
        byte[] header = side.header;
        int longer = header[1] & 0x7f;
        int lengthBytes = longer == 126 ? 2 : longer == 127 ? 8 : 0;
        long length = lengthBytes == 0 ? longer : 0;
        for (int i = 2; i < 2 + lengthBytes; i++) length = length << 8 | header[i] & 0xff;
        boolean masked = (header[1] & MASKED) != 0;
        side.maskOffset = masked ? 2 + lengthBytes : -1;
        side.maskAt = 0;
        Transaction transaction = out.open(WebsocketFields.SCHEMA);
        transaction.only = direction;
        side.transaction = transaction;
        int opcode = header[0] & 0x0f;
        String name = opcode < OPCODES.length ? OPCODES[opcode] : null;
        transaction
                .set(WebsocketFields.FIN, (Object) ((header[0] & FIN) != 0))
                .set(WebsocketFields.FLAGS, header[0] & 0xf0)
                .set(WebsocketFields.OPCODE, opcode)
                .set(WebsocketFields.SHOWN_OPCODE, name != null ? name : "unknown-" + opcode)
                .set(WebsocketFields.LENGTH, length);
        if (masked) {
            long mask = 0;
            for (int i = 0; i < 4; i++) mask = mask << 8 | header[side.maskOffset + i] & 0xff;
            transaction.set(WebsocketFields.MASK, mask);
        }
        out.frame("header", direction, side.start, side.headerLength, transaction);
        out.frame("pdu", direction, side.start, side.headerLength + length, transaction);
        if (length > 0) out.frame("data", direction, side.start + side.headerLength, length, transaction);
        if (length < 0) {
            // The highest bit must be zero; nothing sensible follows.
            side.over = true;
            transaction.complete();
            return;
        }
        side.payload = new GrowingBytes(maxPayloadBytes);
        side.left = length;
        side.inPayload = true;
        if (length == 0) close(side);
    }

    private int payload(Side side, MemorySegment bytes, long offset, int count) {
        int taken = (int) Math.min(count, side.left);
        if (side.maskOffset < 0) side.payload.append(bytes, offset, taken);
        else {
            for (int i = 0; i < taken; i++) {
                int mask = side.header[side.maskOffset + (side.maskAt + i & 3)];
                side.payload.append((byte) (bytes.get(ValueLayout.JAVA_BYTE, offset + i) ^ mask));
            }
            side.maskAt = side.maskAt + taken & 3;
        }
        side.left -= taken;
        if (side.left == 0) close(side);
        return taken;
    }

    private void close(Side side) {
        side.inPayload = false;
        side.headerLength = 0;
        Transaction transaction = side.transaction;
        if (side.payload.dropped() > 0) transaction.anomaly("skip_end_of_payload");
        int opcode = side.header[0] & 0x0f;
        boolean fin = (side.header[0] & FIN) != 0;
        byte[] own = side.payload.copy();
        boolean compressed = (side.header[0] & COMPRESSED) != 0;
        if (opcode >= FIRST_CONTROL) transaction.set(WebsocketFields.PAYLOAD, own);
        else if (fin && opcode != CONTINUATION) {
            transaction.set(WebsocketFields.PAYLOAD, compressed ? side.compression.inflate(own, maxPayloadBytes) : own);
        } else piece(side, opcode, fin, compressed, own);
        side.payload = null;
        transaction.complete();
    }

    /// One piece of a message; control frames may stand between (RFC 6455 §5.4).
    private void piece(Side side, int opcode, boolean fin, boolean compressed, byte[] own) {
        if (opcode != CONTINUATION || side.message == null) {
            side.message = new GrowingBytes(maxPayloadBytes);
            side.messageCompressed = compressed;
        }
        side.message.append(own);
        if (side.message.dropped() > 0) side.transaction.anomaly("reassembly_limit_reached");
        byte[] shown = own;
        if (fin) {
            shown = side.message.copy();
            if (side.messageCompressed) shown = side.compression.inflate(shown, maxPayloadBytes);
            side.message = null;
        }
        side.transaction.set(WebsocketFields.PAYLOAD, shown);
    }

    /// A gap inside a payload costs that payload; any other loses the thread.
    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        Side side = sides[direction.ordinal()];
        if (side.over) return;
        side.compression.close();
        if (side.inPayload && lengthBytes <= side.left) {
            side.left -= lengthBytes;
            side.maskAt = side.maskAt + (lengthBytes & 3) & 3;
            if (side.left == 0) close(side);
        } else {
            end(direction, out);
        }
    }

    @Override
    public void end(Direction direction, Transactions out) {
        Side side = sides[direction.ordinal()];
        side.over = true;
        side.compression.close();
        side.message = null;
        if (side.transaction == null || side.transaction.isComplete()) return;
        if (side.payload != null) side.transaction.set(WebsocketFields.PAYLOAD, side.payload.copy());
        side.payload = null;
        side.transaction.complete();
    }
}
