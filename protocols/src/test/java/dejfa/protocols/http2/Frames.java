package dejfa.protocols.http2;

import dejfa.protocols.Ascii;
import java.io.ByteArrayOutputStream;

/// Writes frames for tests: header fields as literals without index or Huffman code.
final class Frames {
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Frames preface() {
        out.writeBytes(FrameReader.PREFACE);
        return this;
    }

    Frames frame(int type, int flags, int stream, byte[] payload) {
        out.write(payload.length >> 16);
        out.write(payload.length >> 8);
        out.write(payload.length);
        out.write(type);
        out.write(flags);
        for (int shift = 24; shift >= 0; shift -= 8) out.write(stream >> shift);
        out.writeBytes(payload);
        return this;
    }

    Frames headers(int flags, int stream, String... namesAndValues) {
        return frame(FrameHeader.HEADERS, flags | END_HEADERS, stream, block(namesAndValues));
    }

    Frames data(int flags, int stream, String text) {
        return frame(FrameHeader.DATA, flags, stream, Ascii.bytes(text));
    }

    static byte[] block(String... namesAndValues) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            block.write(0);
            string(namesAndValues[i], block);
            string(namesAndValues[i + 1], block);
        }
        return block.toByteArray();
    }

    private static void string(String text, ByteArrayOutputStream block) {
        int length = text.length();
        if (length < 127) block.write(length);
        else {
            block.write(127);
            for (length -= 127; length > 127; length >>= 7) block.write(length & 127 | 128);
            block.write(length);
        }
        block.writeBytes(Ascii.bytes(text));
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
