package dejfa.protocols.krb5;

import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.Chunks;
import dejfa.protocols.wire.Ber;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Messages;
import dejfa.protocols.wire.Pending;
import java.lang.foreign.MemorySegment;

/// Each message is a transaction of its own; an error names the request that came before it.
final class Krb5Parser implements FlowParser {
    /// Tickets of users in many groups reach some 48 kB (MaxTokenSize); TCP is what carries them.
    private static final int MAX_MESSAGE_BYTES = 64 * 1024;

    private static final int LENGTH_BYTES = 4;

    private final boolean stream;
    private final Messages[] sides = {
        new Messages(MAX_MESSAGE_BYTES, Krb5Parser::lengthOf), new Messages(MAX_MESSAGE_BYTES, Krb5Parser::lengthOf)
    };
    /// name of the last request, or null
    private String request;

    Krb5Parser(boolean stream) {
        this.stream = stream;
    }

    /// RFC 4120 §7.2.2: four bytes of length, the highest bit zero, before each message.
    static long lengthOf(Pending held) {
        if (held.length() < LENGTH_BYTES + 1) return Messages.MORE;
        long length = (long) held.u16(0) << 16 | held.u16(2);
        boolean fits = length >= 2 && length <= Integer.MAX_VALUE && Krb5Message.typeOf(held.at(LENGTH_BYTES)) >= 0;
        return fits ? LENGTH_BYTES + length : Messages.NONE;
    }

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        if (stream) {
            sides[direction.ordinal()].accept(bytes, offset, lengthBytes, out.position(), sink(direction, out));
            return;
        }
        int kept = Math.min(lengthBytes, MAX_MESSAGE_BYTES);
        byte[] message = Chunks.copy(bytes, offset, kept);
        message(direction, message, 0, 0, lengthBytes, out);
    }

    private Messages.Sink sink(Direction direction, Transactions out) {
        return new Messages.Sink() {
            @Override
            public void message(byte[] bytes, long totalBytes, long start) {
                Krb5Parser.this.message(direction, bytes, LENGTH_BYTES, start + LENGTH_BYTES, totalBytes, out);
            }

            @Override
            public void nonsense(long start) {
                malformed(direction, out);
            }
        };
    }

    private static void malformed(Direction direction, Transactions out) {
        Transaction transaction = out.open(Krb5Fields.SCHEMA);
        transaction.only = direction;
        transaction.anomaly("malformed_data");
        transaction.complete();
    }

    private void message(Direction direction, byte[] bytes, int from, long start, long totalBytes, Transactions out) {
        Ber outer = Ber.readPart(new Cursor(bytes, from, bytes.length));
        int type = outer == null ? -1 : Krb5Message.typeOf(outer.tag());
        if (type < 0) {
            malformed(direction, out);
            return;
        }
        Transaction transaction = out.open(Krb5Fields.SCHEMA);
        transaction.only = direction;
        out.frame("pdu", direction, start, totalBytes - from, transaction);
        boolean sound = Krb5Message.read(type, outer.content(), transaction);
        if (!sound && bytes.length == totalBytes) transaction.anomaly("malformed_data");
        if (type == Krb5Message.ERROR) {
            if (request != null) transaction.set(Krb5Fields.FAILED_REQUEST, request);
        } else if (type == Krb5Message.AS_REQUEST || type == Krb5Message.TGS_REQUEST) {
            request = Krb5Names.message(type);
        }
        transaction.complete();
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        if (stream) sides[direction.ordinal()].gap(lengthBytes, out.position(), sink(direction, out));
    }

    @Override
    public void end(Direction direction, Transactions out) {
        sides[direction.ordinal()].close();
    }
}
