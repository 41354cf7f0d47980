package dejfa.node.route;

import dejfa.api.Address;
import dejfa.api.ArpFields;
import dejfa.api.Packet;
import dejfa.api.Slots;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.HexFormat;

/// What an ARP packet says (RFC 826), for its event.
final class ArpReader {
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final HexFormat MAC = HexFormat.ofDelimiter(":");
    /// of Ethernet and IPv4
    private static final int BYTES = 28;

    private ArpReader() {}

    /// Null where it is not of Ethernet and IPv4, or cut.
    static Slots read(Packet packet) {
        long at = packet.payloadOffset;
        if (at < 0 || packet.data == null || at + BYTES > packet.data.byteSize()) return null;
        byte[] bytes = new byte[BYTES];
        MemorySegment.copy(packet.data, ValueLayout.JAVA_BYTE, at, bytes, 0, BYTES);
        MemorySegment arp = MemorySegment.ofArray(bytes);
        if (arp.get(U16, 0) != 1 || arp.get(U16, 2) != 0x0800 || bytes[4] != 6 || bytes[5] != 4) return null;
        int operation = Short.toUnsignedInt(arp.get(U16, 6));
        return new Slots(ArpFields.SCHEMA)
                .set(ArpFields.HARDWARE, "ethernet")
                .set(ArpFields.PROTOCOL, "ipv4")
                .set(ArpFields.OPERATION, operation(operation))
                .set(ArpFields.SOURCE_MAC, MAC.formatHex(bytes, 8, 14))
                .set(ArpFields.SOURCE_ADDRESS, address(bytes, 14))
                .set(ArpFields.DESTINATION_MAC, MAC.formatHex(bytes, 18, 24))
                .set(ArpFields.DESTINATION_ADDRESS, address(bytes, 24));
    }

    private static String address(byte[] bytes, int from) {
        return Address.of(new byte[] {bytes[from], bytes[from + 1], bytes[from + 2], bytes[from + 3]})
                .toString();
    }

    /// IANA, ARP operation codes.
    private static String operation(int code) {
        return switch (code) {
            case 1 -> "request";
            case 2 -> "reply";
            case 3 -> "request_reverse";
            case 4 -> "reply_reverse";
            case 8 -> "inarp_request";
            case 9 -> "inarp_reply";
            case 10 -> "arp_nak";
            default -> Integer.toString(code);
        };
    }
}
