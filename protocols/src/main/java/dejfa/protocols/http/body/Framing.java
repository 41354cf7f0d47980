package dejfa.protocols.http.body;

import dejfa.protocols.Ascii;
import dejfa.protocols.GrowingBytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Consumer;

/// Where a body ends (RFC 9112 §6), and the chunk framing taken off it.
public final class Framing {
    /// How the end is told.
    public enum Kind {
        NONE,
        LENGTH,
        CHUNKED,
        CLOSE
    }

    private enum Chunk {
        SPACE,
        SIZE,
        REST_OF_LINE,
        DATA
    }

    /// What is kept of the first size line, to take it for body where it is none.
    private static final int MAX_FIRST_LINE_BYTES = 64;

    /// A size of more digits does not fit 60 bits.
    private static final int MAX_SIZE_DIGITS = 15;

    private final String side;
    private final Consumer<String> anomaly;
    private final long fallbackLength;
    private Kind kind;
    /// bytes left of the body or chunk
    private long left;
    private Chunk chunk = Chunk.SPACE;
    private int digits;
    private boolean firstLine = true;
    private boolean extension;
    private GrowingBytes firstBytes;

    /// @param length of the body; -1 where no header tells it
    public Framing(Kind kind, long length, String side, Consumer<String> anomaly) {
        this.kind = kind;
        this.left = kind == Kind.LENGTH ? length : 0;
        this.fallbackLength = length;
        this.side = side;
        this.anomaly = anomaly;
        if (kind == Kind.CHUNKED) firstBytes = new GrowingBytes(MAX_FIRST_LINE_BYTES);
    }

    public Kind kind() {
        return kind;
    }

    /// The whole body has passed; for chunks: the last one, the trailer follows.
    public boolean isDone() {
        return kind == Kind.NONE || kind == Kind.LENGTH && left == 0;
    }

    /// @return bytes taken
    public int feed(MemorySegment bytes, long offset, int count, ByteSink out) {
        int at = 0;
        while (at < count && !isDone()) {
            switch (kind) {
                case NONE -> {}
                case LENGTH -> {
                    int taken = (int) Math.min(left, count - at);
                    out.write(bytes, offset + at, taken);
                    left -= taken;
                    at += taken;
                }
                case CLOSE -> {
                    out.write(bytes, offset + at, count - at);
                    at = count;
                }
                case CHUNKED -> at += chunked(bytes, offset + at, count - at, out);
            }
        }
        return at;
    }

    private int chunked(MemorySegment bytes, long offset, int count, ByteSink out) {
        if (chunk == Chunk.DATA) {
            int taken = (int) Math.min(left, count);
            out.write(bytes, offset, taken);
            left -= taken;
            if (left == 0) chunk = Chunk.SPACE;
            return taken;
        }
        byte b = bytes.get(ValueLayout.JAVA_BYTE, offset);
        if (firstLine) firstBytes.append(b);
        switch (chunk) {
            case SPACE -> {
                if (Ascii.isSpace(b)) return 1;
                if (Ascii.hex(b) < 0) {
                    notChunked(out, b);
                    return 1;
                }
                chunk = Chunk.SIZE;
                digits = 1;
                left = Ascii.hex(b);
            }
            case SIZE -> size(b, out);
            case REST_OF_LINE -> restOfLine(b, out);
            case DATA -> {}
        }
        return 1;
    }

    private void size(byte b, ByteSink out) {
        int digit = Ascii.hex(b);
        if (digit < 0) {
            chunk = Chunk.REST_OF_LINE;
            restOfLine(b, out);
            return;
        }
        if (left != 0 && ++digits > MAX_SIZE_DIGITS) notChunked(out, b);
        else left = left << 4 | digit;
    }

    private void restOfLine(byte b, ByteSink out) {
        if (b == '\n') {
            firstLine = false;
            firstBytes.release();
            extension = false;
            if (left > 0) chunk = Chunk.DATA;
            else kind = Kind.NONE;
        } else if (b == ';') {
            if (!extension && side.equals("request")) anomaly.accept("request_chunk_extension");
            extension = true;
        } else if (firstLine && !extension && !Ascii.isSpace(b)) {
            notChunked(out, b);
        }
    }

    /// No size where one should stand: the body is taken as it is, as most clients do.
    private void notChunked(ByteSink out, byte b) {
        anomaly.accept("invalid_" + side + "_chunk_len");
        kind = Kind.CLOSE;
        if (!firstLine) {
            out.write(new byte[] {b}, 0, 1);
            return;
        }
        int seen = firstBytes.length();
        if (fallbackLength >= 0) {
            kind = Kind.LENGTH;
            left = Math.max(0, fallbackLength - seen);
            seen = (int) Math.min(seen, fallbackLength);
        }
        out.write(firstBytes.copy(), 0, seen);
        firstBytes.release();
    }

    /// @return bytes of the gap that fall into this body; the rest belongs to what follows
    public int gap(int lengthBytes) {
        boolean body = kind == Kind.LENGTH || kind == Kind.CHUNKED && chunk == Chunk.DATA;
        if (kind == Kind.CLOSE) return lengthBytes;
        if (!body) return 0;
        int taken = (int) Math.min(left, lengthBytes);
        left -= taken;
        if (left == 0 && kind == Kind.CHUNKED) chunk = Chunk.SPACE;
        return taken;
    }
}
