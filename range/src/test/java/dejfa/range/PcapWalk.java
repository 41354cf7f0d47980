package dejfa.range;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Walks a capture with code of its own (nothing of the generator) and checks every header on the way.
final class PcapWalk {
    private static final int ETHERNET = 14;

    /// One direction of a TCP connection.
    static final class Half {
        long isn;
        /// first number after everything seen, relative to the ISN
        long highest;
        boolean midstream;
        final List<long[]> ranges = new ArrayList<>();
    }

    final TreeSet<String> addresses = new TreeSet<>();
    final List<byte[]> frames = new ArrayList<>();
    long firstNs = Long.MAX_VALUE;
    long lastNs;
    private final Map<String, Half> halves = new HashMap<>();
    private final List<Half> all = new ArrayList<>();

    PcapWalk(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(0xa1b2c3d4, in.getInt());
        assertEquals(2, in.getShort());
        assertEquals(4, in.getShort());
        in.position(20);
        assertEquals(1, in.getInt());
        while (in.hasRemaining()) {
            long time = in.getInt() * 1_000_000_000L + in.getInt() * 1000L;
            assertTrue(time >= lastNs, "packets must stand in time order");
            firstNs = Math.min(firstNs, time);
            lastNs = time;
            byte[] frame = new byte[in.getInt()];
            assertEquals(frame.length, in.getInt(), "nothing is cut off");
            in.get(frame);
            frames.add(frame);
            frame(ByteBuffer.wrap(frame));
        }
    }

    private void frame(ByteBuffer frame) {
        switch (frame.getShort(12) & 0xffff) {
            case 0x0800 -> version4(frame);
            case 0x86dd -> {
                int length = frame.getShort(ETHERNET + 4) & 0xffff;
                assertTrue(ETHERNET + 40 + length <= frame.limit());
                transport(frame, frame.get(ETHERNET + 6) & 0xff, ETHERNET + 8, 16, ETHERNET + 40, length);
            }
            case 0x0806 -> {
                address(frame, ETHERNET + 14, 4);
                address(frame, ETHERNET + 24, 4);
            }
            default -> throw new AssertionError("unknown ethertype");
        }
    }

    private void version4(ByteBuffer frame) {
        assertEquals(0x45, frame.get(ETHERNET));
        int length = (frame.getShort(ETHERNET + 2) & 0xffff) - 20;
        assertTrue(length > 0 && ETHERNET + 20 + length <= frame.limit());
        assertEquals(0xffff, sum(frame, ETHERNET, 20, 0), "IPv4 header checksum");
        assertTrue(frame.get(ETHERNET + 8) != 0, "time to live");
        transport(frame, frame.get(ETHERNET + 9) & 0xff, ETHERNET + 12, 4, ETHERNET + 20, length);
    }

    private void transport(ByteBuffer frame, int protocol, int addressesAt, int addressBytes, int at, int length) {
        String from = address(frame, addressesAt, addressBytes);
        String to = address(frame, addressesAt + addressBytes, addressBytes);
        if (protocol == 1) {
            assertEquals(0xffff, sum(frame, at, length, 0), "ICMP checksum");
            return;
        }
        long pseudo = protocol + length;
        for (int i = 0; i < 2 * addressBytes; i += 2) pseudo += frame.getShort(addressesAt + i) & 0xffff;
        assertEquals(0xffff, sum(frame, at, length, pseudo), "checksum of protocol " + protocol);
        if (protocol == 17) assertEquals(length, frame.getShort(at + 4) & 0xffff);
        else tcp(frame, at, length, from, to);
    }

    private void tcp(ByteBuffer frame, int at, int length, String from, String to) {
        int portFrom = frame.getShort(at) & 0xffff;
        int portTo = frame.getShort(at + 2) & 0xffff;
        long sequence = frame.getInt(at + 4) & 0xffffffffL;
        long acknowledged = frame.getInt(at + 8) & 0xffffffffL;
        int headerBytes = (frame.get(at + 12) >> 4 & 15) * 4;
        int flags = frame.get(at + 13);
        assertTrue(headerBytes >= 20 && headerBytes <= length, "TCP header length");
        String key = from + ' ' + portFrom + ' ' + to + ' ' + portTo;
        String back = to + ' ' + portTo + ' ' + from + ' ' + portFrom;
        if ((flags & 2) != 0) {
            Half known = halves.get(key);
            if (known != null && known.isn == sequence) return;
            Half half = new Half();
            half.isn = sequence;
            half.highest = 1;
            all.add(half);
            halves.put(key, half);
            if ((flags & 16) == 0) halves.remove(back);
            return;
        }
        Half half = halves.get(key);
        if (half == null) {
            // The connection stood before the capture began, or the packet answers a closed port.
            if ((flags & 4) != 0) return;
            half = new Half();
            half.isn = sequence - 1 & 0xffffffffL;
            half.midstream = true;
            all.add(half);
            halves.put(key, half);
        }
        long relative = sequence - half.isn & 0xffffffffL;
        int bytes = length - headerBytes;
        if (bytes > 0) half.ranges.add(new long[] {relative, relative + bytes});
        assertTrue(relative <= half.highest + 200_000, "sequence number leaps: " + key);
        half.highest = Math.max(half.highest, relative + bytes + (flags & 1));
        Half peer = halves.get(back);
        if ((flags & 16) == 0 || peer == null || peer.midstream) return;
        long relativeAck = acknowledged - peer.isn & 0xffffffffL;
        assertTrue(relativeAck <= peer.highest, "acknowledges what was never sent: " + key);
    }

    long midstreamHalves() {
        return all.stream().filter(half -> half.midstream).count();
    }

    /// Connections with a hole in their bytes, apart from the very last ones that the end of the capture cuts.
    long halvesWithHoles() {
        return all.stream().filter(PcapWalk::hasHole).count();
    }

    private static boolean hasHole(Half half) {
        if (half.midstream) return false;
        half.ranges.sort((a, b) -> Long.compare(a[0], b[0]));
        long next = 1;
        for (long[] range : half.ranges) {
            if (range[0] > next) return true;
            next = Math.max(next, range[1]);
        }
        return false;
    }

    private String address(ByteBuffer frame, int at, int bytes) {
        byte[] raw = new byte[bytes];
        frame.get(at, raw);
        String text = HexFormat.of().formatHex(raw);
        addresses.add(text);
        return text;
    }

    private static int sum(ByteBuffer bytes, int at, int count, long start) {
        long total = start;
        for (int i = 0; i < count; i++) total += (bytes.get(at + i) & 0xff) << ((i & 1) == 0 ? 8 : 0);
        while (total >>> 16 != 0) total = (total & 0xffff) + (total >>> 16);
        return (int) total;
    }
}
