package dejfa.protocols.http.body;

import dejfa.protocols.GrowingBytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Undoes gzip (RFC 1952), zlib (RFC 1950) or raw deflate (RFC 1951), whatever the header called it, as clients do.
/// What does not inflate at all is passed on as it is.
final class InflateLayer implements ByteSink {
    /// Input kept while nothing came out yet, to try again another way or to pass on. The tables of a deflate block
    /// take less than 300 bytes, so what yields nothing after this many bytes is no deflate stream.
    private static final int MAX_UNDECIDED_BYTES = 4096;

    private static final int OUTPUT_BYTES = 8192;
    private static final byte[] NOTHING = {};

    private enum Mode {
        SNIFF,
        GZIP_HEADER,
        INFLATE,
        GZIP_TRAILER,
        PASS,
        DONE
    }

    private final ByteSink next;
    private final Budget budget;
    private final boolean gzipNamed;
    private final GrowingBytes undecided = new GrowingBytes(MAX_UNDECIDED_BYTES);
    private final GzipHeader gzipHeader = new GzipHeader();
    private Inflater inflater;
    private Mode mode = Mode.SNIFF;
    private boolean gzip;
    private boolean zlib;
    private boolean produced;
    private boolean broken;
    private int trailerLeft;

    /// @param gzipNamed the header names gzip; then a raw deflate stream is not tried
    InflateLayer(ByteSink next, Budget budget, boolean gzipNamed) {
        this.next = next;
        this.budget = budget;
        this.gzipNamed = gzipNamed;
    }

    @Override
    public void write(MemorySegment bytes, long offset, int lengthBytes) {
        if (mode == Mode.SNIFF && undecided.length() + lengthBytes < 2) {
            undecided.append(bytes, offset, lengthBytes);
            return;
        }
        byte[] before = produced ? NOTHING : undecided.copy();
        if (mode == Mode.SNIFF) {
            sniff(bytes, offset);
            attempt(before, bytes, offset, lengthBytes);
        } else {
            run(bytes, offset, lengthBytes);
        }
        if (broken) afterFailure(before, bytes, offset, lengthBytes);
        if (!produced && (mode == Mode.GZIP_HEADER || mode == Mode.INFLATE))
            undecided.append(bytes, offset, lengthBytes);
        else undecided.release();
    }

    private void attempt(byte[] before, MemorySegment bytes, long offset, int lengthBytes) {
        run(MemorySegment.ofArray(before), 0, before.length);
        if (!broken) run(bytes, offset, lengthBytes);
    }

    private void sniff(MemorySegment bytes, long offset) {
        int held = undecided.length();
        int b0 = (held > 0 ? undecided.at(0) : bytes.get(ValueLayout.JAVA_BYTE, offset)) & 255;
        int b1 = bytes.get(ValueLayout.JAVA_BYTE, offset + 1 - held) & 255;
        gzip = b0 == 0x1f && b1 == 0x8b;
        zlib = !gzip && (b0 & 15) == 8 && (b0 << 8 | b1) % 31 == 0;
        if (gzip) {
            mode = Mode.GZIP_HEADER;
            inflater = new Inflater(true);
        } else if (zlib || !gzipNamed) {
            mode = Mode.INFLATE;
            inflater = new Inflater(!zlib);
        } else {
            mode = Mode.PASS;
        }
    }

    private void afterFailure(byte[] before, MemorySegment bytes, long offset, int lengthBytes) {
        broken = false;
        if (!produced && undecided.dropped() == 0) {
            if (zlib) {
                zlib = false;
                inflater.end();
                inflater = new Inflater(true);
                attempt(before, bytes, offset, lengthBytes);
                if (!broken) return;
                broken = false;
            }
            if (!produced) {
                finish();
                mode = Mode.PASS;
                attempt(before, bytes, offset, lengthBytes);
                budget.failed();
                return;
            }
        }
        budget.failed();
        finish();
    }

    private void run(MemorySegment bytes, long offset, int lengthBytes) {
        int at = 0;
        while (at < lengthBytes) {
            switch (mode) {
                case GZIP_HEADER -> {
                    at = gzipHeader.skip(bytes, offset, at, lengthBytes);
                    if (gzipHeader.done()) mode = Mode.INFLATE;
                }
                case INFLATE -> {
                    int used = inflate(bytes.asSlice(offset + at, lengthBytes - at));
                    if (used < 0) return;
                    at += used;
                }
                case GZIP_TRAILER -> {
                    int skipped = Math.min(trailerLeft, lengthBytes - at);
                    at += skipped;
                    trailerLeft -= skipped;
                    if (trailerLeft == 0 && at < lengthBytes) anotherMember(bytes, offset + at);
                }
                case PASS -> {
                    next.write(bytes, offset + at, lengthBytes - at);
                    return;
                }
                case SNIFF, DONE -> {
                    return;
                }
            }
        }
    }

    private void anotherMember(MemorySegment bytes, long at) {
        if ((bytes.get(ValueLayout.JAVA_BYTE, at) & 255) != 0x1f) {
            finish();
            return;
        }
        gzipHeader.restart();
        inflater.reset();
        mode = Mode.GZIP_HEADER;
    }

    /// @return bytes used, or -1 when this layer has stopped (the rest, if any, was passed on)
    private int inflate(MemorySegment input) {
        ByteBuffer source = input.asByteBuffer();
        inflater.setInput(source);
        byte[] out = new byte[OUTPUT_BYTES];
        try {
            while (true) {
                int count = inflater.inflate(out);
                if (count > 0) {
                    produced = true;
                    if (!budget.allow(count)) {
                        finish();
                        return -1;
                    }
                    next.write(out, 0, count);
                }
                if (inflater.finished()) {
                    afterStream();
                    return source.position();
                }
                if (count == 0) {
                    if (inflater.needsDictionary()) throw new DataFormatException("preset dictionary");
                    return source.limit();
                }
            }
        } catch (DataFormatException e) {
            broken = true;
            return -1;
        }
    }

    private void afterStream() {
        if (gzip) {
            mode = Mode.GZIP_TRAILER;
            trailerLeft = 8;
        } else {
            finish();
        }
    }

    private void finish() {
        mode = Mode.DONE;
        if (inflater != null) inflater.end();
        inflater = null;
        undecided.release();
    }

    @Override
    public void end() {
        if (mode == Mode.SNIFF && undecided.length() > 0) next.write(undecided.data(), 0, undecided.length());
        finish();
        next.end();
    }
}
