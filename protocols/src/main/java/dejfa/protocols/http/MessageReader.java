package dejfa.protocols.http;

import dejfa.api.Direction;
import dejfa.api.FileTransfer;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.api.Frame;
import dejfa.api.Transactions;
import dejfa.protocols.Ascii;
import dejfa.protocols.http.body.Budget;
import dejfa.protocols.http.body.ByteSink;
import dejfa.protocols.http.body.Framing;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Consumer;

/// One direction: start line, headers, body, trailer, and again.
abstract class MessageReader {
    static final int LINE = 1;
    static final int HEADERS = 2;
    static final int BODY = 3;
    static final int TRAILER = 4;

    /// What comes next.
    enum State {
        START,
        HEADERS,
        BODY,
        TRAILER,
        /// bytes outside a body are missing; a chunk that begins like a message ends it
        LOST,
        /// nothing more is read, unless someone says so
        IGNORE
    }

    final Direction direction;
    final String side;
    final HeadScanner scanner;
    State state = State.START;
    Exchange exchange;
    Headers headers;
    Framing framing;
    ByteSink body;
    Budget budget;
    long bodyBytes;
    /// that the body is, or null
    FileTransfer file;
    private long expectedLength;
    private Frame frame;
    private long frameStart = -1;

    MessageReader(Direction direction, boolean loneCrEnds) {
        this.direction = direction;
        this.side = direction == Direction.TO_SERVER ? "request" : "response";
        this.scanner = new HeadScanner(loneCrEnds);
    }

    final void accept(MemorySegment bytes, long offset, int count, Transactions out) {
        int at = 0;
        if (state == State.LOST && HttpFactory.begins(direction, bytes, offset, count) == Recognition.YES) {
            out.anomaly(side + "_found_again_after_gap");
            state = State.START;
            foundAgain();
        }
        while (at < count) {
            if (state == State.START) frameBegins(bytes, offset, at, count, out);
            at = switch (state) {
                case START -> start(bytes, offset, at, count, out);
                case HEADERS, TRAILER -> head(bytes, offset, at, count, out);
                case BODY -> at + body(bytes, offset + at, count - at, out);
                case LOST, IGNORE -> count;
            };
            if (frame != null && state != State.HEADERS && state != State.BODY && state != State.TRAILER) {
                closeFrame(out.position() + at);
            }
            if (turned(out, count - at)) return;
        }
    }

    /// Remembers where the message begins: at its first byte that is no line end.
    private void frameBegins(MemorySegment bytes, long offset, int from, int to, Transactions out) {
        if (betweenMessages()) frameStart = -1;
        int at = from;
        while (frameStart < 0 && at < to) {
            byte b = bytes.get(ValueLayout.JAVA_BYTE, offset + at);
            if (b != '\r' && b != '\n') frameStart = out.position() + at;
            at++;
        }
    }

    /// The message belongs to [#exchange].
    final void openFrame(Transactions out) {
        frame = out.frame(side, direction, Math.max(0, frameStart), Frame.OPEN, exchange.transaction);
    }

    private void closeFrame(long end) {
        if (frame != null) frame.close(Math.max(0, end - frame.start));
        frame = null;
        frameStart = -1;
    }

    /// What comes now belongs to no message.
    boolean betweenMessages() {
        return false;
    }

    /// @return index of the first byte not taken
    abstract int start(MemorySegment bytes, long offset, int from, int to, Transactions out);

    /// Reading goes on after bytes outside a body were missing.
    abstract void foundAgain();

    /// All headers are known; sets [#state], and [#framing] where a body follows.
    abstract void headersDone(Transactions out);

    abstract void messageDone(Transactions out);

    /// Another protocol begins with the next byte.
    abstract boolean turned(Transactions out, int leftoverBytes);

    abstract boolean oneDotOne();

    final int head(MemorySegment bytes, long offset, int from, int to, Transactions out) {
        int next = scanner.feed(bytes, offset, from, to);
        if (scanner.takeTooLong()) anomaly(side + "_field_too_long");
        switch (scanner.stop()) {
            case NOTHING -> {}
            case LINE -> headers.add(scanner.line(), oneDotOne());
            case END -> headEnd(out);
        }
        return next;
    }

    private void headEnd(Transactions out) {
        headers.finish();
        if (state == State.TRAILER) finishMessage(out);
        else headersDone(out);
        scanner.restart();
    }

    final void openHeaders() {
        headers = new Headers(side, this::anomaly);
        state = State.HEADERS;
    }

    final void anomaly(String name) {
        if (exchange != null && !exchange.transaction.anomalies.contains(name)) exchange.transaction.anomaly(name);
    }

    final void openBody(Framing.Kind kind, long length) {
        Consumer<String> complain = this::anomaly;
        framing = new Framing(kind, length, side, complain);
        budget = new Budget(complain);
        bodyBytes = 0;
        body = null;
        expectedLength = length;
        state = State.BODY;
    }

    private int body(MemorySegment bytes, long offset, int count, Transactions out) {
        int taken = framing.feed(bytes, offset, count, new Counted());
        if (framing.isDone()) bodyEnd(out);
        return taken;
    }

    /// Makes the sink when the first byte of a body comes, so that an empty body makes no file.
    abstract ByteSink openSink();

    private final class Counted implements ByteSink {
        @Override
        public void write(MemorySegment bytes, long offset, int lengthBytes) {
            writeBody(bytes, offset, lengthBytes);
        }

        @Override
        public void end() {}
    }

    final void writeBody(MemorySegment bytes, long offset, int lengthBytes) {
        if (lengthBytes == 0) return;
        if (body == null) body = openSink();
        bodyBytes += lengthBytes;
        budget.wire(lengthBytes);
        body.write(bytes, offset, lengthBytes);
        lengthChanged();
    }

    abstract void lengthChanged();

    final void bodyEnd(Transactions out) {
        boolean chunked = framing.kind() == Framing.Kind.NONE;
        closeBody();
        exchange.transaction.progress(direction, BODY);
        if (chunked && state == State.BODY) {
            state = State.TRAILER;
            scanner.restart();
        } else {
            finishMessage(out);
        }
    }

    final void closeBody() {
        if (body != null) body.end();
        body = null;
    }

    final void finishMessage(Transactions out) {
        exchange.transaction.progress(direction, TRAILER);
        state = State.START;
        scanner.restart();
        messageDone(out);
    }

    /// The number of the Content-Length header, or -1; complains about what is odd.
    final long contentLength() {
        String text = headers.text("content-length");
        if (text == null) return -1;
        if (headers.repeated("content-length")) anomaly("duplicate_content_length_field_in_" + side);
        int from = 0;
        while (from < text.length() && !digit(text.charAt(from))) from++;
        int to = from;
        while (to < text.length() && digit(text.charAt(to))) to++;
        if (from > 0) anomaly("content_length_extra_data_start");
        if (to < text.length()) anomaly("content_length_extra_data_end");
        if (to == from || to - from > 18) {
            anomaly("invalid_content_length_field_in_" + side);
            return -1;
        }
        return Long.parseLong(text, from, to, 10);
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    /// Does Transfer-Encoding name chunked? Anything beside it is complained about.
    final boolean chunked() {
        byte[] value = headers.value("transfer-encoding");
        if (value == null) return false;
        String text = Ascii.text(Ascii.lower(value));
        if (text.equals("chunked")) return true;
        anomaly("invalid_transfer_encoding_value_in_" + side);
        return text.contains("chunked");
    }

    final void gap(int lengthBytes, Transactions out) {
        int left = lengthBytes;
        if (state == State.BODY) {
            left -= framing.gap(left);
            if (file != null) file.gaps = true;
            if (framing.isDone()) bodyEnd(out);
            if (state != State.BODY) closeFrame(out.position() + lengthBytes - left);
        }
        if (left == 0) return;
        if (state == State.IGNORE || state == State.LOST) return;
        anomaly("missing_" + (side.equals("request") ? "outbound" : "inbound") + "_transaction_data");
        // Where the next message starts can't be told yet.
        abandon(out);
        closeFrame(out.position());
    }

    final void abandon(Transactions out) {
        if (state != State.START && state != State.IGNORE) {
            closeBody();
            exchange.transaction.progress(direction, BODY);
            finishMessage(out);
        }
        scanner.restart();
        state = State.LOST;
    }

    /// The sender has closed.
    void end(Transactions out) {
        switch (state) {
            case HEADERS -> {
                byte[] last = scanner.lastLine();
                if (last != null) headers.add(last, oneDotOne());
                headEnd(out);
                if (state == State.BODY) endOfBody(out);
            }
            case BODY -> endOfBody(out);
            case TRAILER -> headEnd(out);
            case START, LOST, IGNORE -> {}
        }
        if (state != State.HEADERS) state = State.IGNORE;
    }

    private void endOfBody(Transactions out) {
        if (framing.kind() != Framing.Kind.CLOSE && file != null) file.truncate();
        closeBody();
        exchange.transaction.progress(direction, BODY);
        finishMessage(out);
    }

    final long expectedLength() {
        return expectedLength;
    }
}
