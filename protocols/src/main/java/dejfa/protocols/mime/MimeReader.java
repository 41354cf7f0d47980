package dejfa.protocols.mime;

import dejfa.protocols.Ascii;
import dejfa.protocols.GrowingBytes;
import dejfa.protocols.HeaderParameters;
import dejfa.protocols.mime.TransferDecoder.Encoding;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads one message or multipart body, line by line.
public final class MimeReader {
    /// Multiparts inside each other; a deeper one is taken as the content of one part.
    static final int MAX_DEPTH = 10;
    /// A longer line passes in pieces of this size.
    static final int MAX_PIECE_BYTES = 8192;

    static final int MAX_HEADER_BYTES = 32 * 1024;
    static final int MAX_HEADERS = 256;
    /// RFC 2046 §5.1.1 allows 70; more is seen.
    static final int MAX_BOUNDARY_BYTES = 256;

    private enum State {
        HEADERS,
        BODY,
        /// before the first and after the last part of a multipart
        BETWEEN
    }

    private final MimeHandler handler;
    private final GrowingBytes line = new GrowingBytes(MAX_PIECE_BYTES);
    private final Deque<byte[]> boundaries = new ArrayDeque<>(2);
    private final List<byte[]> headerLines = new ArrayList<>(8);
    private State state = State.HEADERS;
    private boolean lineStart = true;
    private GrowingBytes header;
    private int depth;
    private TransferDecoder decoder;
    /// the line end before the present line belongs to the part, unless a boundary follows
    private byte[] heldEnd = new byte[0];

    /// For a whole message.
    public MimeReader(MimeHandler handler) {
        this.handler = handler;
    }

    /// For the body of a multipart whose headers are known.
    public MimeReader(MimeHandler handler, byte[] boundary) {
        this(handler);
        boundaries.push(boundary);
        depth = 1;
        state = State.BETWEEN;
    }

    public void write(MemorySegment bytes, long offset, int lengthBytes) {
        int at = 0;
        while (at < lengthBytes) {
            int room = Math.min(lengthBytes - at, MAX_PIECE_BYTES - line.length());
            int end = at;
            while (end < at + room && bytes.get(ValueLayout.JAVA_BYTE, offset + end) != '\n') end++;
            boolean ended = end < at + room;
            if (ended) end++;
            line.append(bytes, offset + at, end - at);
            at = end;
            if (ended || line.length() == MAX_PIECE_BYTES) {
                piece(ended);
                lineStart = ended;
                line.clear();
            }
        }
    }

    /// @param complete false where the message was cut off
    public void end(boolean complete) {
        if (line.length() > 0) piece(false);
        line.release();
        if (state == State.HEADERS) headersEnd();
        endPart(complete && boundaries.isEmpty());
    }

    /// A line, or as much of it as fits, with its end where `ended`.
    private void piece(boolean ended) {
        int length = line.length();
        int textEnd = length;
        if (ended) {
            textEnd--;
            if (textEnd > 0 && line.at(textEnd - 1) == '\r') textEnd--;
        }
        if (lineStart && isBoundary(textEnd)) return;
        switch (state) {
            case HEADERS -> headerPiece(textEnd);
            case BODY -> bodyPiece(textEnd, length);
            case BETWEEN -> {}
        }
    }

    private boolean isBoundary(int textEnd) {
        byte[] data = line.data();
        if (boundaries.isEmpty() || textEnd < 2 || data[0] != '-' || data[1] != '-') return false;
        int level = 0;
        for (byte[] boundary : boundaries) {
            int end = 2 + boundary.length;
            if (textEnd >= end && matches(data, boundary)) {
                boolean closes = textEnd >= end + 2 && data[end] == '-' && data[end + 1] == '-';
                if (closes || Ascii.isBlank(data, end, textEnd)) {
                    atBoundary(level, closes);
                    return true;
                }
            }
            level++;
        }
        return false;
    }

    private static boolean matches(byte[] data, byte[] boundary) {
        for (int i = 0; i < boundary.length; i++) if (data[2 + i] != boundary[i]) return false;
        return true;
    }

    private void atBoundary(int level, boolean closes) {
        if (state == State.HEADERS) headersEnd();
        endPart(true);
        for (int i = 0; i < level; i++) boundaries.pop();
        if (closes) boundaries.pop();
        depth = boundaries.size();
        state = closes ? State.BETWEEN : State.HEADERS;
        header = null;
        headerLines.clear();
    }

    private void headerPiece(int textEnd) {
        if (!lineStart) {
            if (header != null) header.append(MemorySegment.ofArray(line.data()), 0, textEnd);
            return;
        }
        if (textEnd == 0) {
            headersEnd();
            return;
        }
        byte first = line.at(0);
        if ((first == ' ' || first == '\t') && header != null) {
            header.append((byte) ' ');
            header.append(Ascii.trim(line.data(), 0, textEnd));
            return;
        }
        keepHeader();
        header = new GrowingBytes(MAX_HEADER_BYTES);
        header.append(MemorySegment.ofArray(line.data()), 0, textEnd);
    }

    private void keepHeader() {
        if (header == null) return;
        if (header.dropped() > 0) handler.anomaly("mime_long_header_value");
        if (headerLines.size() < MAX_HEADERS) headerLines.add(header.copy());
        header = null;
    }

    private void headersEnd() {
        keepHeader();
        Map<String, byte[]> headers = new LinkedHashMap<>();
        for (byte[] one : headerLines) {
            int colon = Ascii.indexOf(one, ':');
            if (colon <= 0) continue;
            String name = Ascii.text(Ascii.lower(Ascii.trim(one, 0, colon)));
            byte[] value = Ascii.trim(one, colon + 1, one.length);
            headers.putIfAbsent(name, value);
            if (depth == 0) handler.header(name, value);
        }
        headerLines.clear();
        heldEnd = new byte[0];
        open(headers);
    }

    private void open(Map<String, byte[]> headers) {
        byte[] typeHeader = headers.getOrDefault("content-type", Ascii.bytes("text/plain"));
        String type = word(typeHeader);
        if (type.startsWith("multipart/") && boundaries.size() < MAX_DEPTH) {
            byte[] boundary = HeaderParameters.value(typeHeader, "boundary");
            if (boundary != null && boundary.length > MAX_BOUNDARY_BYTES) handler.anomaly("mime_long_boundary");
            else if (boundary != null && boundary.length > 0) {
                boundaries.push(boundary);
                depth = boundaries.size();
                state = State.BETWEEN;
                return;
            }
        }
        if (type.equals("message/rfc822") && depth > 0 && depth < MAX_DEPTH) {
            // A message inside: its headers are a part's headers.
            state = State.HEADERS;
            return;
        }
        byte[] dispositionHeader = headers.get("content-disposition");
        byte[] name = dispositionHeader == null ? null : HeaderParameters.fileName(dispositionHeader);
        if (name == null) name = HeaderParameters.fileName(typeHeader, "name");
        byte[] field = dispositionHeader == null ? null : HeaderParameters.value(dispositionHeader, "name");
        if (name != null && Ascii.text(name).contains("=?")) {
            name = MimeWords.text(name).getBytes(StandardCharsets.UTF_8);
        }
        MimePart part =
                new MimePart(type, dispositionHeader == null ? null : word(dispositionHeader), name, field, depth);
        MimeHandler.Sink sink = handler.part(part);
        decoder = sink == null ? null : new TransferDecoder(encoding(headers), sink, handler);
        state = State.BODY;
    }

    /// A header value without its parameters, lower case.
    private static String word(byte[] value) {
        int end = Ascii.indexOf(value, ';');
        return Ascii.text(Ascii.lower(Ascii.trim(value, 0, end < 0 ? value.length : end)));
    }

    private static Encoding encoding(Map<String, byte[]> headers) {
        byte[] value = headers.get("content-transfer-encoding");
        if (value == null) return Encoding.PLAIN;
        return switch (word(value)) {
            case "base64" -> Encoding.BASE64;
            case "quoted-printable" -> Encoding.QUOTED_PRINTABLE;
            default -> Encoding.PLAIN;
        };
    }

    private void bodyPiece(int textEnd, int length) {
        if (decoder == null) return;
        if (heldEnd.length > 0) decoder.write(heldEnd, 0, heldEnd.length);
        decoder.write(line.data(), 0, textEnd);
        heldEnd = java.util.Arrays.copyOfRange(line.data(), textEnd, length);
    }

    private void endPart(boolean complete) {
        if (decoder != null) decoder.end(complete);
        decoder = null;
        heldEnd = new byte[0];
    }
}
