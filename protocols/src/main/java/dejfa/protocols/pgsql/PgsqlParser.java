package dejfa.protocols.pgsql;

import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Messages;
import dejfa.protocols.wire.Pending;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;

/// Requests wait in order; a response belongs to the first that is not answered.
final class PgsqlParser implements FlowParser {
    /// of a message kept: a query may be of any length
    private static final int MAX_MESSAGE_BYTES = 64 * 1024;
    /// a gigabyte is PostgreSQL's own limit of a value
    private static final long MAX_LENGTH = 1L << 30;
    /// PostgreSQL's limit of a startup message
    private static final long MAX_STARTUP = 10_000;
    /// responses to one request, rows apart
    private static final int MAX_RESPONSES = 10_000;

    private static final int COUNTED_BYTES = 5;

    private final boolean passwords;
    private final int maxOpen;
    private final Messages client = new Messages(MAX_MESSAGE_BYTES, this::requestLength);
    private final Messages server = new Messages(MAX_MESSAGE_BYTES, this::responseLength);
    private final ArrayDeque<Transaction> open = new ArrayDeque<>();
    private long number;
    /// the session is open: messages have types
    private boolean typed;
    /// a single byte answers the last request
    private boolean securityAsked;
    /// the server's last demand, or -1
    private int authentication = -1;
    /// a session is under way: an error does not end it
    private boolean ready;

    private int responses;
    private long chunkEnd;
    private int chunkBytes;

    /// @param midstream the session was open before
    PgsqlParser(boolean passwords, int maxOpen, boolean midstream) {
        this.passwords = passwords;
        this.maxOpen = maxOpen;
        this.typed = midstream;
        this.ready = midstream;
    }

    private long requestLength(Pending held) {
        if (typed && PgsqlRequests.TYPES.indexOf(held.at(0)) >= 0) return typedLength(held);
        if (typed && held.at(0) != 0) return Messages.NONE;
        if (held.length() < 8) return Messages.MORE;
        long length = (long) held.u16(0) << 16 | held.u16(2);
        long code = (long) held.u16(4) << 16 | held.u16(6);
        return length >= 8 && length <= MAX_STARTUP && PgsqlRequests.opens(code) ? length : Messages.NONE;
    }

    private long responseLength(Pending held) {
        if (securityAsked && "SNG".indexOf(held.at(0)) >= 0) return 1;
        return PgsqlResponses.TYPES.indexOf(held.at(0)) >= 0 ? typedLength(held) : Messages.NONE;
    }

    private static long typedLength(Pending held) {
        if (held.length() < COUNTED_BYTES) return Messages.MORE;
        long length = (long) held.u16(1) << 16 | held.u16(3);
        return length < 4 || length > MAX_LENGTH ? Messages.NONE : 1 + length;
    }

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        chunkBytes = lengthBytes;
        chunkEnd = out.position() + lengthBytes;
        side(direction).accept(bytes, offset, lengthBytes, out.position(), sink(direction, out));
    }

    private Messages side(Direction direction) {
        return direction == Direction.TO_SERVER ? client : server;
    }

    private Messages.Sink sink(Direction direction, Transactions out) {
        return new Messages.Sink() {
            @Override
            public void message(byte[] bytes, long totalBytes, long start) {
                Transaction transaction = direction == Direction.TO_SERVER
                        ? request(bytes, totalBytes, out)
                        : response(bytes, totalBytes, start, out);
                if (transaction != null) out.frame("pdu", direction, start, totalBytes, transaction);
            }

            @Override
            public void nonsense(long start) {
                Transaction transaction = out.open(PgsqlFields.SCHEMA);
                transaction.only = direction;
                transaction.anomaly(direction == Direction.TO_SERVER ? "malformed_request" : "malformed_response");
                transaction.complete();
            }
        };
    }

    private Transaction open(Transactions out) {
        if (open.size() >= maxOpen) {
            Transaction oldest = open.pollFirst();
            oldest.anomaly("too_many_transactions");
            oldest.complete();
        }
        Transaction transaction = out.open(PgsqlFields.SCHEMA);
        transaction.set(PgsqlFields.TX_ID, ++number).progress(Direction.TO_SERVER, Transaction.COMPLETE);
        open.addLast(transaction);
        return transaction;
    }

    private void close(Transaction transaction) {
        open.remove(transaction);
        responses = 0;
        transaction.complete();
    }

    private Transaction request(byte[] bytes, long totalBytes, Transactions out) {
        int type = bytes[0] & 0xff;
        if (type == 0) return opening(new Cursor(bytes), out);
        Cursor in = new Cursor(bytes, COUNTED_BYTES, bytes.length);
        Transaction last = open.peekLast();
        boolean copied = type == 'd' || type == 'c' || type == 'f';
        if (copied && last != null) {
            if (type == 'd') {
                PgsqlResponses.add(last, PgsqlFields.COPY_IN_MESSAGES, 1);
                PgsqlResponses.add(last, PgsqlFields.COPY_IN_BYTES, totalBytes - COUNTED_BYTES);
            }
            return last;
        }
        // Steps of the extended protocol up to Sync are one request.
        boolean step = "BDECSH".indexOf(type) >= 0;
        if (step && last != null && last.slots.get(PgsqlFields.QUERY) == null) return last;
        Transaction transaction = open(out);
        if (type == 'p') PgsqlRequests.password(authentication, in, passwords, transaction);
        else PgsqlRequests.typed(type, in, transaction);
        if (type == 'X') close(transaction);
        return transaction;
    }

    private Transaction opening(Cursor in, Transactions out) {
        long code = in.skip(4).u32();
        Transaction transaction = open(out);
        PgsqlRequests.opening(code, in, transaction);
        securityAsked = code == PgsqlRequests.SSL || code == PgsqlRequests.GSS;
        if (code == PgsqlRequests.CANCEL) close(transaction);
        else if (!securityAsked) typed = true;
        return transaction;
    }

    private Transaction response(byte[] bytes, long totalBytes, long start, Transactions out) {
        Transaction transaction = open.peekFirst();
        if (securityAsked && totalBytes == 1) {
            security(bytes[0], transaction, start + 1, out);
            return transaction;
        }
        securityAsked = false;
        int type = bytes[0] & 0xff;
        // Notices of the server's own, and what is left of a request that was not seen.
        if (transaction == null) return null;
        if (type != 'D' && type != 'd' && ++responses == MAX_RESPONSES) transaction.anomaly("too_many_responses");
        Cursor in = new Cursor(bytes, COUNTED_BYTES, bytes.length);
        if (type == 'R') demand((int) Math.min(in.u32(), Integer.MAX_VALUE), in, transaction);
        else PgsqlResponses.typed(type, in, totalBytes, transaction);
        boolean refused = type == 'E' && !ready;
        if (type == 'Z') ready = true;
        if (type == 'Z' || refused) close(transaction);
        return transaction;
    }

    private void demand(int code, Cursor in, Transaction transaction) {
        PgsqlResponses.authentication(code, in, transaction);
        authentication = code;
        // Until it says OK the next word is the client's, and that is the next request.
        if (code != PgsqlResponses.OK && code != PgsqlResponses.SASL_FINAL) close(transaction);
    }

    private void security(byte answer, Transaction transaction, long end, Transactions out) {
        securityAsked = false;
        boolean accepted = answer != 'N';
        if (transaction != null) {
            if (answer == 'G') transaction.set(PgsqlFields.RESPONSE_MESSAGE, "gssenc_accepted");
            else transaction.set(PgsqlFields.SSL_ACCEPTED, (Object) accepted);
            close(transaction);
        }
        if (!accepted) return;
        client.close();
        server.close();
        // GSSAPI's encryption nobody reads.
        // An answer that waited for its request may lie before this chunk: what stood between them is lost.
        if (answer == 'S') out.become("tls", Math.clamp(chunkEnd - end, 0, chunkBytes));
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        // A message that a gap cuts short leaves no bytes over.
        chunkEnd = chunkBytes = 0;
        side(direction).gap(lengthBytes, out.position(), sink(direction, out));
    }

    @Override
    public void end(Direction direction, Transactions out) {
        side(direction).close();
        if (direction == Direction.TO_SERVER && !server.isClosed()) return;
        for (Transaction transaction : open) transaction.complete();
        open.clear();
    }
}
