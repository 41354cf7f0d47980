package dejfa.protocols.ldap;

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
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Requests wait under their message id for their responses.
final class LdapParser implements FlowParser {
    static final String START_TLS = "1.3.6.1.4.1.1466.20037";
    /// of a message kept; pictures and certificates in entries are cut there
    private static final int MAX_MESSAGE_BYTES = 128 * 1024;
    /// a length beyond it is none
    private static final long MAX_LENGTH = 1L << 28;

    private static final int LAYER_LENGTH_BYTES = 4;

    /// A request under way.
    private static final class Open {
        final Transaction transaction;
        final LdapRequest.Effect effect;
        final long[] shownBytes = new long[1];

        Open(Transaction transaction, LdapRequest.Effect effect) {
            this.transaction = transaction;
            this.effect = effect;
        }
    }

    private final boolean stream;
    private final int maxOpen;
    private final Messages[] sides = {
        new Messages(MAX_MESSAGE_BYTES, this::lengthOf), new Messages(MAX_MESSAGE_BYTES, this::lengthOf)
    };
    private final Map<Long, Open> open = new LinkedHashMap<>();
    /// a SASL bind has succeeded: buffers of its layer may come
    private boolean layered;
    /// bytes of the chunk at hand after the message that handed over to TLS, or -1
    private long chunkEnd;

    /// @param maxOpen requests that wait for their responses
    LdapParser(boolean stream, int maxOpen) {
        this.stream = stream;
        this.maxOpen = maxOpen;
    }

    private long lengthOf(Pending held) {
        if (layered && held.at(0) == 0) {
            if (held.length() < LAYER_LENGTH_BYTES) return Messages.MORE;
            long length = (long) held.u16(0) << 16 | held.u16(2);
            return length > 0 ? LAYER_LENGTH_BYTES + length : Messages.NONE;
        }
        if (held.at(0) != Ber.SEQUENCE) return Messages.NONE;
        Cursor start = held.peek(6);
        long total = Ber.totalBytes(start.array(), start.position(), start.limit());
        return total > MAX_LENGTH ? Messages.NONE : total;
    }

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        if (stream) {
            chunkEnd = out.position() + lengthBytes;
            sides[direction.ordinal()].accept(bytes, offset, lengthBytes, out.position(), sink(direction, out));
            return;
        }
        byte[] all = Chunks.copy(bytes, offset, lengthBytes);
        messages(direction, all, 0, out);
    }

    private Messages.Sink sink(Direction direction, Transactions out) {
        return new Messages.Sink() {
            @Override
            public void message(byte[] bytes, long totalBytes, long start) {
                if (layered && bytes[0] == 0) layer(direction, bytes, totalBytes, out);
                else LdapParser.this.message(direction, bytes, totalBytes, start, out);
            }

            @Override
            public void nonsense(long start) {
                invalid(direction, out);
            }
        };
    }

    /// Messages that stand together in a datagram or in a buffer of a layer.
    private void messages(Direction direction, byte[] all, long start, Transactions out) {
        int at = 0;
        while (at < all.length) {
            long total = all[at] == Ber.SEQUENCE ? Ber.totalBytes(all, at, all.length) : Ber.NONE;
            if (total <= 0 || total > all.length - at) {
                invalid(direction, out);
                return;
            }
            byte[] one = java.util.Arrays.copyOfRange(all, at, at + (int) total);
            message(direction, one, total, start + at, out);
            at += (int) total;
        }
    }

    private void layer(Direction direction, byte[] bytes, long totalBytes, Transactions out) {
        if (bytes.length < totalBytes) return;
        byte[] plain = SaslLayer.plain(new Cursor(bytes, LAYER_LENGTH_BYTES, bytes.length));
        if (plain != null) messages(direction, plain, out.position(), out);
    }

    private static void invalid(Direction direction, Transactions out) {
        Transaction transaction = out.open(LdapFields.SCHEMA);
        transaction.only = direction;
        transaction.anomaly("invalid_data");
        transaction.complete();
    }

    /// LDAPMessage: RFC 4511 §4.1.1.
    private void message(Direction direction, byte[] bytes, long totalBytes, long start, Transactions out) {
        LdapReader reader = new LdapReader(bytes.length < totalBytes);
        Cursor in = reader.inside(new Cursor(bytes), Ber.SEQUENCE);
        long id = in == null ? 0 : reader.number(in);
        Ber body = in == null || reader.isBroken() ? null : reader.next(in);
        int operation = body == null ? -1 : LdapNames.operation(body.tag());
        if (operation < 0) {
            invalid(direction, out);
            return;
        }
        boolean request = LdapNames.isRequest(operation);
        Transaction transaction = request
                ? request(operation, id, body.content(), reader, out)
                : response(operation, id, body.content(), reader, out, start + totalBytes);
        out.frame("pdu", direction, start, totalBytes, transaction);
        if (reader.isBroken() && bytes.length == totalBytes) transaction.anomaly("invalid_data");
    }

    private Transaction request(int operation, long id, Cursor in, LdapReader reader, Transactions out) {
        if (open.size() >= maxOpen) {
            Open oldest = open.remove(open.keySet().iterator().next());
            oldest.transaction.anomaly("too_many_transactions");
            oldest.transaction.complete();
        }
        Transaction transaction = out.open(LdapFields.SCHEMA);
        LdapRequest.Effect effect = LdapRequest.read(operation, id, in, reader, transaction);
        transaction.progress(Direction.TO_SERVER, Transaction.COMPLETE);
        if (operation == LdapNames.UNBIND_REQUEST || operation == LdapNames.ABANDON_REQUEST) {
            transaction.set(LdapFields.RESPONSE_COUNT, 0);
            transaction.complete();
            if (operation == LdapNames.ABANDON_REQUEST) {
                long abandoned = ((dejfa.api.Slots) transaction.slots.get(LdapFields.REQUEST))
                        .number(LdapRequestFields.ABANDONED, -1);
                finish(open.remove(abandoned));
            }
        } else finish(open.put(id, new Open(transaction, effect)));
        return transaction;
    }

    private static void finish(Open given) {
        if (given == null) return;
        if (given.transaction.slots.get(LdapFields.RESPONSE_COUNT) == null) {
            given.transaction.set(LdapFields.RESPONSE_COUNT, 0);
        }
        given.transaction.complete();
    }

    /// @param end position behind the message
    private Transaction response(int operation, long id, Cursor in, LdapReader reader, Transactions out, long end) {
        Open asked = open.get(id);
        Open here = asked != null ? asked : new Open(out.open(LdapFields.SCHEMA), null);
        long code = LdapResponse.read(operation, id, in, reader, here.transaction, here.shownBytes);
        if (asked == null) {
            here.transaction.only = Direction.TO_CLIENT;
            // An extended response with the id 0 is the server's own word: it is going away (§4.4.1).
            if (operation != LdapNames.EXTENDED_RESPONSE || id != 0) here.transaction.anomaly("request_not_found");
            here.transaction.complete();
            return here.transaction;
        }
        boolean more = operation == LdapNames.SEARCH_ENTRY
                || operation == LdapNames.SEARCH_REFERENCE
                || operation == LdapNames.INTERMEDIATE;
        if (more) return here.transaction;
        here.transaction.complete();
        open.remove(id);
        if (code == 0 && asked.effect.mechanism() != null) layered = true;
        if (code == 0 && operation == LdapNames.EXTENDED_RESPONSE && isStartTls(asked.effect)) secure(out, end);
        return here.transaction;
    }

    private static boolean isStartTls(LdapRequest.Effect effect) {
        return effect.extended() != null
                && new String(effect.extended(), StandardCharsets.ISO_8859_1).equals(START_TLS);
    }

    private void secure(Transactions out, long end) {
        if (!stream) return;
        end(Direction.TO_SERVER, out);
        end(Direction.TO_CLIENT, out);
        out.become("tls", (int) Math.max(0, chunkEnd - end));
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        if (stream) sides[direction.ordinal()].gap(lengthBytes, out.position(), sink(direction, out));
    }

    @Override
    public void end(Direction direction, Transactions out) {
        sides[direction.ordinal()].close();
        if (direction == Direction.TO_SERVER && !sides[Direction.TO_CLIENT.ordinal()].isClosed()) return;
        for (Open waiting : open.values()) finish(waiting);
        open.clear();
    }
}
