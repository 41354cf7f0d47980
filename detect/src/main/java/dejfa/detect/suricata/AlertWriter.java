package dejfa.detect.suricata;

import dejfa.api.Address;
import dejfa.api.AlertFields;
import dejfa.api.BodyWindow;
import dejfa.api.Direction;
import dejfa.api.Event;
import dejfa.api.Field;
import dejfa.api.FileTransfer;
import dejfa.api.FileinfoFields;
import dejfa.api.Flow;
import dejfa.api.FlowFields;
import dejfa.api.FrameFields;
import dejfa.api.Ids;
import dejfa.api.MetadataFields;
import dejfa.api.Packet;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.detect.suricata.engine.FrameView;
import dejfa.detect.suricata.engine.Inspection;
import dejfa.detect.suricata.engine.Match;
import dejfa.detect.suricata.match.Window;
import dejfa.detect.suricata.rule.CompiledRule;
import dejfa.detect.suricata.rule.FlowMemory;
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
    private final PacketContext context;
    private final boolean blocks;
    private final boolean withPayload;
    private final boolean withPrintable;
    private final boolean withPacket;
    private final boolean withVerdict;
    private final boolean withMetadata;
    private final boolean withReferences;
    private final boolean guesses;
    private final boolean withForwarded;
    private final boolean overwritesAddress;
    private final boolean firstForwarded;

    /// @param context outlives the rules: who speaks on the wire doesn't change with them
    AlertWriter(RuleSet rules, RuleEngine.Setup setup, PacketContext context) {
        this.rules = rules;
        this.context = context;
        this.setup = setup;
        RuleSettings settings = rules.settings();
        this.blocks = settings.isOn("stream.inline");
        Map<String, Object> options = settings.eveTypes().get("alert");
        this.withPayload = isOn(options, "payload");
        this.withPrintable = isOn(options, "payload-printable");
        this.withPacket = isOn(options, "packet");
        this.withVerdict = isOn(options, "verdict");
        this.withMetadata = options == null || options.get("metadata") == null || isOn(options, "metadata");
        this.withReferences = isOn(options, "reference");
        this.guesses = settings.isOn("detect.guess-applayer-tx");
        Map<?, ?> xff = options != null && options.get("xff") instanceof Map<?, ?> map ? map : Map.of();
        this.withForwarded = Boolean.TRUE.equals(xff.get("enabled")) || "yes".equals(xff.get("enabled"));
        this.overwritesAddress = "overwrite".equals(xff.get("mode"));
        this.firstForwarded = "forward".equals(xff.get("deployment"));
    }

    static boolean isOn(Map<String, Object> options, String name) {
        Object value = options == null ? null : options.get(name);
        return value != null && (value.equals(true) || value.equals("yes") || value.equals("true"));
    }

    /// To be called for each packet, whether rules match or not.
    void remember(Packet packet) {
        context.remember(packet);
    }

    private static void files(Slots alert, Transaction transaction, Direction direction, boolean storing) {
        for (FileTransfer file : transaction.files) {
            if (file.direction != direction) continue;
            Slots entry = new Slots(FileinfoFields.SCHEMA)
                    .set(FileinfoFields.FILENAME, file.name)
                    .set(FileinfoFields.GAPS, file.gaps)
                    .set(FileinfoFields.STATE, file.state == FileTransfer.State.OPEN ? "UNKNOWN" : file.state.name())
                    .set(FileinfoFields.MD5, file.md5)
                    .set(FileinfoFields.SHA1, file.sha1)
                    .set(FileinfoFields.SHA256, file.sha256)
                    .set(FileinfoFields.STORED, false)
                    .set(FileinfoFields.SIZE, file.body.totalBytes())
                    .set(FileinfoFields.TX_ID, transaction.id);
            if (storing) entry.set(FileinfoFields.STORING, true);
            alert.add(AlertFields.FILES, entry);
        }
    }

    /// Will the packet be blocked? Never as a bystander.
    boolean blocks(List<Match> matches) {
        return blocks
                && matches.stream().anyMatch(match -> match.rule().action().blocks());
    }

    Candidate write(Packet packet, Match match, Window payload, String verdict, int sequence) {
        CompiledRule rule = match.rule();
        Flow flow = packet.flow;
        Transaction transaction = match.transaction() != null ? match.transaction() : guess(flow, packet, rule);
        Slots alert = alert(packet, match);
        if (withVerdict) alert.set(AlertFields.VERDICT, verdict);
        if (showsPayload()) payload(alert, payload, match, packet);
        if (withPacket && packet.data != null) PacketContext.bytes(alert, packet);
        context.describe(alert, packet);
        if (transaction != null) files(alert, transaction, packet.direction, rule.storesFiles());
        List<Slots> related = new ArrayList<>(2);
        Slots igmp = PacketContext.igmp(packet);
        if (igmp != null) related.add(igmp);
        if (withMetadata) {
            if (transaction != null) related.add(shown(transaction).copy());
            if (flow != null) related.add(flow(flow));
            Slots told = told(match, flow);
            if (told != null) related.add(told);
        }
        if (match.frame() != null) related.add(frame(match.frame()));
        Address source = packet.ipVersion == 0 ? null : packet.sourceAddress();
        Address destination = packet.ipVersion == 0 ? null : packet.destinationAddress();
        Address forwarded = forwarded(transaction);
        if (forwarded != null && overwritesAddress) {
            if (packet.direction == Direction.TO_SERVER) source = forwarded;
            else destination = forwarded;
        } else if (forwarded != null) alert.set(AlertFields.FORWARDED_FOR, forwarded.toString());
        boolean ports = packet.protocol == 6 || packet.protocol == 17 || packet.protocol == 132;
        Event event = new Event(
                Ids.of(setup.inputIdentity(), packet.number, Ids.mix(rule.info().sid(), sequence)),
                packet.timeNs,
                setup.site(),
                setup.sensor(),
                setup.inputName().apply(packet.source),
                flow == null ? 0 : flow.id,
                source,
                ports ? packet.sourcePort : -1,
                destination,
                ports ? packet.destinationPort : -1,
                packet.ipVersion == 0 ? -1 : packet.protocol,
                packet.number,
                transaction == null ? -1 : transaction.id,
                flow == null ? null : flow.appProtocol,
                alert,
                related);
        return new Candidate(rule, event, match.notes().questions, packet.number, sequence);
    }

    /// Some protocols show a message in another form in alerts (EVE's dnp3): in their slot of that name.
    private static Slots shown(Transaction transaction) {
        dejfa.api.Field other = transaction.slots.schema().field("as_alerted");
        return other != null && transaction.slots.get(other) instanceof Slots form ? form : transaction.slots;
    }

    /// A match outside of transactions shows the one that a datagram of the rule's own protocol brought; elsewhere the
    /// only one that is open, where the operator asks for it.
    private Transaction guess(Flow flow, Packet packet, CompiledRule rule) {
        if (flow == null || flow.transactions == null) return null;
        List<Transaction> live = flow.transactions.live();
        if (flow.protocol == 17 && !rule.header().appProtocols().isEmpty()) {
            for (int i = live.size() - 1; i >= 0; i--) {
                Direction only = live.get(i).only;
                if (only == null || only == packet.direction) return live.get(i);
            }
        }
        return guesses && live.size() == 1 ? live.getFirst() : null;
    }

    /// The client that a proxy names in X-Forwarded-For; null where the operator doesn't ask, or it names none.
    private Address forwarded(Transaction transaction) {
        if (!withForwarded || transaction == null) return null;
        String text = transaction.slots.text("forwarded_for");
        if (text == null) return null;
        String[] names = text.split(",");
        try {
            return Address.parse(names[firstForwarded ? 0 : names.length - 1]);
        } catch (IllegalArgumentException e) {
            // What the header says is the sender's; without an address there is nothing to show.
            return null;
        }
    }

    Slots alert(Packet packet, Match match) {
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
        if (withMetadata && !info.metadata().isEmpty()) alert.set(AlertFields.METADATA, info.metadata());
        if (withReferences && !info.references().isEmpty()) alert.set(AlertFields.REFERENCES, info.references());
        if (packet.direction != null) {
            alert.set(AlertFields.DIRECTION, packet.direction == Direction.TO_SERVER ? "to_server" : "to_client");
        }
        if (!match.notes().context.isEmpty()) alert.set(AlertFields.CONTEXT, match.notes().context);
        if (match.inStream()) alert.set(AlertFields.STREAM, 1);
        return alert;
    }

    boolean showsPayload() {
        return withPayload || withPrintable;
    }

    private void payload(Slots alert, Window payload, Match match, Packet packet) {
        byte[] bytes = Arrays.copyOf(payload.data, Math.min(payload.length, MAX_PAYLOAD));
        if (match.inStream()) {
            BodyWindow shown = Inspection.stateOf(packet.flow).shown(packet.direction);
            bytes = Arrays.copyOfRange(shown.data(), Math.max(0, shown.length() - MAX_PAYLOAD), shown.length());
        } else alert.set(AlertFields.STREAM, 0);
        if (withPayload) alert.set(AlertFields.PAYLOAD, Base64.getEncoder().encodeToString(bytes));
        if (withPrintable) alert.set(AlertFields.PAYLOAD_PRINTABLE, printable(bytes));
    }

    /// As Suricata prints payloads: a dot for what is neither ASCII text nor the end of a line.
    private static byte[] printable(byte[] bytes) {
        byte[] text = bytes.clone();
        for (int i = 0; i < text.length; i++) {
            if ((text[i] < ' ' || text[i] > '~') && text[i] != '\n' && text[i] != '\r') text[i] = '.';
        }
        return text;
    }

    private static Slots frame(FrameView frame) {
        byte[] bytes = Arrays.copyOf(frame.payload(), Math.min(frame.payload().length, MAX_PAYLOAD - 1));
        Slots slots = new Slots(FrameFields.SCHEMA)
                .set(FrameFields.TYPE, frame.type())
                .set(FrameFields.FRAME_ID, frame.id())
                .set(FrameFields.DIRECTION, frame.direction() == Direction.TO_SERVER ? "toserver" : "toclient")
                .set(FrameFields.LENGTH, frame.length())
                .set(FrameFields.COMPLETE, (Object) frame.complete())
                .set(FrameFields.PAYLOAD, Base64.getEncoder().encodeToString(bytes))
                .set(FrameFields.PAYLOAD_PRINTABLE, printable(bytes));
        if (frame.streamOffset() >= 0) slots.set(FrameFields.STREAM_OFFSET, frame.streamOffset());
        if (frame.transactionId() >= 0) slots.set(FrameFields.TX_ID, frame.transactionId());
        return slots;
    }

    /// Flowbits, flowints and captured variables as they stand, or null where there are none.
    private Slots told(Match match, Flow flow) {
        Slots slots = new Slots(MetadataFields.SCHEMA);
        boolean any = false;
        if (flow != null && flow.ruleState instanceof FlowMemory memory) {
            List<String> bits = memory.names(rules.bitNames());
            for (String bit : bits) slots.add(MetadataFields.FLOWBITS, bit);
            Map<String, Object> numbers = memory.numbers(rules.numberNames());
            if (!numbers.isEmpty()) slots.set(MetadataFields.FLOWINTS, numbers);
            memory.variables().forEach((name, text) -> slots.add(MetadataFields.FLOWVARS, variable(name, text)));
            any = !bits.isEmpty() || !numbers.isEmpty() || !memory.variables().isEmpty();
        }
        Map<String, String> captured = match.notes().packetVariables;
        captured.forEach((name, text) -> slots.add(MetadataFields.PKTVARS, variable(name, text)));
        return any || !captured.isEmpty() ? slots : null;
    }

    private static Slots variable(String name, String text) {
        Field field = new Field("variable", "value", Field.Kind.TEXT, 0, null, 0, null, name, null, false);
        return new Slots(new Schema("variable", List.of(field))).set(field, (Object) text);
    }

    private static Slots flow(Flow flow) {
        return new Slots(FlowFields.SCHEMA)
                .set(FlowFields.PACKETS_TO_SERVER, flow.packetsToServer)
                .set(FlowFields.PACKETS_TO_CLIENT, flow.packetsToClient)
                .set(FlowFields.BYTES_TO_SERVER, flow.bytesToServer)
                .set(FlowFields.BYTES_TO_CLIENT, flow.bytesToClient)
                .set(FlowFields.CLIENT_ADDRESS, flow.client().toString())
                .set(FlowFields.SERVER_ADDRESS, flow.server().toString())
                .set(FlowFields.CLIENT_PORT, flow.clientPort)
                .set(FlowFields.SERVER_PORT, flow.serverPort)
                .set(FlowFields.START, dejfa.api.EveJson.time(flow.startNs))
                .set(FlowFields.HANDSHAKE, (Object) flow.handshakeSeen)
                .set(FlowFields.ANSWERED, (Object) flow.answered());
    }
}
