package dejfa.detect.suricata;

import dejfa.api.Address;
import dejfa.api.AlertFields;
import dejfa.api.EveJson;
import dejfa.api.HotPath;
import dejfa.api.IgmpFields;
import dejfa.api.Packet;
import dejfa.api.RgmpFields;
import dejfa.api.Slots;
import dejfa.detect.suricata.match.VlanTags;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Base64;
import java.util.HexFormat;

/// What an alert says of the packet it stands on: link layer, VLANs, tunnel, ICMP.
final class PacketContext {
    private static final HexFormat MAC = HexFormat.ofDelimiter(":");
    /// pcap's LINKTYPE_RAW: what comes out of a tunnel has no link layer.
    private static final int RAW = 12;

    /// 224.0.0.25, to which routers speak RGMP
    private static final long RGMP_GROUP = Address.parse("224.0.0.25").low();

    private long outerNumber = -1;
    private long sourceHigh;
    private long sourceLow;
    private long destinationHigh;
    private long destinationLow;
    private int protocol;
    private int sourcePort;
    private int destinationPort;

    /// Remembers who speaks on the wire: a packet out of a tunnel comes right after the one that it was in.
    @HotPath
    void remember(Packet p) {
        if (p.tunnelDepth != 0) return;
        outerNumber = p.number;
        sourceHigh = p.sourceHigh;
        sourceLow = p.sourceLow;
        destinationHigh = p.destinationHigh;
        destinationLow = p.destinationLow;
        protocol = p.protocol;
        sourcePort = p.sourcePort;
        destinationPort = p.destinationPort;
    }

    void describe(Slots alert, Packet p) {
        if (p.protocol == 1 || p.protocol == 58) {
            alert.set(AlertFields.ICMP_TYPE, p.icmpType).set(AlertFields.ICMP_CODE, p.icmpCode);
        }
        for (Object tag : VlanTags.of(p)) alert.add(AlertFields.VLANS, tag);
        if (p.data == null) {
            alert.set(AlertFields.PACKET_SOURCE, "stream (flow timeout)");
            return;
        }
        if (p.ethernetOffset >= 0 && p.ethernetOffset + 12 <= p.data.byteSize()) {
            alert.set(AlertFields.DESTINATION_MAC, mac(p, 0)).set(AlertFields.SOURCE_MAC, mac(p, 6));
        }
        if (p.tunnelDepth > 0) tunnel(alert, p);
        else alert.set(AlertFields.PACKET_SOURCE, p.rebuilt ? "defrag" : "wire/pcap");
    }

    /// What an IGMP message is (RFC 1112, 2236, 3376; RFC 3488 for RGMP), or null where there is none.
    static Slots igmp(Packet p) {
        if (p.protocol != 2 || p.data == null || p.transportOffset < 0 || p.transportHeaderBytes < 8) return null;
        int type = p.data.get(ValueLayout.JAVA_BYTE, p.transportOffset) & 0xff;
        if (type >= 0xfc && p.destinationLow == RGMP_GROUP) {
            return new Slots(RgmpFields.SCHEMA).set(RgmpFields.TYPE, type);
        }
        int response = p.data.get(ValueLayout.JAVA_BYTE, p.transportOffset + 1) & 0xff;
        Slots igmp = new Slots(IgmpFields.SCHEMA).set(IgmpFields.TYPE, type);
        int version =
                switch (type) {
                    // a query of version 3 is longer, one of version 1 leaves the response time at zero
                    case 0x11 -> p.transportHeaderBytes >= 12 ? 3 : response == 0 ? 1 : 2;
                    case 0x12 -> 1;
                    case 0x16, 0x17 -> 2;
                    case 0x22 -> 3;
                    default -> 0;
                };
        if (version > 0) igmp.set(IgmpFields.VERSION, version);
        if (version > 0 && type != 0x22) {
            byte[] group = new byte[4];
            MemorySegment.copy(p.data, ValueLayout.JAVA_BYTE, p.transportOffset + 4, group, 0, 4);
            igmp.set(IgmpFields.GROUP, Address.of(group).toString());
        }
        return igmp;
    }

    private static String mac(Packet p, int at) {
        byte[] bytes = new byte[6];
        MemorySegment.copy(p.data, ValueLayout.JAVA_BYTE, p.ethernetOffset + at, bytes, 0, 6);
        return MAC.formatHex(bytes);
    }

    /// The frame, or, where the packet was found inside of one, the packet.
    static void bytes(Slots alert, Packet p) {
        Bytes bytes = bytes(p);
        alert.set(AlertFields.PACKET, bytes.base64())
                .set(AlertFields.LINK_TYPE, bytes.linkType())
                .set(AlertFields.LINK_TYPE_NAME, bytes.linkTypeName());
    }

    /// A packet as EVE shows it.
    record Bytes(String base64, int linkType, String linkTypeName) {}

    static Bytes bytes(Packet p) {
        boolean inner = p.tunnelDepth > 0 && !p.rebuilt;
        long from = inner && p.ipOffset >= 0 ? p.ipOffset : p.frameOffset;
        long length = inner && p.ipOffset >= 0 ? p.ipTotalBytes : p.frameBytes;
        length = Math.max(0, Math.min(Math.min(length, 1 << 16), p.data.byteSize() - from));
        byte[] copy = new byte[(int) length];
        MemorySegment.copy(p.data, ValueLayout.JAVA_BYTE, from, copy, 0, copy.length);
        int linkType = inner ? RAW : p.linkType;
        return new Bytes(Base64.getEncoder().encodeToString(copy), linkType, linkTypeName(linkType));
    }

    /// Names of pcap's LINKTYPE_ registry.
    private static String linkTypeName(int linkType) {
        return switch (linkType) {
            case 0 -> "NULL";
            case 1 -> "EN10MB";
            case 9 -> "PPP";
            case 12, 14, 101 -> "RAW";
            case 51 -> "PPP_ETHER";
            case 104 -> "C_HDLC";
            case 108 -> "LOOP";
            case 113 -> "LINUX_SLL";
            case 228 -> "IPv4";
            case 229 -> "IPv6";
            case 276 -> "LINUX_SLL2";
            default -> Integer.toString(linkType);
        };
    }

    private void tunnel(Slots alert, Packet p) {
        alert.set(AlertFields.TUNNEL_DEPTH, p.tunnelDepth).set(AlertFields.PACKET_SOURCE, "tunnel");
        if (outerNumber != p.number) return;
        alert.set(AlertFields.TUNNEL_SOURCE, new Address(sourceHigh, sourceLow).toString())
                .set(AlertFields.TUNNEL_DESTINATION, new Address(destinationHigh, destinationLow).toString())
                .set(AlertFields.TUNNEL_PROTOCOL, EveJson.protocolName(protocol))
                .set(AlertFields.PACKET_SOURCE, source(protocol, destinationPort));
        if (protocol == 17 || protocol == 6) {
            alert.set(AlertFields.TUNNEL_SOURCE_PORT, sourcePort)
                    .set(AlertFields.TUNNEL_DESTINATION_PORT, destinationPort);
        }
    }

    private static String source(int protocol, int port) {
        return switch (protocol) {
            case 4 -> "ipv4 tunnel";
            case 41 -> "ipv6 tunnel";
            case 47 -> "gre tunnel";
            default ->
                switch (port) {
                    case 4789 -> "vxlan encapsulation";
                    case 6081 -> "geneve encapsulation";
                    case 3544 -> "teredo tunnel";
                    default -> "tunnel";
                };
        };
    }
}
