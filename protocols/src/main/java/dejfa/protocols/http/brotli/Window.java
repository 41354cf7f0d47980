package dejfa.protocols.http.brotli;

import java.util.Arrays;

/// The last bytes that came out, to which later ones refer. Grows with what really came, not with what is announced.
final class Window {
    /// Kept at most; a stream may ask for 16 MiB, which would be too much for one flow of many.
    static final int MAX_BYTES = 1024 * 1024;

    private static final int CHUNK_BYTES = 4096;

    private final BrotliDecoder.Output out;
    private byte[] data = new byte[CHUNK_BYTES];
    private long position;
    private long flushed;

    Window(BrotliDecoder.Output out) {
        this.out = out;
    }

    long position() {
        return position;
    }

    /// The byte `distance` back; 0 where there is none yet.
    int back(int distance) {
        return distance > position ? 0 : data[(int) (position - distance & data.length - 1)] & 255;
    }

    void put(int value) throws Stop {
        if (position == data.length && data.length < MAX_BYTES) data = Arrays.copyOf(data, data.length * 2);
        data[(int) (position & data.length - 1)] = (byte) value;
        position++;
        if ((position & CHUNK_BYTES - 1) == 0) flush();
    }

    /// Hands over what has not been; never more than a chunk, which never wraps.
    void flush() throws Stop {
        int count = (int) (position - flushed);
        if (count == 0) return;
        int from = (int) (flushed & data.length - 1);
        flushed = position;
        if (!out.write(data, from, count)) throw Stop.REFUSED;
    }
}
