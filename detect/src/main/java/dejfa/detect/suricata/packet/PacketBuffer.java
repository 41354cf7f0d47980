package dejfa.detect.suricata.packet;

import dejfa.api.Packet;
import dejfa.detect.suricata.match.PayloadTest;
import dejfa.detect.suricata.match.Transform;
import dejfa.detect.suricata.match.Window;
import dejfa.detect.suricata.rule.PacketTest;
import dejfa.detect.suricata.rule.Subject;
import dejfa.detect.suricata.wire.SctpChunks;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/// Tests on a buffer of the packet itself: a header, an address.
public record PacketBuffer(String name, List<Transform> transforms, List<PayloadTest> tests) implements PacketTest {
    private static final int ETHERNET_BYTES = 14;

    @Override
    public boolean holds(Subject subject) {
        if (!name.equals("sctp.chunk_data")) return holds(bytes(subject.packet), subject);
        if (!SctpChunks.isSctp(subject.packet)) return false;
        // each chunk by itself
        for (byte[] data : SctpChunks.userData(subject.packet)) if (holds(data, subject)) return true;
        return false;
    }

    private boolean holds(byte[] given, Subject subject) {
        if (given == null) return false;
        byte[] bytes = given;
        for (Transform transform : transforms) bytes = transform.apply(bytes, bytes.length);
        return subject.matcher.matches(Window.of(bytes), tests, subject.variables);
    }

    /// Or null where the packet has no such part.
    private byte[] bytes(Packet p) {
        return switch (name) {
            case "ip.src" -> p.ipVersion == 0 ? null : address(p.ipVersion, p.sourceHigh, p.sourceLow);
            case "ip.dst" -> p.ipVersion == 0 ? null : address(p.ipVersion, p.destinationHigh, p.destinationLow);
            case "ipv4.hdr" -> p.ipVersion == 4 ? copy(p, p.ipOffset, p.ipHeaderBytes) : null;
            case "ipv6.hdr" -> p.ipVersion == 6 ? copy(p, p.ipOffset, p.ipHeaderBytes) : null;
            case "tcp.hdr" -> p.protocol == 6 ? copy(p, p.transportOffset, p.transportHeaderBytes) : null;
            case "udp.hdr" -> p.protocol == 17 ? copy(p, p.transportOffset, p.transportHeaderBytes) : null;
            case "icmpv4.hdr" -> p.protocol == 1 ? copy(p, p.transportOffset, p.transportHeaderBytes) : null;
            case "icmpv6.hdr" -> p.protocol == 58 ? copy(p, p.transportOffset, p.transportHeaderBytes) : null;
            case "sctp.hdr" -> SctpChunks.isSctp(p) ? SctpChunks.whole(p) : null;
            case "igmp.hdr" -> p.protocol == 2 ? igmp(p) : null;
            case "ether.hdr" -> p.ethernetOffset >= 0 ? copy(p, p.ethernetOffset, ETHERNET_BYTES) : null;
            default -> null;
        };
    }

    private static byte[] igmp(Packet p) {
        if (p.transportOffset >= 0 && p.transportHeaderBytes > 0) {
            return copy(p, p.transportOffset, p.transportHeaderBytes + p.payloadBytes);
        }
        return copy(p, p.payloadOffset, p.payloadBytes);
    }

    private static byte[] address(int version, long high, long low) {
        byte[] bytes = new byte[16];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (high >>> 56 - 8 * i);
            bytes[8 + i] = (byte) (low >>> 56 - 8 * i);
        }
        return version == 4 ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
    }

    private static byte[] copy(Packet p, long offset, int length) {
        if (p.data == null || offset < 0 || length <= 0 || offset + length > p.data.byteSize()) return null;
        byte[] bytes = new byte[length];
        MemorySegment.copy(p.data, ValueLayout.JAVA_BYTE, offset, bytes, 0, length);
        return bytes;
    }
}
