package dejfa.detect.suricata.rule;

import dejfa.api.HotPath;
import dejfa.api.Packet;
import java.util.List;

/// What a rule's header asks of a packet.
///
/// @param appProtocols names of which one must be spoken on the flow; empty where the header names none
public record HeaderTest(
        Transport transport,
        List<String> appProtocols,
        AddressSet source,
        PortSet sourcePorts,
        Arrow arrow,
        AddressSet destination,
        PortSet destinationPorts) {
    /// Which way the addresses are read.
    public enum Arrow {
        ONE_WAY,
        BOTH_WAYS,
        /// `=>`: request and answer of one transaction
        TRANSACTION
    }

    /// The transport that a header names.
    public enum Transport {
        /// any packet, with or without IP
        PACKET(-2),
        IP(-1),
        IP_V4(-1),
        IP_V6(-1),
        TCP(6),
        TCP_PACKET(6),
        TCP_STREAM(6),
        UDP(17),
        SCTP(132),
        ICMP(1),
        ICMP_V4(1),
        ICMP_V6(58),
        IGMP(2),
        ESP(50),
        GRE(47),
        AH(51),
        ARP(-2),
        ETHER(-2),
        /// an app-layer protocol over TCP or UDP
        ANY_APPLICATION(-1);

        final int number;

        Transport(int number) {
            this.number = number;
        }
    }

    private static final int ARP_TYPE = 0x0806;

    /// The same question to a packet: without the protocols of applications, which are a question to its flow.
    public HeaderTest ofPackets() {
        if (appProtocols.isEmpty()) return this;
        return new HeaderTest(transport, List.of(), source, sourcePorts, arrow, destination, destinationPorts);
    }

    @HotPath
    public boolean holds(Packet packet) {
        if (!transportHolds(packet)) return false;
        if (packet.ipVersion == 0) return noAddressesWanted();
        if (direct(packet)) return true;
        return arrow != Arrow.ONE_WAY && reversed(packet);
    }

    private boolean noAddressesWanted() {
        return source.isAny() && destination.isAny() && sourcePorts.isAny() && destinationPorts.isAny();
    }

    private boolean direct(Packet p) {
        // Ports first: a bit is cheaper than a search.
        return portsHold(p, p.sourcePort, p.destinationPort)
                && (source.isAny() || source.contains(p.sourceHigh, p.sourceLow))
                && (destination.isAny() || destination.contains(p.destinationHigh, p.destinationLow));
    }

    private boolean reversed(Packet p) {
        return portsHold(p, p.destinationPort, p.sourcePort)
                && (source.isAny() || source.contains(p.destinationHigh, p.destinationLow))
                && (destination.isAny() || destination.contains(p.sourceHigh, p.sourceLow));
    }

    private boolean portsHold(Packet p, int from, int to) {
        if (sourcePorts.isAny() && destinationPorts.isAny()) return true;
        // Ports are of TCP, UDP and SCTP; a rule that names ports matches nothing else.
        if (p.protocol != 6 && p.protocol != 17 && p.protocol != 132) return false;
        return sourcePorts.contains(from) && destinationPorts.contains(to);
    }

    private boolean transportHolds(Packet p) {
        return switch (transport) {
            case PACKET -> true;
            case ETHER -> p.ethernetOffset >= 0;
            case ARP -> p.etherType == ARP_TYPE;
            case IP, ANY_APPLICATION -> p.ipVersion != 0;
            case IP_V4 -> p.ipVersion == 4;
            case IP_V6 -> p.ipVersion == 6;
            case ICMP -> p.protocol == 1 || p.protocol == 58;
            case ICMP_V4, ICMP_V6, TCP, TCP_PACKET, TCP_STREAM, UDP, SCTP, IGMP, ESP, GRE, AH ->
                p.protocol == transport.number;
        };
    }
}
