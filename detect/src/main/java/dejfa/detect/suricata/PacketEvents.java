package dejfa.detect.suricata;

import dejfa.api.Direction;
import dejfa.api.DropFields;
import dejfa.api.Event;
import dejfa.api.Ids;
import dejfa.api.Packet;
import dejfa.api.PacketFields;
import dejfa.api.Slots;
import java.util.List;

/// Makes events of packets themselves: those that a tag may want told, those that would not pass.
final class PacketEvents {
    private static final int TAGGED = -1;
    private static final int DROPPED = -2;

    private final RuleEngine.Setup setup;

    PacketEvents(RuleEngine.Setup setup) {
        this.setup = setup;
    }

    /// For the ordered stage, which knows what is tagged.
    Candidate tagged(Packet p) {
        Slots slots = new Slots(PacketFields.SCHEMA)
                .set(PacketFields.WIRE_BYTES, p.wireBytes)
                .set(PacketFields.PACKET_SOURCE, p.rebuilt ? "defrag" : "wire/pcap");
        PacketContext.Bytes bytes = PacketContext.bytes(p);
        slots.set(PacketFields.PACKET, bytes.base64())
                .set(PacketFields.LINK_TYPE, bytes.linkType())
                .set(PacketFields.LINK_TYPE_NAME, bytes.linkTypeName());
        return new Candidate(null, event(p, slots, List.of(), TAGGED), List.of(), p.number, Integer.MAX_VALUE);
    }

    /// @param alert of the rule that dropped it, or null
    Event dropped(Packet p, String reason, Slots alert, boolean withVerdict) {
        Slots slots = new Slots(DropFields.SCHEMA).set(DropFields.LENGTH, p.ipTotalBytes);
        if (p.ipVersion == 4) {
            slots.set(DropFields.TOS, p.ipTos).set(DropFields.TTL, p.ipTtl).set(DropFields.IP_ID, p.ipId);
        } else if (p.ipVersion == 6) {
            slots.set(DropFields.TRAFFIC_CLASS, p.ipTos).set(DropFields.HOP_LIMIT, p.ipTtl);
        }
        switch (p.protocol) {
            case 6 -> tcp(p, slots);
            case 17 -> slots.set(DropFields.UDP_LENGTH, 8 + p.payloadBytes);
            case 1 -> slots.set(DropFields.ICMP_ID, p.icmpId).set(DropFields.ICMP_SEQUENCE, p.icmpSequence);
            default -> {}
        }
        slots.set(DropFields.REASON, reason);
        if (withVerdict) slots.set(DropFields.VERDICT, "drop");
        if (p.direction != null) {
            slots.set(DropFields.DIRECTION, p.direction == Direction.TO_SERVER ? "to_server" : "to_client");
        }
        return event(p, slots, alert == null ? List.of() : List.of(alert), DROPPED);
    }

    private static void tcp(Packet p, Slots slots) {
        slots.set(DropFields.SEQUENCE, p.tcpSequence)
                .set(DropFields.ACKNOWLEDGMENT, p.tcpAcknowledgment)
                .set(DropFields.WINDOW, p.tcpWindow)
                .set(DropFields.SYN, (Object) ((p.tcpFlags & 2) != 0))
                .set(DropFields.ACK, (Object) ((p.tcpFlags & 16) != 0))
                .set(DropFields.PSH, (Object) ((p.tcpFlags & 8) != 0))
                .set(DropFields.RST, (Object) ((p.tcpFlags & 4) != 0))
                .set(DropFields.URG, (Object) ((p.tcpFlags & 32) != 0))
                .set(DropFields.FIN, (Object) ((p.tcpFlags & 1) != 0))
                .set(DropFields.TCP_RESERVED, 0)
                .set(DropFields.URGENT_POINTER, p.tcpUrgent);
    }

    private Event event(Packet p, Slots slots, List<Slots> related, int kind) {
        boolean ports = p.protocol == 6 || p.protocol == 17 || p.protocol == 132;
        String input = setup.inputName().apply(p.source);
        return new Event(
                Ids.of(setup.inputIdentity(), p.number, Ids.mix(kind, p.tunnelDepth)),
                p.timeNs,
                setup.site(),
                setup.sensor(),
                input,
                p.flow == null ? 0 : p.flow.id,
                p.ipVersion == 0 ? null : p.sourceAddress(),
                ports ? p.sourcePort : -1,
                p.ipVersion == 0 ? null : p.destinationAddress(),
                ports ? p.destinationPort : -1,
                p.ipVersion == 0 ? -1 : p.protocol,
                p.number,
                -1,
                null,
                slots,
                related);
    }
}
