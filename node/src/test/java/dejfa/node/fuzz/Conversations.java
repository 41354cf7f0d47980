package dejfa.node.fuzz;

import dejfa.detect.suricata.RuleSet;
import dejfa.node.route.RouteDriver;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Fuzz bytes as traffic: in the chunks of [ParserTarget], put into sound frames of one flow, so that the fuzzer does
/// not have to find checksums and sequence numbers. With the highest bit of the first byte: the bytes are frames.
final class Conversations {
    private static final int[] TCP_PORTS = {80, 443, 22, 21, 25, 445, 53, 8080, 102, 4444};
    private static final int[] UDP_PORTS = {53, 123, 5353, 4789};
    private static final int FIN = 1;
    private static final int SYN = 2;
    private static final int PSH = 8;
    private static final int ACK = 16;

    /// A request and its answer.
    static final byte[] SAMPLE = sample();

    private final List<byte[]> frames = new ArrayList<>();
    private final boolean tcp;
    private final int port;
    private int clientSequence = 1000;
    private int serverSequence = 9000;

    private Conversations(boolean tcp, int port) {
        this.tcp = tcp;
        this.port = port;
    }

    static void run(RuleSet rules, byte[] data) {
        if (data.length < 2) return;
        RouteDriver.run(rules, (data[0] & 0x80) != 0 ? cut(data) : frames(data), (data[0] & 0x40) != 0);
    }

    /// Frames as they are: a length byte before each.
    private static List<byte[]> cut(byte[] data) {
        List<byte[]> frames = new ArrayList<>();
        for (int at = 1; at + 1 < data.length; ) {
            int length = Math.min(data[at++] & 0xff, data.length - at);
            frames.add(java.util.Arrays.copyOfRange(data, at, at + length));
            at += length;
        }
        return frames;
    }

    static List<byte[]> frames(byte[] data) {
        boolean tcp = (data[0] & 0x20) == 0;
        int[] ports = tcp ? TCP_PORTS : UDP_PORTS;
        Conversations talk = new Conversations(tcp, ports[(data[0] & 0x1f) % ports.length]);
        if (tcp) talk.handshake();
        int at = 1;
        while (at + 2 <= data.length) {
            boolean toServer = (data[at] & ParserTarget.TO_CLIENT) == 0;
            boolean gap = (data[at] & ParserTarget.GAP) == ParserTarget.GAP;
            int length = Math.min(data[at + 1] & 0xff, data.length - at - 2);
            if ((data[at] & ParserTarget.REST) != 0) length = Math.min(1400, data.length - at - 2);
            at += 2;
            if (gap) talk.skip(toServer, length);
            else talk.send(toServer, java.util.Arrays.copyOfRange(data, at, at + length), PSH | ACK);
            at += length;
        }
        if (tcp) {
            talk.send(true, new byte[0], FIN | ACK);
            talk.send(false, new byte[0], FIN | ACK);
        }
        return talk.frames;
    }

    private void handshake() {
        send(true, new byte[0], SYN);
        send(false, new byte[0], SYN | ACK);
        send(true, new byte[0], ACK);
    }

    private void skip(boolean toServer, int bytes) {
        if (toServer) clientSequence += bytes;
        else serverSequence += bytes;
    }

    private void send(boolean toServer, byte[] payload, int flags) {
        int header = tcp ? 20 : 8;
        ByteBuffer frame = ByteBuffer.allocate(14 + 20 + header + payload.length);
        frame.put(new byte[] {2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0});
        frame.put((byte) 0x45).put((byte) 0).putShort((short) (20 + header + payload.length));
        frame.putInt(0).put((byte) 64).put((byte) (tcp ? 6 : 17)).putShort((short) 0);
        frame.putInt(toServer ? 0x0a000001 : 0xc0000201).putInt(toServer ? 0xc0000201 : 0x0a000001);
        frame.putShort((short) (toServer ? 40_000 : port)).putShort((short) (toServer ? port : 40_000));
        if (tcp) {
            frame.putInt(toServer ? clientSequence : serverSequence);
            frame.putInt(toServer ? serverSequence : clientSequence);
            frame.put((byte) 0x50).put((byte) flags).putShort((short) 0xffff).putInt(0);
            skip(toServer, payload.length + ((flags & (SYN | FIN)) != 0 ? 1 : 0));
        } else frame.putShort((short) (8 + payload.length)).putShort((short) 0);
        frames.add(frame.put(payload).array());
    }

    private static byte[] sample() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0);
        chunk(out, 0, "POST /index.php?id=1 HTTP/1.1\r\nHost: a.example\r\nContent-Length: 8\r\n\r\ncmd=abcd");
        chunk(out, ParserTarget.TO_CLIENT, "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret");
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, int flags, String text) {
        out.write(flags);
        out.write(text.length());
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
