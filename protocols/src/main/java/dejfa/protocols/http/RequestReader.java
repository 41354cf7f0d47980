package dejfa.protocols.http;

import dejfa.api.BodyWindow;
import dejfa.api.Direction;
import dejfa.api.FileTransfer;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.Ascii;
import dejfa.protocols.GrowingBytes;
import dejfa.protocols.http.body.ByteSink;
import dejfa.protocols.http.body.ContentCodings;
import dejfa.protocols.http.body.Framing;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/// The client's side: opens a transaction for each request.
final class RequestReader extends MessageReader {
    /// The longest method that is taken for one after the first request.
    private static final int MAX_METHOD_BYTES = 24;

    private static final List<String> KNOWN_SCHEMES = List.of("basic", "digest", "bearer");

    private final HttpParser parser;
    private final GrowingBytes probe = new GrowingBytes(MAX_METHOD_BYTES + 1);
    /// the start line's first word can be a method
    private boolean methodSeen;
    /// bytes up to the next line end belong to the last request
    private boolean unexpectedBody;

    private RequestTarget target;

    RequestReader(HttpParser parser) {
        super(Direction.TO_SERVER, false);
        this.parser = parser;
    }

    @Override
    boolean oneDotOne() {
        return true;
    }

    @Override
    boolean betweenMessages() {
        return unexpectedBody;
    }

    @Override
    int start(MemorySegment bytes, long offset, int from, int to, Transactions out) {
        if (unexpectedBody) return unexpectedBody(bytes, offset, from, to);
        int at = from;
        if (exchange != null && !methodSeen) {
            at = probeMethod(bytes, offset, from, to);
            if (!methodSeen) return at;
        }
        int next = scanner.feed(bytes, offset, at, to);
        boolean tooLong = scanner.takeTooLong();
        switch (scanner.stop()) {
            case NOTHING -> {}
            case END -> scanner.restart();
            case LINE -> {
                requestLine(scanner.line(), out);
                if (tooLong || scanner.raw().dropped() > 0) anomaly("request_field_too_long");
                scanner.restart();
                methodSeen = false;
            }
        }
        return next;
    }

    /// After a request anything but a method is an unannounced body of it.
    private int probeMethod(MemorySegment bytes, long offset, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes.get(ValueLayout.JAVA_BYTE, offset + i);
            boolean word = b >= 'A' && b <= 'Z' || b == '-' || b == '_';
            if (probe.length() == 0 && Ascii.isSpace(b)) continue;
            if (b == ' ' && probe.length() <= MAX_METHOD_BYTES) {
                methodSeen = true;
                byte[] method = probe.copy();
                probe.clear();
                scanner.feed(MemorySegment.ofArray(method), 0, 0, method.length);
                return i;
            }
            if (!word || probe.length() >= MAX_METHOD_BYTES) {
                unexpectedBody = true;
                anomaly("request_body_unexpected");
                appendUnexpected(MemorySegment.ofArray(probe.copy()), 0, probe.length());
                probe.clear();
                return i;
            }
            probe.append(b);
        }
        return to;
    }

    private int unexpectedBody(MemorySegment bytes, long offset, int from, int to) {
        int end = from;
        while (end < to && bytes.get(ValueLayout.JAVA_BYTE, offset + end) != '\n') end++;
        if (end < to) {
            end++;
            unexpectedBody = false;
        }
        appendUnexpected(bytes, offset + from, end - from);
        return end;
    }

    private void appendUnexpected(MemorySegment bytes, long offset, int lengthBytes) {
        if (!exchange.requestOpen || lengthBytes == 0) return;
        Transaction transaction = exchange.transaction;
        if (!(transaction.slots.get(HttpFields.REQUEST_BODY) instanceof BodyWindow)) {
            transaction.set(HttpFields.REQUEST_BODY, new BodyWindow());
        }
        ((BodyWindow) transaction.slots.get(HttpFields.REQUEST_BODY)).append(bytes, offset, lengthBytes);
        transaction.touched();
    }

    private void requestLine(byte[] line, Transactions out) {
        parser.closeRequest(exchange);
        exchange = parser.openExchange(out);
        Transaction transaction = exchange.transaction;
        if (line.length > 0 && Ascii.isSpace(line[0])) anomaly("request_line_leading_whitespace");
        byte[] trimmed = Ascii.trim(line);
        int methodEnd = 0;
        while (methodEnd < trimmed.length && trimmed[methodEnd] != ' ' && trimmed[methodEnd] != '\t') methodEnd++;
        byte[] method = Arrays.copyOf(trimmed, methodEnd);
        int protocolStart = protocolStart(trimmed, methodEnd);
        byte[] uri = Ascii.trim(trimmed, methodEnd, protocolStart);
        byte[] protocol = Arrays.copyOfRange(trimmed, protocolStart, trimmed.length);
        exchange.method = Ascii.text(method);
        exchange.bare = protocol.length == 0;
        target = new RequestTarget(uri, exchange.method.equals("CONNECT"));
        exchange.path = target.path;
        complain(method, uri, protocol);
        transaction
                .set(HttpFields.METHOD, method)
                .set(HttpFields.URI_RAW, uri)
                .set(HttpFields.URI, exchange.method.equals("CONNECT") ? uri : target.normalised())
                .set(HttpFields.SHOWN_URL, Masking.url(uri))
                .set(HttpFields.REQUEST_LINE, trimEnd(line))
                .progress(direction, LINE);
        openFrame(out);
        if (protocol.length > 0) transaction.set(HttpFields.REQUEST_PROTOCOL, protocol);
        openHeaders();
    }

    private void complain(byte[] method, byte[] uri, byte[] protocol) {
        if (!Methods.isKnown(method)) anomaly("request_line_unknown_method");
        if (uri.length == 0) anomaly("request_line_incomplete");
        if (protocol.length == 0) anomaly("request_line_missing_protocol");
        else if (!validProtocol(protocol)) anomaly("request_line_invalid_protocol");
        if (target.doublyEncoded) anomaly("double_encoded_uri");
    }

    private static boolean validProtocol(byte[] protocol) {
        String text = Ascii.text(protocol);
        return text.equals("HTTP/1.1") || text.equals("HTTP/1.0") || text.equals("HTTP/0.9");
    }

    private static byte[] trimEnd(byte[] line) {
        int end = line.length;
        while (end > 0 && line[end - 1] == '\r') end--;
        return Arrays.copyOf(line, end);
    }

    /// Start of the last word where it names HTTP, else the end: a URI may hold blanks.
    private static int protocolStart(byte[] line, int from) {
        int at = line.length;
        while (at > from && line[at - 1] != ' ' && line[at - 1] != '\t') at--;
        return at > from && Ascii.startsWith(line, at, line.length, "http/") ? at : line.length;
    }

    @Override
    void foundAgain() {
        probe.clear();
        methodSeen = unexpectedBody = false;
    }

    @Override
    void headersDone(Transactions out) {
        Transaction transaction = exchange.transaction;
        byte[] raw = scanner.raw().copy();
        GrowingBytes start = new GrowingBytes(HeadScanner.MAX_HEAD_BYTES + HeadScanner.MAX_LINE_BYTES + 2);
        start.append(transaction.slots.bytes(HttpFields.REQUEST_LINE));
        start.append("\r\n");
        start.append(raw);
        transaction.set(HttpFields.REQUEST_START, start.copy());
        if (!headers.isEmpty()) {
            transaction
                    .set(HttpFields.REQUEST_HEADERS_RAW, raw)
                    .set(HttpFields.REQUEST_HEADERS, headers.normalised("cookie"))
                    .set(HttpFields.REQUEST_HEADER_NAMES, headers.names())
                    .set(HttpFields.REQUEST_HEADER_LIST, headers.lines());
        }
        HeaderFields.request(headers, transaction);
        byte[] referer = headers.value("referer");
        if (referer != null) transaction.set(HttpFields.SHOWN_REFERER, Masking.url(referer));
        host(transaction);
        authorization();
        transaction.progress(direction, HEADERS);
        frame(out);
    }

    private void host(Transaction transaction) {
        byte[] header = headers.value("host");
        byte[] raw = target.authority != null ? target.authority : header;
        if (header == null && Ascii.text(protocolOf(transaction)).equals("HTTP/1.1")) anomaly("missing_host_header");
        if (raw == null) return;
        Authority authority = Authority.of(raw);
        if (!authority.valid()) {
            anomaly(target.authority != null ? "request_uri_host_invalid" : "request_header_host_invalid");
        }
        // `CONNECT /` names no host.
        if (exchange.method.equals("CONNECT") && !authority.valid()) return;
        if (target.authority != null && header != null) {
            Authority other = Authority.of(header);
            if (!Arrays.equals(other.host(), authority.host())) anomaly("host_header_ambiguous");
        }
        transaction
                .set(HttpFields.HOST_RAW, raw)
                .set(HttpFields.HOST, authority.host())
                .set(HttpFields.HOSTNAME, Ascii.text(authority.host()));
        if (authority.port() < 0) return;
        transaction.set(HttpFields.PORT, authority.port());
        if (authority.port() != parser.serverPort()) anomaly("request_server_port_tcp_port_mismatch");
    }

    private static byte[] protocolOf(Transaction transaction) {
        byte[] protocol = transaction.slots.bytes(HttpFields.REQUEST_PROTOCOL);
        return protocol == null ? new byte[0] : protocol;
    }

    private void authorization() {
        byte[] value = headers.value("authorization");
        if (value == null) return;
        for (String scheme : KNOWN_SCHEMES) if (Ascii.startsWith(value, scheme)) return;
        anomaly("request_auth_unrecognized");
    }

    private void frame(Transactions out) {
        file = null;
        long length = contentLength();
        if (chunked()) openBody(Framing.Kind.CHUNKED, length);
        else if (length > 0) openBody(Framing.Kind.LENGTH, length);
        else {
            exchange.requestOpen = length < 0 && (exchange.method.equals("POST") || exchange.method.equals("PUT"));
            exchange.transaction.progress(direction, BODY);
            finishMessage(out);
        }
        if (exchange.method.equals("CONNECT")) state = State.IGNORE;
    }

    @Override
    void messageDone(Transactions out) {
        if (!exchange.requestOpen) exchange.transaction.progress(direction, Transaction.COMPLETE);
    }

    @Override
    ByteSink openSink() {
        Transaction transaction = exchange.transaction;
        BodyWindow window;
        ByteSink uploads = Uploads.of(headers.value("content-type"), transaction);
        if (uploads == null && (exchange.method.equals("POST") || exchange.method.equals("PUT"))) {
            file = transaction.openFile(direction, exchange.path);
            window = file.body;
        } else {
            window = new BodyWindow();
        }
        transaction.set(HttpFields.REQUEST_BODY, window);
        BodySink plain = new BodySink(transaction, window, file, uploads);
        return ContentCodings.layers(headers.text("content-encoding"), plain, budget, this::anomaly);
    }

    @Override
    void lengthChanged() {
        exchange.transaction.set(HttpFields.REQUEST_LENGTH, bodyBytes);
    }

    @Override
    boolean turned(Transactions out, int leftoverBytes) {
        return false;
    }

    /// CONNECT was refused: the client goes on speaking HTTP.
    void resume() {
        if (state == State.IGNORE) state = State.START;
    }

    /// The answer to a request of one line comes: no headers will follow.
    void endBareRequest(Exchange answered, Transactions out) {
        if (exchange != answered || !answered.bare || state != State.HEADERS) return;
        headers.finish();
        headersDone(out);
        scanner.restart();
    }
}
