package dejfa.protocols.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Builds BER elements for tests.
public final class Asn {
    private Asn() {}

    public static byte[] of(int tag, byte[]... parts) {
        byte[] content = join(parts);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) out.write(content.length);
        else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) out.writeBytes(part);
        return out.toByteArray();
    }

    public static byte[] number(int tag, int value) {
        return value >= -128 && value < 128
                ? of(tag, new byte[] {(byte) value})
                : of(tag, new byte[] {(byte) (value >> 8), (byte) value});
    }

    public static byte[] number(int value) {
        return number(Ber.INTEGER, value);
    }

    public static byte[] text(int tag, String text) {
        return of(tag, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static byte[] text(String text) {
        return text(Ber.OCTETS, text);
    }

    public static byte[] sequence(byte[]... parts) {
        return of(Ber.SEQUENCE, parts);
    }

    /// Four bytes of length before it.
    public static byte[] counted(byte[] message) {
        return join(new byte[] {0, 0, (byte) (message.length >> 8), (byte) message.length}, message);
    }
}
