package dejfa.ingest.log;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A text in UTF-8 whatever it was written in: UTF-16 of either order, with a byte order mark or told by its zeros
/// (what PowerShell's `>` writes). Anything else comes as it is.
final class Utf8 extends InputStream {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream in;
    private final int high;
    private final byte[] pairs = new byte[BUFFER_BYTES];
    private int at;
    private int end;
    /// half of a surrogate pair that waits for the other, or 0
    private int waiting;

    private final byte[] out = new byte[4];
    private int outAt;
    private int outEnd;

    private Utf8(InputStream in, boolean bigEndian) {
        this.in = in;
        this.high = bigEndian ? 0 : 1;
    }

    static InputStream of(InputStream in) throws IOException {
        InputStream marked = in.markSupported() ? in : new BufferedInputStream(in, BUFFER_BYTES);
        marked.mark(4);
        byte[] first = marked.readNBytes(4);
        marked.reset();
        if (first.length < 4) return marked;
        int two = (first[0] & 0xff) << 8 | first[1] & 0xff;
        if (two == 0xfffe || two == 0xfeff) return new Utf8(marked, two == 0xfeff);
        if (first[0] != 0 && first[1] == 0 && first[2] != 0 && first[3] == 0) return new Utf8(marked, false);
        if (first[0] == 0 && first[1] != 0 && first[2] == 0 && first[3] != 0) return new Utf8(marked, true);
        return marked;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        int written = 0;
        while (written < count) {
            while (outAt < outEnd && written < count) target[offset + written++] = out[outAt++];
            if (written == count) break;
            if (end - at < 2 && !fill()) break;
            int c = (pairs[at + high] & 0xff) << 8 | pairs[at + 1 - high] & 0xff;
            at += 2;
            if (c < 0x80 && waiting == 0) target[offset + written++] = (byte) c;
            else encode(c);
            // What is there is given before more is asked for: the source may be slow.
            if (written > 0 && end - at < 2 && in.available() == 0) break;
        }
        return written == 0 && count > 0 ? -1 : written;
    }

    private boolean fill() throws IOException {
        if (end - at == 1) pairs[0] = pairs[at];
        end -= at;
        at = 0;
        while (end < 2) {
            int read = in.read(pairs, end, pairs.length - end);
            if (read < 0) return false;
            end += read;
        }
        return true;
    }

    private void encode(int c) {
        int point = c;
        if (waiting != 0 && c >= 0xdc00 && c < 0xe000) point = 0x10000 + (waiting - 0xd800 << 10) + c - 0xdc00;
        else if (c >= 0xd800 && c < 0xdc00) {
            waiting = c;
            return;
        } else if (c >= 0xdc00 && c < 0xe000) point = 0xfffd;
        waiting = 0;
        // The mark itself is no text.
        byte[] bytes = point == 0xfeff
                ? new byte[0]
                : Character.toString(point).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, out, 0, bytes.length);
        outAt = 0;
        outEnd = bytes.length;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
