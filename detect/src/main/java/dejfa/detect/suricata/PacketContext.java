package dejfa.detect.suricata;

import dejfa.api.Address;
import dejfa.api.AlertFields;
import dejfa.api.Packet;
import dejfa.api.Slots;
import dejfa.detect.suricata.match.VlanTags;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.HexFormat;

/// What an alert says of the packet it stands on: link layer, VLANs, tunnel, ICMP.
final class PacketContext {
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final HexFormat MAC = HexFormat.ofDelimiter(":");
    /// pcap's LINKTYPE_RAW: what comes out of a tunnel or of fragments has no link layer.
    private static final int RAW = 12;

    private PacketContext() {}

    static void describe(Slots alert, Packet p) {
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

    private static String mac(Packet p, int at) {
        byte[] bytes = new byte[6];
        MemorySegment.copy(p.data, ValueLayout.JAVA_BYTE, p.ethernetOffset + at, bytes, 0, 6);
        return MAC.formatHex(bytes);
    }

    /// The frame, or, where the packet was found inside of one, the packet.
    static void bytes(Slots alert, Packet p) {
        boolean inner = p.tunnelDepth > 0 || p.rebuilt;
        long from = inner && p.ipOffset >= 0 ? p.ipOffset : p.frameOffset;
        long length = inner && p.ipOffset >= 0 ? p.ipTotalBytes : p.frameBytes;
        length = Math.max(0, Math.min(Math.min(length, 1 << 16), p.data.byteSize() - from));
        byte[] copy = new byte[(int) length];
        MemorySegment.copy(p.data, ValueLayout.JAVA_BYTE, from, copy, 0, copy.length);
        int linkType = inner ? RAW : p.linkType;
        alert.set(AlertFields.PACKET, Base64.getEncoder().encodeToString(copy))
                .set(AlertFields.LINK_TYPE, linkType)
                .set(AlertFields.LINK_TYPE_NAME, linkTypeName(linkType));
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

    /// The ends of the outermost tunnel, read from the frame anew: the decoder has gone past them.
    private static void tunnel(Slots alert, Packet p) {
        alert.set(AlertFields.TUNNEL_DEPTH, p.tunnelDepth).set(AlertFields.PACKET_SOURCE, "tunnel");
        long ip = outerIp(p);
        if (ip < 0) return;
        int version = (p.data.get(ValueLayout.JAVA_BYTE, ip) & 0xff) >> 4;
        boolean v4 = version == 4;
        long end = p.data.byteSize();
        if (!v4 && version != 6 || ip + (v4 ? 20 : 40) + 4 > end) return;
        int protocol = p.data.get(ValueLayout.JAVA_BYTE, ip + (v4 ? 9 : 6)) & 0xff;
        long transport = ip + (v4 ? (p.data.get(ValueLayout.JAVA_BYTE, ip) & 15) * 4L : 40);
        alert.set(AlertFields.TUNNEL_SOURCE, address(p, ip + (v4 ? 12 : 8), v4))
                .set(AlertFields.TUNNEL_DESTINATION, address(p, ip + (v4 ? 16 : 24), v4))
                .set(AlertFields.TUNNEL_PROTOCOL, dejfa.api.EveJson.protocolName(protocol));
        int port = 0;
        if ((protocol == 17 || protocol == 6) && transport + 4 <= end) {
            port = Short.toUnsignedInt(p.data.get(U16, transport + 2));
            alert.set(AlertFields.TUNNEL_SOURCE_PORT, Short.toUnsignedInt(p.data.get(U16, transport)))
                    .set(AlertFields.TUNNEL_DESTINATION_PORT, port);
        }
        alert.set(AlertFields.PACKET_SOURCE, source(protocol, port));
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

    private static long outerIp(Packet p) {
        long end = p.data.byteSize();
        long at = p.frameOffset;
        if (p.frameBytes < 24 || at < 0) return -1;
        switch (p.linkType) {
            case 12, 14, 101, 228, 229 -> {
                return at;
            }
            case 1 -> {
                at += 12;
                for (int tags = 0; tags < 4 && at + 2 <= end; tags++) {
                    int type = Short.toUnsignedInt(p.data.get(U16, at));
                    if (type == 0x0800 || type == 0x86dd) return at + 2;
                    if (type != 0x8100 && type != 0x88a8) return -1;
                    at += 4;
                }
                return -1;
            }
            case 113 -> {
                return at + 16;
            }
            default -> {
                return -1;
            }
        }
    }

    private static String address(Packet p, long at, boolean v4) {
        byte[] bytes = new byte[v4 ? 4 : 16];
        MemorySegment.copy(p.data, ValueLayout.JAVA_BYTE, at, bytes, 0, bytes.length);
        return Address.of(bytes).toString();
    }
}
