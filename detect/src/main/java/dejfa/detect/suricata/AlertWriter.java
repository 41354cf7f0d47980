package dejfa.detect.suricata;

import dejfa.api.AlertFields;
import dejfa.api.Direction;
import dejfa.api.Event;
import dejfa.api.Flow;
import dejfa.api.FlowFields;
import dejfa.api.Ids;
import dejfa.api.Packet;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.detect.suricata.engine.Match;
import dejfa.detect.suricata.match.Window;
import dejfa.detect.suricata.rule.CompiledRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Writes a match as an `alert` event.
final class AlertWriter {
    /// Payload bytes that an alert carries at most.
    private static final int MAX_PAYLOAD = 4096;

    private final RuleSet rules;
    private final RuleEngine.Setup setup;
    private final boolean blocks;
    private final boolean withPayload;
    private final boolean withPrintable;
    private final boolean withPacket;

    AlertWriter(RuleSet rules, RuleEngine.Setup setup) {
        this.rules = rules;
        this.setup = setup;
        RuleSettings settings = rules.settings();
        this.blocks = settings.isOn("stream.inline");
        Map<String, Object> options = settings.eveTypes().get("alert");
        this.withPayload = isOn(options, "payload");
        this.withPrintable = isOn(options, "payload-printable");
        this.withPacket = isOn(options, "packet");
    }

    private static boolean isOn(Map<String, Object> options, String name) {
        Object value = options == null ? null : options.get(name);
        return value != null && (value.equals(true) || value.equals("yes") || value.equals("true"));
    }

    Candidate write(Packet packet, Match match, Window payload, int sequence) {
        CompiledRule rule = match.rule();
        Flow flow = packet.flow;
        Slots alert = alert(packet, match);
        if (withPayload || withPrintable) payload(alert, payload);
        if (withPacket && packet.data != null) packet(alert, packet);
        List<Slots> related = new ArrayList<>(2);
        if (match.transaction() != null) related.add(match.transaction().slots);
        if (flow != null) related.add(flow(flow));
        Transaction transaction = match.transaction();
        boolean ports = packet.protocol == 6 || packet.protocol == 17 || packet.protocol == 132;
        Event event = new Event(
                Ids.of(
                        Ids.of(setup.inputName().apply(packet.source)),
                        packet.number,
                        Ids.mix(rule.info().sid(), sequence)),
                packet.timeNs,
                setup.site(),
                setup.sensor(),
                setup.inputName().apply(packet.source),
                flow == null ? 0 : flow.id,
                packet.ipVersion == 0 ? null : packet.sourceAddress(),
                ports ? packet.sourcePort : -1,
                packet.ipVersion == 0 ? null : packet.destinationAddress(),
                ports ? packet.destinationPort : -1,
                packet.ipVersion == 0 ? -1 : packet.protocol,
                packet.number,
                transaction == null ? -1 : transaction.id,
                flow == null ? null : flow.appProtocol,
                alert,
                related);
        return new Candidate(rule, event, packet.number, sequence);
    }

    private Slots alert(Packet packet, Match match) {
        CompiledRule rule = match.rule();
        CompiledRule.Info info = rule.info();
        Slots alert = new Slots(AlertFields.SCHEMA)
                .set(AlertFields.ACTION, blocks && rule.action().blocks() ? "blocked" : "allowed")
                .set(AlertFields.GID, info.gid())
                .set(AlertFields.SIGNATURE_ID, info.sid())
                .set(AlertFields.REVISION, info.revision())
                .set(AlertFields.SIGNATURE, info.message())
                .set(AlertFields.CATEGORY, info.category())
                .set(AlertFields.SEVERITY, info.severity());
        if (!info.metadata().isEmpty()) alert.set(AlertFields.METADATA, info.metadata());
        if (!info.references().isEmpty()) alert.set(AlertFields.REFERENCES, info.references());
        if (packet.direction != null) {
            alert.set(AlertFields.DIRECTION, packet.direction == Direction.TO_SERVER ? "to_server" : "to_client");
        }
        if (match.inStream()) alert.set(AlertFields.STREAM, 1);
        return alert;
    }

    private void payload(Slots alert, Window payload) {
        byte[] bytes = Arrays.copyOf(payload.data, Math.min(payload.length, MAX_PAYLOAD));
        if (withPayload) alert.set(AlertFields.PAYLOAD, Base64.getEncoder().encodeToString(bytes));
        if (withPrintable) alert.set(AlertFields.PAYLOAD_PRINTABLE, bytes);
    }

    private static void packet(Slots alert, Packet packet) {
        byte[] frame = new byte[Math.min(packet.frameBytes, 1 << 16)];
        java.lang.foreign.MemorySegment.copy(
                packet.data, java.lang.foreign.ValueLayout.JAVA_BYTE, packet.frameOffset, frame, 0, frame.length);
        alert.set(AlertFields.PACKET, Base64.getEncoder().encodeToString(frame));
        alert.set(AlertFields.LINK_TYPE, packet.linkType);
    }

    private static Slots flow(Flow flow) {
        return new Slots(FlowFields.SCHEMA)
                .set(FlowFields.PACKETS_TO_SERVER, flow.packetsToServer)
                .set(FlowFields.PACKETS_TO_CLIENT, flow.packetsToClient)
                .set(FlowFields.BYTES_TO_SERVER, flow.bytesToServer)
                .set(FlowFields.BYTES_TO_CLIENT, flow.bytesToClient)
                .set(FlowFields.START, dejfa.api.EveJson.time(flow.startNs));
    }
}
