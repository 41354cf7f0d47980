package dejfa.protocols.http;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.Ascii;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;

/// One HTTP/1.x connection: pairs requests with responses.
final class HttpParser implements FlowParser {
    /// What stands for the URI where the request was not seen; rules and tools know this text.
    private static final byte[] UNSEEN = Ascii.bytes("/libhtp::request_uri_not_seen");

    private final int serverPort;
    private final RequestReader request = new RequestReader(this);
    private final ResponseReader response = new ResponseReader(this);
    private final Deque<Exchange> waiting = new ArrayDeque<>(2);

    HttpParser(Flow flow) {
        serverPort = flow.serverPort;
    }

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        reader(direction).accept(bytes, offset, lengthBytes, out);
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        reader(direction).gap(lengthBytes, out);
    }

    @Override
    public void end(Direction direction, Transactions out) {
        reader(direction).end(out);
        if (direction == Direction.TO_SERVER) {
            closeRequest(request.exchange);
            return;
        }
        for (Exchange open : waiting) open.transaction.progress(Direction.TO_CLIENT, Transaction.COMPLETE);
        waiting.clear();
    }

    private MessageReader reader(Direction direction) {
        return direction == Direction.TO_SERVER ? request : response;
    }

    int serverPort() {
        return serverPort;
    }

    Exchange openExchange(Transactions out) {
        Exchange exchange = new Exchange(out.open(HttpFields.SCHEMA));
        // EVE tells the length of every answer, also of one that never came.
        exchange.transaction.set(HttpFields.LENGTH, 0);
        if (waiting.size() >= Transactions.MAX_LIVE) waiting.poll();
        waiting.add(exchange);
        return exchange;
    }

    /// For a response whose request was not seen.
    Exchange openUnseen(Transactions out) {
        Exchange exchange = openExchange(out);
        exchange.path = UNSEEN;
        exchange.transaction
                .set(HttpFields.URI, UNSEEN)
                .set(HttpFields.URI_RAW, UNSEEN)
                .set(HttpFields.SHOWN_URL, Ascii.text(UNSEEN))
                .progress(Direction.TO_SERVER, Transaction.COMPLETE);
        return exchange;
    }

    /// The oldest request without its response, or null.
    Exchange waiting() {
        return waiting.peek();
    }

    /// A response begins: nothing unannounced will be added to its request.
    void answered(Exchange exchange, Transactions out) {
        request.endBareRequest(exchange, out);
        closeRequest(exchange);
    }

    /// The request gets no unannounced body any more.
    void closeRequest(Exchange exchange) {
        if (exchange == null || !exchange.requestOpen) return;
        exchange.requestOpen = false;
        exchange.transaction.progress(Direction.TO_SERVER, Transaction.COMPLETE);
    }

    void done(Exchange exchange) {
        waiting.remove(exchange);
    }

    /// Answers are missing: what comes now most likely answers the last request.
    void forgetAllButNewest() {
        while (waiting.size() > 1) waiting.poll().transaction.progress(Direction.TO_CLIENT, Transaction.COMPLETE);
    }

    void tunnelRefused() {
        request.resume();
    }
}
