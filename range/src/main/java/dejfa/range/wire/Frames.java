package dejfa.range.wire;

/// Headers in front of payloads, with right lengths and checksums. IPv4's identification is filled in later.
final class Frames {
    static final int TCP = 6;
    static final int UDP = 17;
    static final int ICMP = 1;

    private static final int ETHERNET_BYTES = 14;
    private static final int SMALLEST_FRAME = 60;

    private Frames() {}

    /// An Ethernet frame around one IP packet.
    static byte[] ip(byte[] macTo, byte[] macFrom, byte[] from, byte[] to, int ttl, int protocol, byte[] payload) {
        Octets frame = new Octets().raw(macTo).raw(macFrom);
        if (from.length == 4) {
            frame.u16(0x0800).u8(0x45).u8(0).u16(20 + payload.length).u16(0);
            // Don't fragment for TCP only: UDP and ICMP of the systems shown leave it unset.
            frame.u16(protocol == TCP ? 0x4000 : 0).u8(ttl).u8(protocol).u16(0);
        } else {
            frame.u16(0x86dd).u32(0x60000000L).u16(payload.length).u8(protocol).u8(ttl);
        }
        frame.raw(from).raw(to).raw(payload);
        if (frame.length() < SMALLEST_FRAME) frame.zeros(SMALLEST_FRAME - frame.length());
        return frame.toBytes();
    }

    /// Sets IPv4's identification and header checksum (RFC 791 §3.1).
    static void seal(byte[] frame, int id) {
        put16(frame, ETHERNET_BYTES + 4, id);
        put16(frame, ETHERNET_BYTES + 10, 0);
        put16(frame, ETHERNET_BYTES + 10, ~fold(sum(frame, ETHERNET_BYTES, 20)) & 0xffff);
    }

    static byte[] tcp(byte[] from, byte[] to, TcpHeader header, byte[] options, byte[] payload) {
        int headerBytes = 20 + options.length;
        Octets segment = new Octets().u16(header.portFrom()).u16(header.portTo());
        segment.u32(header.sequence()).u32(header.acknowledged());
        segment.u8(headerBytes / 4 << 4)
                .u8(header.flags())
                .u16(header.window())
                .u16(0)
                .u16(0);
        byte[] bytes = segment.raw(options).raw(payload).toBytes();
        put16(bytes, 16, checksum(from, to, TCP, bytes));
        return bytes;
    }

    static byte[] udp(byte[] from, int portFrom, byte[] to, int portTo, byte[] payload) {
        Octets datagram = new Octets().u16(portFrom).u16(portTo).u16(8 + payload.length);
        byte[] bytes = datagram.u16(0).raw(payload).toBytes();
        int checksum = checksum(from, to, UDP, bytes);
        // RFC 768: a computed zero is sent as all ones.
        put16(bytes, 6, checksum == 0 ? 0xffff : checksum);
        return bytes;
    }

    /// Echo request (8) or reply (0), or an error message whose rest is `identifier` and `sequence` (RFC 792).
    static byte[] icmp(int type, int code, int identifier, int sequence, byte[] payload) {
        Octets message = new Octets().u8(type).u8(code).u16(0).u16(identifier).u16(sequence);
        byte[] bytes = message.raw(payload).toBytes();
        put16(bytes, 2, ~fold(sum(bytes, 0, bytes.length)) & 0xffff);
        return bytes;
    }

    static byte[] arp(int operation, byte[] macTo, Host from, byte[] macAsked, byte[] asked) {
        Octets frame = new Octets().raw(macTo).raw(from.mac).u16(0x0806);
        frame.u16(1).u16(0x0800).u8(6).u8(4).u16(operation);
        frame.raw(from.mac).raw(from.address).raw(macAsked).raw(asked);
        return frame.zeros(SMALLEST_FRAME - frame.length()).toBytes();
    }

    private static int checksum(byte[] from, byte[] to, int protocol, byte[] bytes) {
        long total = sum(from, 0, from.length) + sum(to, 0, to.length) + protocol + bytes.length;
        return ~fold(total + sum(bytes, 0, bytes.length)) & 0xffff;
    }

    private static long sum(byte[] bytes, int from, int count) {
        long total = 0;
        for (int i = 0; i < count; i++) total += (bytes[from + i] & 0xff) << ((i & 1) == 0 ? 8 : 0);
        return total;
    }

    private static int fold(long sum) {
        long total = sum;
        while (total >>> 16 != 0) total = (total & 0xffff) + (total >>> 16);
        return (int) total;
    }

    private static void put16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >>> 8);
        bytes[at + 1] = (byte) value;
    }
}
