package dejfa.protocols.rdp;

import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Messages;
import dejfa.protocols.wire.Pending;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Request, response, connect request, connect response; then the session is encrypted, or TLS took over before.
final class RdpParser implements FlowParser {
    static final int TPKT_BYTES = 4;
    static final int CONNECTION_REQUEST = 0xe0;
    static final int CONNECTION_CONFIRM = 0xd0;
    static final int NEGOTIATION_REQUEST = 1;
    static final int NEGOTIATION_RESPONSE = 2;
    static final int NEGOTIATION_FAILURE = 3;

    private static final int DATA = 0xf0;
    private static final int TLS_HANDSHAKE = 22;
    /// X.224 class 0: length, code, destination, source, class
    private static final int CONNECTION_BYTES = 7;
    /// TPKT's length has 16 bits
    private static final int MAX_MESSAGE_BYTES = 64 * 1024;

    private final Messages[] sides = {
        new Messages(MAX_MESSAGE_BYTES, RdpParser::lengthOf), new Messages(MAX_MESSAGE_BYTES, RdpParser::lengthOf)
    };
    /// the client offers, or the server has chosen, a protocol inside of TLS
    private boolean secure;
    private boolean over;

    static long lengthOf(Pending held) {
        if (held.at(0) != 3) return Messages.NONE;
        if (held.length() < TPKT_BYTES) return Messages.MORE;
        int length = held.u16(2);
        return length > TPKT_BYTES + 2 ? length : Messages.NONE;
    }

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        if (over) return;
        Messages side = sides[direction.ordinal()];
        boolean tls = secure && side.held() == 0 && bytes.get(ValueLayout.JAVA_BYTE, offset) == TLS_HANDSHAKE;
        if (tls) {
            open("tls_handshake", direction, out).complete();
            finish();
            out.become("tls", lengthBytes);
            return;
        }
        side.accept(bytes, offset, lengthBytes, out.position(), sink(direction, out));
    }

    private Messages.Sink sink(Direction direction, Transactions out) {
        return new Messages.Sink() {
            @Override
            public void message(byte[] bytes, long totalBytes, long start) {
                RdpParser.this.message(direction, bytes, out);
            }

            @Override
            public void nonsense(long start) {
                out.anomaly("malformed_data");
            }
        };
    }

    private static Transaction open(String event, Direction direction, Transactions out) {
        long number = out.opened();
        Transaction transaction = out.open(RdpFields.SCHEMA);
        transaction.only = direction;
        return transaction.set(RdpFields.TX_ID, number).set(RdpFields.EVENT_TYPE, event);
    }

    private void finish() {
        over = true;
        for (Messages side : sides) side.close();
    }

    private void message(Direction direction, byte[] bytes, Transactions out) {
        Cursor in = new Cursor(bytes, TPKT_BYTES, bytes.length);
        int code = in.skip(1).u8();
        boolean client = direction == Direction.TO_SERVER;
        switch (code & 0xf0) {
            case CONNECTION_REQUEST -> {
                if (client) request(in.seek(TPKT_BYTES + CONNECTION_BYTES), out);
            }
            case CONNECTION_CONFIRM -> {
                if (!client) response(in.seek(TPKT_BYTES + CONNECTION_BYTES), out);
            }
            case DATA -> data(direction, in.skip(1), out);
            default -> {
                // disconnects and errors of X.224
            }
        }
    }

    /// A cookie or routing token ends with a line end; a negotiation may follow (§2.2.1.1).
    private void request(Cursor in, Transactions out) {
        Transaction transaction = open("initial_request", Direction.TO_SERVER, out);
        byte[] rest = in.rest();
        int end = -1;
        for (int i = 0; i + 1 < rest.length && end < 0; i++) if (rest[i] == '\r' && rest[i + 1] == '\n') end = i;
        if (end > 0 && rest[0] != NEGOTIATION_REQUEST) {
            byte[] cookie = cookie(Arrays.copyOf(rest, end));
            if (cookie != null) transaction.set(RdpFields.COOKIE, cookie);
        } else end = -2;
        Cursor negotiation = new Cursor(rest, end + 2, rest.length);
        if (negotiation.remaining() >= 8 && negotiation.u8() == NEGOTIATION_REQUEST) {
            for (String flag : RdpNames.bits(RdpNames.REQUEST_FLAGS, negotiation.u8())) {
                transaction.add(RdpFields.FLAGS, flag);
            }
            secure = negotiation.skip(2).u32LE() != 0;
        }
        transaction.complete();
    }

    /// `Cookie: mstshash=NAME`; null for a routing token.
    private static byte[] cookie(byte[] line) {
        String text = new String(line, java.nio.charset.StandardCharsets.ISO_8859_1);
        String start = "Cookie: mstshash=";
        return text.regionMatches(true, 0, start, 0, start.length())
                ? Arrays.copyOfRange(line, start.length(), line.length)
                : null;
    }

    /// §2.2.1.2
    private void response(Cursor in, Transactions out) {
        Transaction transaction = open("initial_response", Direction.TO_CLIENT, out);
        secure = false;
        if (in.remaining() >= 8) {
            int type = in.u8();
            int flags = in.u8();
            long value = in.skip(2).u32LE();
            if (type == NEGOTIATION_RESPONSE) {
                for (String flag : RdpNames.bits(RdpNames.RESPONSE_FLAGS, flags)) {
                    transaction.add(RdpFields.SERVER_SUPPORTS, flag);
                }
                transaction.set(RdpFields.PROTOCOL, RdpNames.PROTOCOLS.name(value, "unknown-" + value));
                secure = value != 0;
            } else if (type == NEGOTIATION_FAILURE) {
                transaction.set(RdpFields.ERROR_CODE, value);
                String reason = RdpNames.failure(value);
                if (reason != null) transaction.set(RdpFields.REASON, reason);
            }
        }
        transaction.complete();
    }

    /// Connect-Initial has the tag 101, Connect-Response 102 (T.125).
    private void data(Direction direction, Cursor in, Transactions out) {
        if (in.u8() != 0x7f) return;
        int at = in.position();
        int tag = in.u8();
        if (tag == 0x65 && direction == Direction.TO_SERVER) {
            Transaction transaction = open("connect_request", direction, out);
            RdpClient.read(in.seek(at), transaction);
            transaction.complete();
        } else if (tag == 0x66 && direction == Direction.TO_CLIENT) {
            open("connect_response", direction, out).complete();
            finish();
        }
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        sides[direction.ordinal()].gap(lengthBytes, out.position(), sink(direction, out));
    }

    @Override
    public void end(Direction direction, Transactions out) {
        sides[direction.ordinal()].close();
    }
}
