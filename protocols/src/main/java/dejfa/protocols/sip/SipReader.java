package dejfa.protocols.sip;

import dejfa.api.Direction;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.Ascii;
import dejfa.protocols.GrowingBytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// One direction's messages. Lines are gathered until the empty one, then the body passes; of a description the start
/// is kept to be read at its end.
final class SipReader {
    /// of one message: first line and headers together
    private static final int MAX_HEAD_BYTES = 32 * 1024;

    private static final int MAX_DESCRIPTION_BYTES = 64 * 1024;
    /// headers of one message that are kept
    private static final int MAX_HEADERS = 256;

    private enum State {
        FIRST_LINE,
        HEADERS,
        BODY
    }

    private final Direction direction;
    private final boolean datagram;
    private final GrowingBytes line = new GrowingBytes(MAX_HEAD_BYTES);
    private final GrowingBytes description = new GrowingBytes(MAX_DESCRIPTION_BYTES);
    private State state = State.FIRST_LINE;
    private Transaction transaction;
    private SipHeaders headers;
    /// the body is a session description, so far without holes
    private boolean describes;
    /// stream offsets of the message, of its headers, of the line being read
    private long start;

    private long headersStart;
    private long lineStart;
    private long headBytes;
    private long bodyLeft;
    /// what is not SIP has been told of; until the next message it is passed over
    private boolean complained;

    SipReader(Direction direction, boolean datagram) {
        this.direction = direction;
        this.datagram = datagram;
    }

    void accept(MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        int at = 0;
        while (at < lengthBytes) {
            if (state == State.BODY) {
                int taken = (int) Math.min(bodyLeft, lengthBytes - at);
                if (describes) description.append(bytes, offset + at, taken);
                at += taken;
                bodyLeft -= taken;
                if (bodyLeft == 0) finish();
                continue;
            }
            if (line.length() == 0 && line.dropped() == 0) lineStart = out.position() + at;
            int from = at;
            while (at < lengthBytes && bytes.get(ValueLayout.JAVA_BYTE, offset + at) != '\n') at++;
            line.append(bytes, offset + from, at - from);
            if (at == lengthBytes) return;
            at++;
            long lineEnd = out.position() + at;
            byte[] text = withoutReturn();
            boolean cut = line.dropped() > 0;
            line.clear();
            line(text, cut, lineEnd, lengthBytes - at, out);
        }
    }

    private byte[] withoutReturn() {
        int length = line.length();
        if (length > 0 && line.at(length - 1) == '\r') length--;
        byte[] text = new byte[length];
        System.arraycopy(line.data(), 0, text, 0, length);
        return text;
    }

    /// @param lineEnd stream offset behind the line
    /// @param more bytes of the datagram behind the line
    private void line(byte[] text, boolean cut, long lineEnd, int more, Transactions out) {
        if (state == State.FIRST_LINE) {
            // keep-alive (RFC 5626 §3.5.1)
            if (text.length > 0) firstLine(text, cut, lineEnd, out);
            return;
        }
        headBytes += lineEnd - lineStart;
        if (cut || headBytes > MAX_HEAD_BYTES) {
            transaction.anomaly("invalid_data");
            finish();
        } else if (text.length > 0) {
            if (headers.count() < MAX_HEADERS) headers.line(text);
        } else headComplete(lineEnd, more, out);
    }

    private void firstLine(byte[] text, boolean cut, long lineEnd, Transactions out) {
        boolean request = direction == Direction.TO_SERVER;
        SipLine first = cut ? null : request ? SipLine.request(text) : SipLine.response(text);
        if (first == null) {
            if (!complained) SipParser.complain(direction, "invalid_data", out);
            complained = true;
            return;
        }
        complained = false;
        transaction = out.open(SipFields.SCHEMA);
        transaction.only = direction;
        headers = new SipHeaders();
        start = lineStart;
        headersStart = lineEnd;
        headBytes = lineEnd - lineStart;
        transaction.set(SipFields.VERSION, first.version());
        if (request) {
            transaction.set(SipFields.METHOD, first.first()).set(SipFields.URI, first.second());
            transaction.set(SipFields.REQUEST_LINE, text).set(SipFields.REQUEST_PROTOCOL, first.version());
        } else {
            transaction.set(SipFields.CODE, first.first()).set(SipFields.REASON, first.second());
            transaction.set(SipFields.RESPONSE_LINE, text).set(SipFields.RESPONSE_PROTOCOL, first.version());
        }
        transaction.progress(direction, 10);
        out.frame(name("line"), direction, start, lineEnd - start, transaction);
        state = State.HEADERS;
    }

    private String name(String part) {
        return (direction == Direction.TO_SERVER ? "request." : "response.") + part;
    }

    private void headComplete(long lineEnd, int more, Transactions out) {
        headers.fill(transaction);
        transaction.progress(direction, 20);
        long told = headers.contentLength();
        // A datagram ends the body where no length is told (RFC 3261 §18.3).
        long bodyBytes = datagram ? Math.min(told < 0 ? Long.MAX_VALUE : told, more) : Math.max(told, 0);
        bodyLeft = bodyBytes;
        out.frame("pdu", direction, start, lineEnd - start + bodyBytes, transaction);
        // without the empty line
        out.frame(name("headers"), direction, headersStart, lineStart - headersStart, transaction);
        if (bodyBytes > 0) out.frame(name("body"), direction, lineEnd, bodyBytes, transaction);
        describes = headers.isDescription();
        state = State.BODY;
        if (bodyLeft == 0) finish();
    }

    private void finish() {
        if (describes && description.length() > 0) new SdpReader(transaction).read(description.copy());
        transaction.complete();
        reset();
    }

    private void reset() {
        state = State.FIRST_LINE;
        transaction = null;
        headers = null;
        describes = false;
        bodyLeft = 0;
        line.release();
        description.release();
    }

    /// Bytes of a body may be missing; elsewhere the next message must be found anew.
    void gap(int lengthBytes, Transactions out) {
        if (state == State.BODY && lengthBytes <= bodyLeft) {
            bodyLeft -= lengthBytes;
            // What follows the hole is no description any more.
            describes = false;
            if (bodyLeft == 0) finish();
            return;
        }
        end(out);
        complained = true;
    }

    void end(Transactions out) {
        if (transaction != null) {
            if (state == State.HEADERS) {
                headers.fill(transaction);
                transaction.anomaly("incomplete_data");
            } else if (bodyLeft > 0) transaction.anomaly("incomplete_data");
            finish();
        } else if (datagram && !complained && !Ascii.isBlank(line.data(), 0, line.length())) {
            SipParser.complain(direction, "incomplete_data", out);
        }
        reset();
    }
}
