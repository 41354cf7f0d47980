package dejfa.protocols.http;

import dejfa.api.Direction;
import dejfa.api.FileTransfer;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.Ascii;
import dejfa.protocols.GrowingBytes;
import dejfa.protocols.HeaderParameters;
import dejfa.protocols.http.body.ByteSink;
import dejfa.protocols.http.body.ContentCodings;
import dejfa.protocols.http.body.Framing;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Locale;

/// The server's side: answers the oldest request that waits.
final class ResponseReader extends MessageReader {
    private static final String PROTOCOL = "http/";

    private final HttpParser parser;
    /// letters of `HTTP/` seen at the start of a message
    private int probed;
    private int status;
    private byte[] line = new byte[0];
    private boolean tunnel;

    ResponseReader(HttpParser parser) {
        super(Direction.TO_CLIENT, true);
        this.parser = parser;
    }

    @Override
    boolean oneDotOne() {
        return Ascii.startsWith(line, "http/1.1");
    }

    @Override
    int start(MemorySegment bytes, long offset, int from, int to, Transactions out) {
        int at = from;
        while (probed < PROTOCOL.length() && at < to) {
            byte b = bytes.get(ValueLayout.JAVA_BYTE, offset + at);
            if (probed == 0 && Ascii.isSpace(b)) at++;
            else if (Ascii.lower(b) == PROTOCOL.charAt(probed)) {
                scanner.feed(bytes, offset, at, at + 1);
                at++;
                probed++;
            } else {
                notHttp(out);
                return at;
            }
        }
        if (at == to) return at;
        int next = scanner.feed(bytes, offset, at, to);
        if (scanner.stop() == HeadScanner.Stop.LINE) {
            statusLine(scanner.line(), out);
            if (scanner.takeTooLong()) anomaly("response_field_too_long");
            scanner.restart();
            probed = 0;
        }
        return next;
    }

    /// No status line: the whole answer is a body (HTTP/0.9, or a server that speaks something else).
    private void notHttp(Transactions out) {
        byte[] first = scanner.raw().copy();
        scanner.restart();
        probed = 0;
        exchange = parser.waiting();
        if (exchange == null) {
            out.anomaly("unable_to_match_response_to_request");
            state = State.IGNORE;
            return;
        }
        if (!exchange.bare) anomaly("response_invalid_protocol");
        parser.answered(exchange, out);
        openFrame(out);
        headers = new Headers(side, this::anomaly);
        exchange.transaction.progress(direction, HEADERS);
        openBody(Framing.Kind.CLOSE, -1);
        writeBody(MemorySegment.ofArray(first), 0, first.length);
    }

    private void statusLine(byte[] text, Transactions out) {
        line = text;
        exchange = parser.waiting();
        if (exchange == null) exchange = parser.openUnseen(out);
        parser.answered(exchange, out);
        openFrame(out);
        int protocolEnd = wordEnd(text, 0);
        int codeStart = wordStart(text, protocolEnd);
        int codeEnd = wordEnd(text, codeStart);
        byte[] code = Arrays.copyOfRange(text, codeStart, codeEnd);
        status = statusOf(code);
        if (status < 0) anomaly("response_invalid_status");
        if (!isInterim()) {
            Transaction transaction = exchange.transaction
                    .set(HttpFields.RESPONSE_LINE, text)
                    .set(HttpFields.RESPONSE_PROTOCOL, Arrays.copyOf(text, protocolEnd))
                    .set(HttpFields.STATUS_CODE, code)
                    .set(HttpFields.STATUS_MESSAGE, Ascii.trim(text, codeEnd, text.length));
            if (status >= 0) transaction.set(HttpFields.STATUS, status);
            transaction.progress(direction, LINE);
        }
        openHeaders();
    }

    private static int wordEnd(byte[] text, int from) {
        int at = from;
        while (at < text.length && !Ascii.isSpace(text[at])) at++;
        return at;
    }

    private static int wordStart(byte[] text, int from) {
        int at = from;
        while (at < text.length && Ascii.isSpace(text[at])) at++;
        return at;
    }

    private static int statusOf(byte[] code) {
        int value = 0;
        for (byte b : code) {
            if (b < '0' || b > '9' || code.length > 3) return -1;
            value = value * 10 + b - '0';
        }
        return code.length == 3 ? value : -1;
    }

    /// An interim answer (RFC 9110 §15.2); another follows for the same request.
    private boolean isInterim() {
        return status >= 100 && status < 200 && status != 101;
    }

    @Override
    void foundAgain() {
        probed = 0;
        parser.forgetAllButNewest();
    }

    @Override
    void headersDone(Transactions out) {
        boolean chunked = chunked();
        long length = contentLength();
        boolean announced = chunked || length > 0;
        if (isInterim() && !announced) {
            if (status == 100 && exchange.continueSeen) anomaly("100_continue_already_seen");
            exchange.continueSeen |= status == 100;
            state = State.START;
            return;
        }
        fill();
        boolean noBody = exchange.method.equals("HEAD")
                || !announced && (status == 101 || status == 204 || status == 304 || length == 0);
        if (exchange.method.equals("CONNECT") && status >= 200 && status < 300) tunnel = noBody = true;
        if (status == 101 && !announced) tunnel = true;
        if (status == 101 && announced) anomaly("switching_proto_with_content_length");
        file = null;
        if (noBody) {
            exchange.transaction.progress(direction, BODY);
            finishMessage(out);
        } else {
            openBody(chunked ? Framing.Kind.CHUNKED : length >= 0 ? Framing.Kind.LENGTH : Framing.Kind.CLOSE, length);
        }
    }

    private void fill() {
        Transaction transaction = exchange.transaction;
        byte[] raw = scanner.raw().copy();
        GrowingBytes start = new GrowingBytes(HeadScanner.MAX_HEAD_BYTES + HeadScanner.MAX_LINE_BYTES + 2);
        start.append(line);
        start.append("\r\n");
        start.append(raw);
        transaction.set(HttpFields.RESPONSE_START, start.copy());
        if (!headers.isEmpty()) {
            transaction
                    .set(HttpFields.RESPONSE_HEADERS_RAW, raw)
                    .set(HttpFields.RESPONSE_HEADERS, headers.normalised("set-cookie"))
                    .set(HttpFields.RESPONSE_HEADER_NAMES, headers.names())
                    .set(HttpFields.RESPONSE_HEADER_LIST, headers.lines());
        }
        HeaderFields.response(headers, transaction);
        String type = headers.text("content-type");
        if (type != null) {
            int end = type.indexOf(';');
            transaction.set(HttpFields.SHOWN_CONTENT_TYPE, (end < 0 ? type : type.substring(0, end)).strip());
        }
        byte[] location = headers.value("location");
        if (location != null && status >= 300 && status < 400) {
            transaction.set(HttpFields.SHOWN_REDIRECT, Masking.url(location));
        }
        ContentRange.of(headers.text("content-range")).ifPresent(range -> range.fill(transaction));
        if (Ascii.startsWith(line, "http/1.0") && headers.value("transfer-encoding") != null) {
            anomaly("response_chunked_old_proto");
        }
        transaction.set(HttpFields.LENGTH, 0).progress(direction, HEADERS);
    }

    @Override
    void messageDone(Transactions out) {
        exchange.transaction.progress(direction, Transaction.COMPLETE);
        parser.done(exchange);
        if (exchange.method.equals("CONNECT") && !tunnel) parser.tunnelRefused();
    }

    @Override
    ByteSink openSink() {
        Transaction transaction = exchange.transaction;
        byte[] name = HeaderParameters.fileName(headers.value("content-disposition"));
        file = transaction.openFile(direction, name != null ? name : exchange.path);
        transaction.set(HttpFields.RESPONSE_BODY, file.body);
        BodySink plain = new BodySink(transaction, file.body, file, null);
        return ContentCodings.layers(headers.text("content-encoding"), plain, budget, this::anomaly);
    }

    @Override
    void lengthChanged() {
        exchange.transaction.set(HttpFields.LENGTH, bodyBytes);
    }

    /// What the Upgrade header names (RFC 9110 §7.8), where it is known here; `""`: what comes is to be recognised.
    private String upgradedTo() {
        String named = headers.text("upgrade");
        return switch (named == null ? "" : named.strip().toLowerCase(Locale.ROOT)) {
            case "h2c" -> "http2";
            case "websocket" -> "websocket";
            default -> "";
        };
    }

    @Override
    boolean turned(Transactions out, int leftoverBytes) {
        if (!tunnel) return false;
        tunnel = false;
        out.become(status == 101 ? upgradedTo() : "", leftoverBytes, exchange.transaction.slots);
        return true;
    }
}
