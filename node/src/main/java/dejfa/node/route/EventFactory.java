package dejfa.node.route;

import dejfa.api.Address;
import dejfa.api.AnomalyFields;
import dejfa.api.Direction;
import dejfa.api.Event;
import dejfa.api.FileTransfer;
import dejfa.api.FileinfoFields;
import dejfa.api.Flow;
import dejfa.api.FlowFields;
import dejfa.api.HeadFields;
import dejfa.api.Ids;
import dejfa.api.Moment;
import dejfa.api.Packet;
import dejfa.api.Slots;
import dejfa.api.TcpFields;
import dejfa.api.Transaction;
import dejfa.decode.CommunityId;
import dejfa.decode.packet.PacketDecoder;
import dejfa.detect.suricata.RuleEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/// Makes events of flows, transactions, files and anomalies. One per worker; ids depend on packet and partition
/// alone, not on what else the worker does.
final class EventFactory {
    /// Protocols of which each message, or each exchange that the server opens, is an event of its own: told in the
    /// direction it went.
    private static final Set<String> ANSWERS = Set.of("dhcp", "dns", "llmnr", "mdns", "mqtt", "sip", "tftp");

    /// Protocols whose whole transactions are told as the server's.
    private static final Set<String> TOLD_BY_REPLY = Set.of("nfs");

    /// by ordinal of [Flow.State]
    private static final String[] STATES = Arrays.stream(Flow.State.values())
            .map(state -> state.name().toLowerCase(Locale.ROOT))
            .toArray(String[]::new);

    /// TCP's flags as two hex digits
    private static final String[] FLAGS = IntStream.range(0, 256)
            .mapToObj(flags -> HexFormat.of().toHexDigits((byte) flags))
            .toArray(String[]::new);

    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final String site;
    private final String sensor;
    private final List<String> inputs;
    private final long identity;
    private final long[] keys = new long[PacketDecoder.PARTITIONS];
    private final int[] sequences = new int[PacketDecoder.PARTITIONS];
    private int partition;

    EventFactory(String site, String sensor, List<String> inputs, long identity) {
        this.site = site;
        this.sensor = sensor;
        this.inputs = inputs;
        this.identity = identity;
    }

    /// What the events that follow belong to.
    ///
    /// @param key the place of the packet, or of the timers before a batch, in the order of emission
    void at(long key, int partitionOfKey) {
        partition = partitionOfKey;
        if (keys[partition] == key) return;
        keys[partition] = key;
        sequences[partition] = 0;
    }

    private long id() {
        return Ids.of(identity, keys[partition], (long) partition << 32 | sequences[partition]++);
    }

    Event flow(Flow flow) {
        Slots slots = new Slots(FlowFields.SCHEMA)
                .set(FlowFields.PACKETS_TO_SERVER, flow.packetsToServer)
                .set(FlowFields.PACKETS_TO_CLIENT, flow.packetsToClient)
                .set(FlowFields.BYTES_TO_SERVER, flow.bytesToServer)
                .set(FlowFields.BYTES_TO_CLIENT, flow.bytesToClient)
                .set(FlowFields.START, new Moment(flow.startNs))
                .set(FlowFields.END, new Moment(flow.lastNs))
                .set(FlowFields.AGE, flow.lastNs / NS_PER_SECOND - flow.startNs / NS_PER_SECOND)
                .set(FlowFields.STATE, STATES[flow.state.ordinal()])
                .set(FlowFields.REASON, flow.endReason)
                .set(FlowFields.ALERTED, (Object) flow.alerted)
                .set(FlowFields.START_NS, flow.startNs)
                .set(FlowFields.HANDSHAKE, (Object) flow.handshakeSeen)
                .set(FlowFields.ANSWERED, (Object) flow.answered());
        Address client = flow.client();
        Address server = flow.server();
        slots.set(
                FlowFields.COMMUNITY_ID,
                CommunityId.v1(0, client, server, flow.protocol, flow.clientPort, flow.serverPort));
        if (differs(flow.appProtocolToServer, flow)) slots.set(FlowFields.PROTOCOL_TO_SERVER, flow.appProtocolToServer);
        if (differs(flow.appProtocolToClient, flow)) slots.set(FlowFields.PROTOCOL_TO_CLIENT, flow.appProtocolToClient);
        slots.set(FlowFields.ACTION, RuleEngine.actionOn(flow));
        slots.set(FlowFields.APP_PROTOCOL_ORIGINAL, flow.appProtocolOriginal);
        if (Shedding.isShed(flow)) slots.set(FlowFields.BYPASS, "local");
        List<Slots> related = flow.protocol == 6
                ? List.of(tcp(flow))
                : flow.protocol == 1 || flow.protocol == 58 ? List.of(icmp(flow)) : List.of();
        return event(flow, flow.lastNs, 0, -1, flow.appProtocol, Direction.TO_SERVER, slots, related);
    }

    private static boolean differs(String protocol, Flow flow) {
        return protocol != null && !protocol.equals(flow.appProtocol);
    }

    private static Slots icmp(Flow flow) {
        Slots head = new Slots(HeadFields.SCHEMA);
        if (flow.icmpToServer >= 0) {
            head.set(HeadFields.ICMP_TYPE, flow.icmpToServer >> 8).set(HeadFields.ICMP_CODE, flow.icmpToServer & 255);
        }
        if (flow.icmpToClient >= 0) {
            head.set(HeadFields.RESPONSE_ICMP_TYPE, flow.icmpToClient >> 8)
                    .set(HeadFields.RESPONSE_ICMP_CODE, flow.icmpToClient & 255);
        }
        return head;
    }

    /// The flow's tags, outermost first, or null where it has none.
    private static Slots vlans(int count, int outer, int inner, int third) {
        if (count == 0) return null;
        Slots head = new Slots(HeadFields.SCHEMA).add(HeadFields.VLANS, (long) outer);
        if (count > 1) head.add(HeadFields.VLANS, (long) inner);
        if (count > 2) head.add(HeadFields.VLANS, (long) third);
        return head;
    }

    private static List<Slots> with(List<Slots> related, Slots more) {
        if (more == null) return related;
        List<Slots> all = new ArrayList<>(related);
        all.add(more);
        return all;
    }

    /// An ARP packet of Ethernet and IPv4 (RFC 826), or null where it is another or cut.
    Event arp(Packet packet) {
        Slots slots = ArpReader.read(packet);
        if (slots == null) return null;
        Slots vlans = vlans(packet.vlanCount, packet.vlanOuter, packet.vlanInner, packet.vlanThird);
        return packetEvent(packet, slots, vlans);
    }

    private static Slots tcp(Flow flow) {
        int all = flow.tcpFlagsToServer | flow.tcpFlagsToClient;
        Slots slots = new Slots(TcpFields.SCHEMA)
                .set(TcpFields.FLAGS, hex(all))
                .set(TcpFields.FLAGS_TO_SERVER, hex(flow.tcpFlagsToServer))
                .set(TcpFields.FLAGS_TO_CLIENT, hex(flow.tcpFlagsToClient))
                .set(TcpFields.STATE, flow.tcpState);
        if ((all & 2) != 0) slots.set(TcpFields.SYN, true);
        if ((all & 1) != 0) slots.set(TcpFields.FIN, true);
        if ((all & 4) != 0) slots.set(TcpFields.RST, true);
        if ((all & 8) != 0) slots.set(TcpFields.PSH, true);
        if ((all & 16) != 0) slots.set(TcpFields.ACK, true);
        return slots;
    }

    private static String hex(int flags) {
        return flags < FLAGS.length
                ? FLAGS[flags]
                : Integer.toHexString(0x100 | flags).substring(1);
    }

    Event transaction(Flow flow, Transaction transaction, long timeNs, long number) {
        boolean answer = transaction.only == Direction.TO_CLIENT && ANSWERS.contains(transaction.protocol())
                || TOLD_BY_REPLY.contains(transaction.protocol());
        Direction direction = answer ? Direction.TO_CLIENT : Direction.TO_SERVER;
        return event(flow, timeNs, number, transaction.id, null, direction, transaction.slots.copy(), List.of());
    }

    Event file(Flow flow, Transaction transaction, FileTransfer file, long timeNs, long number) {
        Slots slots = new Slots(FileinfoFields.SCHEMA)
                .set(FileinfoFields.FILENAME, file.name)
                .set(FileinfoFields.GAPS, (Object) file.gaps)
                .set(FileinfoFields.STATE, file.state.name())
                .set(FileinfoFields.MD5, file.md5)
                .set(FileinfoFields.SHA1, file.sha1)
                .set(FileinfoFields.SHA256, file.sha256)
                .set(FileinfoFields.STORED, (Object) false)
                .set(FileinfoFields.SIZE, file.body.totalBytes())
                .set(FileinfoFields.TX_ID, transaction.id);
        return event(
                flow,
                timeNs,
                number,
                transaction.id,
                flow.appProtocol,
                file.direction,
                slots,
                // The transaction goes on while the ordered stage writes this event.
                List.of(transaction.slots.copy()));
    }

    /// What a parser complains of.
    ///
    /// @param protocol whose parser it is
    /// @param layer `proto_detect` or `proto_parser`
    Event anomaly(Flow flow, String protocol, String name, String layer, long txId, long timeNs, long number) {
        Slots slots = new Slots(AnomalyFields.SCHEMA)
                .set(AnomalyFields.TYPE, "applayer")
                // Suricata shows HTTP's as its library spells them.
                .set(AnomalyFields.EVENT, protocol.equals("http") ? name.toUpperCase(Locale.ROOT) : name)
                .set(AnomalyFields.LAYER, layer)
                .set(AnomalyFields.APP_PROTOCOL, protocol);
        return event(flow, timeNs, number, txId, flow.appProtocol, Direction.TO_SERVER, slots, List.of());
    }

    Event packetAnomaly(Packet packet, String type, String name) {
        Slots slots =
                new Slots(AnomalyFields.SCHEMA).set(AnomalyFields.TYPE, type).set(AnomalyFields.EVENT, name);
        return packetEvent(
                packet, slots, vlans(packet.vlanCount, packet.vlanOuter, packet.vlanInner, packet.vlanThird));
    }

    private Event packetEvent(Packet packet, Slots slots, Slots head) {
        boolean ports = packet.protocol == 6 || packet.protocol == 17 || packet.protocol == 132;
        return new Event(
                id(),
                packet.timeNs,
                site,
                sensor,
                inputs.get(packet.source),
                packet.flow == null ? 0 : packet.flow.id,
                packet.ipVersion == 0 ? null : packet.sourceAddress(),
                ports ? packet.sourcePort : -1,
                packet.ipVersion == 0 ? null : packet.destinationAddress(),
                ports ? packet.destinationPort : -1,
                packet.protocol,
                packet.number,
                -1,
                null,
                slots,
                with(List.of(), head));
    }

    private Event event(
            Flow flow,
            long timeNs,
            long number,
            long txId,
            String appProtocol,
            Direction direction,
            Slots slots,
            List<Slots> related) {
        boolean forward = direction == Direction.TO_SERVER;
        boolean ports = flow.protocol == 6 || flow.protocol == 17 || flow.protocol == 132;
        int from = forward ? flow.clientPort : flow.serverPort;
        int to = forward ? flow.serverPort : flow.clientPort;
        return new Event(
                id(),
                timeNs,
                site,
                sensor,
                inputs.get(flow.source),
                flow.id,
                forward ? flow.client() : flow.server(),
                ports ? from : -1,
                forward ? flow.server() : flow.client(),
                ports ? to : -1,
                flow.protocol,
                number,
                txId,
                appProtocol,
                slots,
                with(related, vlans(flow.vlanCount, flow.vlanOuter, flow.vlanInner, flow.vlanThird)));
    }
}
