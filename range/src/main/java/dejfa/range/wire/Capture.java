package dejfa.range.wire;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What the tap saw. Frames may be added in any order; they are written in time order.
public final class Capture {
    private record Seen(long timeNs, IpIds ids, byte[] frame) {}

    private static final byte[] BROADCAST_MAC = {-1, -1, -1, -1, -1, -1};
    private static final long SNAP_BYTES = 262144;

    private final List<Seen> all = new ArrayList<>();
    private final Host router;
    private final long endNs;
    private long bytes;

    /// @param router lends its MAC address to everything that comes from other networks
    /// @param endNs what comes later is not captured: the tap was taken off
    public Capture(Host router, long endNs) {
        this.router = router;
        this.endNs = endNs;
    }

    public int packets() {
        return all.size();
    }

    /// Of the file that would be written now.
    public long bytes() {
        return bytes + 24;
    }

    void add(long timeNs, IpIds ids, byte[] frame) {
        if (timeNs >= endNs) return;
        all.add(new Seen(timeNs, ids, frame));
        bytes += 16 + frame.length;
    }

    void ip(long timeNs, Host from, Host to, boolean six, IpIds ids, int protocol, byte[] payload) {
        byte[] macFrom = from.outside ? router.mac : from.mac;
        byte[] macTo = to.outside || !from.outside && !from.sameSubnet(to) ? router.mac : to.mac;
        if (!six && isBroadcast(to)) macTo = BROADCAST_MAC;
        byte[] source = six ? from.address6 : from.address;
        byte[] target = six ? to.address6 : to.address;
        add(timeNs, six ? null : ids, Frames.ip(macTo, macFrom, source, target, from.ttl, protocol, payload));
    }

    private static boolean isBroadcast(Host to) {
        return !to.outside && to.address[3] == -1;
    }

    public void udp(long timeNs, Host from, int portFrom, Host to, int portTo, byte[] payload) {
        byte[] datagram = Frames.udp(from.address, portFrom, to.address, portTo, payload);
        ip(timeNs, from, to, false, from.ids, Frames.UDP, datagram);
    }

    /// Echo request, answered after the way to `to` and back.
    public void ping(long timeNs, Host from, Host to, int identifier, int sequence, byte[] payload) {
        byte[] request = Frames.icmp(8, 0, identifier, sequence, payload);
        ip(timeNs, from, to, false, from.ids, Frames.ICMP, request);
        byte[] reply = Frames.icmp(0, 0, identifier, sequence, payload);
        ip(timeNs + 2 * to.delayNs + 40_000, to, from, false, to.ids, Frames.ICMP, reply);
    }

    /// "Port unreachable" for a datagram that `to` had sent to `from` (RFC 792).
    public void portUnreachable(long timeNs, Host from, Host to, int portFrom, int portTo, byte[] payload) {
        byte[] datagram = Frames.udp(to.address, portTo, from.address, portFrom, payload);
        byte[] original = Frames.ip(from.mac, to.mac, to.address, from.address, to.ttl, Frames.UDP, datagram);
        Frames.seal(original, 0);
        Octets quoted = new Octets();
        for (int i = 14; i < 14 + 28; i++) quoted.u8(original[i]);
        byte[] message = Frames.icmp(3, 3, 0, 0, quoted.toBytes());
        ip(timeNs, from, to, false, from.ids, Frames.ICMP, message);
    }

    /// Who has `asked`? An answer follows where the host exists.
    public void arp(long timeNs, Host from, byte[] asked, Host owner) {
        add(timeNs, null, Frames.arp(1, BROADCAST_MAC, from, new byte[6], asked));
        if (owner == null) return;
        add(timeNs + owner.delayNs, null, Frames.arp(2, from.mac, owner, from.mac, from.address));
    }

    /// A frame that says in plain words what this capture is; its type is the one for local experiments (IEEE 802,
    /// 88-B5).
    public void remark(long timeNs, String text) {
        Octets frame =
                new Octets().raw(BROADCAST_MAC).raw(router.mac).u16(0x88b5).ascii(text);
        if (frame.length() < 60) frame.zeros(60 - frame.length());
        add(timeNs, null, frame.toBytes());
    }

    /// Classic pcap, microseconds, little endian, link type Ethernet.
    public void write(Path file) throws IOException {
        all.sort(Comparator.comparingLong(Seen::timeNs));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            Octets head = new Octets().little32(0xa1b2c3d4L).little16(2).little16(4);
            out.write(head.little64(0).little32(SNAP_BYTES).little32(1).toBytes());
            for (Seen seen : all) {
                if (seen.ids != null) Frames.seal(seen.frame, seen.ids.take());
                Octets record = new Octets().little32(seen.timeNs / 1_000_000_000L);
                record.little32(seen.timeNs / 1_000 % 1_000_000);
                record.little32(seen.frame.length).little32(seen.frame.length);
                out.write(record.toBytes());
                out.write(seen.frame);
            }
        }
    }
}
