package dejfa.decode.flow;

import dejfa.api.HotPath;
import dejfa.api.Ids;
import dejfa.api.Packet;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// What makes packets one flow; reused for each look-up.
@HotPath
final class FlowKey {
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final long MAPPED = 0x0000_FFFF_0000_0000L;

    long sourceHigh;
    long sourceLow;
    long destinationHigh;
    long destinationLow;
    int source;
    int destination;
    int protocol;
    int vlans;
    long hash;

    private final long seed;
    private final boolean vlanTracking;

    FlowKey(long seed, boolean vlanTracking) {
        this.seed = seed;
        this.vlanTracking = vlanTracking;
    }

    /// True where packets of this kind make flows.
    static boolean hasFlow(Packet p) {
        return p.transportOffset >= 0
                && switch (p.protocol) {
                    case 1, 6, 17, 50, 58, 132 -> true;
                    default -> false;
                };
    }

    void of(Packet p) {
        sourceHigh = p.sourceHigh;
        sourceLow = p.sourceLow;
        destinationHigh = p.destinationHigh;
        destinationLow = p.destinationLow;
        protocol = p.protocol;
        vlans = vlanTracking ? vlans(p) : 0;
        if (protocol == 1 || protocol == 58) {
            source = p.icmpType;
            destination = protocol == 1 ? counterpart(p.icmpType) : counterpartV6(p.icmpType);
        } else {
            source = p.sourcePort;
            destination = p.destinationPort;
        }
        hash();
    }

    /// The packet that an ICMP unreachable message is about: TCP, UDP or SCTP over IPv4.
    ///
    /// @return false where there is none
    boolean ofEmbedded(Packet p) {
        if (p.protocol != 1 || p.icmpType != 3 || p.payloadBytes < 28) return false;
        MemorySegment data = p.data;
        long at = p.payloadOffset;
        int first = data.get(ValueLayout.JAVA_BYTE, at) & 0xff;
        int headerBytes = (first & 15) * 4;
        int inner = data.get(ValueLayout.JAVA_BYTE, at + 9) & 0xff;
        if (first >>> 4 != 4 || headerBytes < 20 || p.payloadBytes < headerBytes + 4) return false;
        if (inner != 6 && inner != 17 && inner != 132) return false;
        sourceHigh = destinationHigh = 0;
        sourceLow = MAPPED | Integer.toUnsignedLong(data.get(I32, at + 12));
        destinationLow = MAPPED | Integer.toUnsignedLong(data.get(I32, at + 16));
        source = Short.toUnsignedInt(data.get(U16, at + headerBytes));
        destination = Short.toUnsignedInt(data.get(U16, at + headerBytes + 2));
        protocol = inner;
        vlans = vlanTracking ? vlans(p) : 0;
        hash();
        return true;
    }

    private static int vlans(Packet p) {
        return p.vlanCount == 0 ? 0 : (Math.min(p.vlanCount, 2) << 24) | p.vlanOuter << 12 | p.vlanInner;
    }

    private void hash() {
        long one = Ids.mix(Ids.mix(seed, sourceHigh), Ids.mix(sourceLow, source));
        long other = Ids.mix(Ids.mix(seed, destinationHigh), Ids.mix(destinationLow, destination));
        hash = Ids.mix(one + other, (long) vlans << 8 | protocol);
    }

    boolean forward(FlowEntry entry) {
        return entry.clientKey == source
                && entry.serverKey == destination
                && entry.flow.clientLow == sourceLow
                && entry.flow.serverLow == destinationLow
                && entry.flow.clientHigh == sourceHigh
                && entry.flow.serverHigh == destinationHigh;
    }

    boolean backward(FlowEntry entry) {
        return entry.clientKey == destination
                && entry.serverKey == source
                && entry.flow.clientLow == destinationLow
                && entry.flow.serverLow == sourceLow
                && entry.flow.clientHigh == destinationHigh
                && entry.flow.serverHigh == sourceHigh;
    }

    boolean same(FlowEntry entry) {
        return entry.hash == hash
                && entry.flow.protocol == protocol
                && (!vlanTracking || entry.vlans == vlans)
                && (forward(entry) || backward(entry));
    }

    /// Type of the message that answers this one (RFC 792), or 0x100 where none does.
    private static int counterpart(int type) {
        return switch (type) {
            case 0 -> 8;
            case 8 -> 0;
            case 13 -> 14;
            case 14 -> 13;
            case 15 -> 16;
            case 16 -> 15;
            case 17 -> 18;
            case 18 -> 17;
            default -> 0x100;
        };
    }

    private static int counterpartV6(int type) {
        return switch (type) {
            case 128 -> 129;
            case 129 -> 128;
            case 130 -> 131;
            case 131 -> 130;
            case 133 -> 134;
            case 134 -> 133;
            case 135 -> 136;
            case 136 -> 135;
            default -> 0x100;
        };
    }
}
