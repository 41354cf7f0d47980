package dejfa.protocols.gh0st;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// How messages of one flow are framed: length of the tag and order of the sizes.
///
/// @param tagBytes 3 to 16
/// @param swapped the inflated size stands before the message's
record Framing(int tagBytes, boolean swapped) {
    static final int MIN_TAG_BYTES = 3;
    static final int MAX_TAG_BYTES = 16;
    /// shortest zlib stream: header, one empty block, checksum
    private static final int MIN_BODY_BYTES = 8;
    /// Larger messages are not followed.
    static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

    static final int MAX_INFLATED_BYTES = 64 * 1024 * 1024;
    /// Of a first message longer than this, this much must inflate without a fault to recognise it. Recognition
    /// holds 2048
    /// bytes at most.
    static final int WINDOW_BYTES = 1500;

    /// What a look at a stream's start says.
    enum Look {
        PROVEN,
        MORE,
        NONE
    }

    /// @param framing null unless proven
    record Found(Look look, Framing framing) {
        static final Found NONE = new Found(Look.NONE, null);
        static final Found MORE = new Found(Look.MORE, null);
    }

    int headerBytes() {
        return tagBytes + 8;
    }

    long messageBytes(byte[] header) {
        return u32(header, swapped ? tagBytes + 4 : tagBytes);
    }

    long inflatedBytes(byte[] header) {
        return u32(header, swapped ? tagBytes : tagBytes + 4);
    }

    /// Sizes that a real message can have; deflate shrinks at most by about 1032.
    boolean sizesFit(byte[] header) {
        long message = messageBytes(header);
        long inflated = inflatedBytes(header);
        long body = message - headerBytes();
        return body >= MIN_BODY_BYTES
                && message <= MAX_MESSAGE_BYTES
                && inflated >= 1
                && inflated <= Math.min(MAX_INFLATED_BYTES, 1040 * body)
                // stored blocks cost five bytes in 65,535, and some encoders make small ones
                && body <= inflated + inflated / 16 + 64;
    }

    /// The framing that the first bytes of a stream prove, if any.
    static Found find(byte[] start, int length) {
        boolean more = false;
        for (int tag = MIN_TAG_BYTES; tag <= MAX_TAG_BYTES; tag++) {
            for (int i = tag == MIN_TAG_BYTES ? 0 : tag - 1; i < Math.min(tag, length); i++) {
                if (start[i] < 0x20 || start[i] > 0x7e) return more ? Found.MORE : Found.NONE;
            }
            for (int order = 0; order < 2; order++) {
                Framing framing = new Framing(tag, order == 1);
                Look look = framing.look(start, length);
                if (look == Look.PROVEN) return new Found(look, framing);
                more |= look == Look.MORE;
            }
        }
        return more ? Found.MORE : Found.NONE;
    }

    private Look look(byte[] start, int length) {
        int body = headerBytes();
        if (length < body + 2) return Look.MORE;
        boolean zlib = (start[body] & 0x0f) == 8
                && (start[body] & 0xf0) <= 0x70
                && ((start[body] & 0xff) << 8 | start[body + 1] & 0xff) % 31 == 0;
        if (!zlib || !sizesFit(start)) return Look.NONE;
        int wanted = (int) Math.min(messageBytes(start), WINDOW_BYTES);
        if (length < wanted) return Look.MORE;
        return inflates(start, body, wanted, wanted == messageBytes(start)) ? Look.PROVEN : Look.NONE;
    }

    /// @param whole the body ends at `to`: it must inflate to its end there, to exactly the size told
    private boolean inflates(byte[] bytes, int from, int to, boolean whole) {
        long told = inflatedBytes(bytes);
        // Closed by hand: Inflater is AutoCloseable from Java 25 on, and .ci/fuzz compiles for 23.
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes, from, to - from);
            byte[] sink = new byte[8192];
            while (!inflater.finished()) {
                int count = inflater.inflate(sink);
                if (inflater.getBytesWritten() > told) return false;
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) break;
            }
            if (inflater.needsDictionary()) return false;
            if (!whole) return !inflater.finished() && inflater.getBytesWritten() > 0;
            return inflater.finished() && inflater.getRemaining() == 0 && inflater.getBytesWritten() == told;
        } catch (DataFormatException e) {
            // no zlib stream: the question is answered
            return false;
        } finally {
            inflater.end();
        }
    }

    private static long u32(byte[] bytes, int at) {
        return bytes[at] & 0xffL
                | (bytes[at + 1] & 0xffL) << 8
                | (bytes[at + 2] & 0xffL) << 16
                | (bytes[at + 3] & 0xffL) << 24;
    }
}
