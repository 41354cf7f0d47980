package dejfa.decode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Makes frames for tests.
public final class Frames {
    private Frames() {}

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) out.writeBytes(part);
        return out.toByteArray();
    }

    public static byte[] hex(String text) {
        return java.util.HexFormat.of().parseHex(text.replace(" ", ""));
    }

    public static byte[] ethernet(int type, byte[] payload) {
        return join(hex("020000000001 020000000002"), u16(type), payload);
    }

    public static byte[] u16(int value) {
        return new byte[] {(byte) (value >>> 8), (byte) value};
    }

    public static byte[] u32(long value) {
        return join(u16((int) (value >>> 16) & 0xffff), u16((int) value & 0xffff));
    }

    /// @param source last byte of 10.0.0.x
    public static byte[] ipv4(int source, int destination, int protocol, byte[] payload) {
        return ipv4(source, destination, protocol, 7, 0, payload);
    }

    /// @param fragment the whole flags and offset field
    public static byte[] ipv4(int source, int destination, int protocol, int id, int fragment, byte[] payload) {
        byte[] header = join(hex("4500"), u16(20 + payload.length), u16(id), u16(fragment), new byte[] {
            64, (byte) protocol, 0, 0, 10, 0, 0, (byte) source, 10, 0, 0, (byte) destination
        });
        int sum = sum(header, 0);
        header[10] = (byte) (sum >>> 8);
        header[11] = (byte) sum;
        return join(header, payload);
    }

    public static byte[] ipv6(int source, int destination, int next, byte[] payload) {
        byte[] prefix = hex("20010db8 00000000 00000000 000000");
        return join(
                hex("60000000"),
                u16(payload.length),
                new byte[] {(byte) next, 64},
                prefix,
                new byte[] {(byte) source},
                prefix,
                new byte[] {(byte) destination},
                payload);
    }

    private static int sum(byte[] bytes, int start) {
        long sum = start;
        for (int i = 0; i < bytes.length; i += 2) {
            sum += (bytes[i] & 0xff) << 8 | (i + 1 < bytes.length ? bytes[i + 1] & 0xff : 0);
        }
        while (sum >>> 16 != 0) sum = (sum & 0xffff) + (sum >>> 16);
        return (int) ~sum & 0xffff;
    }

    public static byte[] udp(int source, int destination, byte[] payload) {
        return join(u16(source), u16(destination), u16(8 + payload.length), u16(0), payload);
    }

    /// A TCP segment in IPv4 with right checksums.
    public static byte[] tcp(
            int source,
            int destination,
            int sourcePort,
            int port,
            long seq,
            long ack,
            int flags,
            int window,
            byte[] data) {
        byte[] header = join(
                u16(sourcePort),
                u16(port),
                u32(seq & 0xffff_ffffL),
                u32(ack & 0xffff_ffffL),
                new byte[] {0x50, (byte) flags},
                u16(window),
                u16(0),
                u16(0));
        byte[] pseudo = join(
                new byte[] {10, 0, 0, (byte) source, 10, 0, 0, (byte) destination, 0, 6},
                u16(20 + data.length),
                header,
                data);
        int sum = sum(pseudo, 0);
        header[16] = (byte) (sum >>> 8);
        header[17] = (byte) sum;
        return ipv4(source, destination, 6, join(header, data));
    }
}
