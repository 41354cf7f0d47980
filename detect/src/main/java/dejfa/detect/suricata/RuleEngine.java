package dejfa.detect.suricata;

import dejfa.api.Direction;
import dejfa.api.Event;
import dejfa.api.Flow;
import dejfa.api.Packet;
import dejfa.api.Slots;
import dejfa.api.StreamSink;
import dejfa.api.Transaction;
import dejfa.detect.suricata.engine.FlowState;
import dejfa.detect.suricata.engine.Inspection;
import dejfa.detect.suricata.engine.Match;
import dejfa.detect.suricata.rule.Action;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// Runs the rules over what one worker sees. In the order of the packets: stream bytes (as a [StreamSink]) and parser
/// updates first, then [#inspect(Packet, CandidateSink)]; [#end(Flow, CandidateSink)] when a flow ends.
public final class RuleEngine implements StreamSink, AutoCloseable {
    /// Alerts of one packet at most (`packet-alert-max`).
    private static final int MAX_ALERTS = 15;

    /// Who sees, and the names behind numbers.
    ///
    /// @param inputIdentity of the content, whatever the files are called
    /// @param inputName of [Packet#source]
    /// @param anomalyName of [Packet#anomalies]
    public record Setup(
            String site,
            String sensor,
            long inputIdentity,
            IntFunction<String> inputName,
            IntFunction<String> anomalyName) {}

    private final Setup setup;
    private final PacketContext context = new PacketContext();
    private final PacketEvents packetEvents;
    private final Packet ending = new Packet();
    private RuleSet rules;
    private Inspection inspection;
    private AlertWriter writer;
    private int maxAlerts;
    private boolean tellsPackets;
    private boolean tellsDrops;
    private boolean dropsShowAlerts;
    private boolean dropsShowVerdict;

    public RuleEngine(RuleSet rules, Setup setup) {
        this.setup = setup;
        this.packetEvents = new PacketEvents(setup);
        use(rules);
    }

    /// From the next packet on other rules are run; what flows remember goes on by [RuleSet#succeed(RuleSet)]. The old
    /// set is not touched by this worker any more.
    public void swap(RuleSet successor) {
        inspection.close();
        use(successor);
    }

    @Override
    public void close() {
        inspection.close();
    }

    private void use(RuleSet set) {
        rules = set;
        inspection =
                new Inspection(set.index(), setup.anomalyName(), set.settings().isOn("stream.inline"));
        writer = new AlertWriter(set, setup, context);
        Map<String, Object> drops = set.settings().eveTypes().get("drop");
        dropsShowVerdict = AlertWriter.isOn(drops, "verdict");
        tellsDrops = set.settings().eveTypes().containsKey("drop");
        dropsShowAlerts = AlertWriter.isOn(drops, "alerts");
        tellsPackets = AlertWriter.isOn(set.settings().eveTypes().get("alert"), "tagged-packets")
                && set.rules().stream().anyMatch(rule -> !rule.tags().isEmpty());
        String max = set.settings().setting("packet-alert-max", "");
        maxAlerts = max.matches("[0-9]{1,5}") && Integer.parseInt(max) > 0 ? Integer.parseInt(max) : MAX_ALERTS;
    }

    @Override
    public void bytes(
            Packet cause,
            Flow flow,
            Direction direction,
            MemorySegment bytes,
            long offset,
            int length,
            long streamOffset) {
        if (rules.rules().isEmpty()) return;
        FlowState state = Inspection.stateOf(flow);
        state.append(direction, bytes, offset, length, streamOffset);
        if (writer.showsPayload()) state.show(direction, bytes, offset, length);
    }

    @Override
    public void gap(Packet cause, Flow flow, Direction direction, int length, long streamOffset) {
        if (rules.rules().isEmpty()) return;
        Inspection.stateOf(flow).gap(direction, streamOffset + length);
        if (writer.showsPayload()) Inspection.stateOf(flow).showGap(direction, length);
    }

    @Override
    public void end(Packet cause, Flow flow, Direction direction) {
        // What is left is looked at with the packet itself, or when the flow ends.
    }

    /// To be called for each packet, after its stream bytes and parser updates.
    public void inspect(Packet packet, CandidateSink out) {
        if (rules.rules().isEmpty() || packet.flow != null && isPassed(packet.flow)) {
            forgetFrames(packet.flow);
            if (rules.rules().isEmpty()) return;
            writer.remember(packet);
        } else if (isDropped(packet.flow)) {
            writer.remember(packet);
            if (tellsDrops) drop(packet, "flow drop", null, out);
        } else {
            writer.remember(packet);
            decide(packet, inspection.inspect(packet, false), out);
        }
        if (tellsPackets && packet.data != null) out.accept(packetEvents.tagged(packet));
    }

    private void drop(Packet packet, String reason, Slots alert, CandidateSink out) {
        Event event = packetEvents.dropped(packet, reason, alert, dropsShowVerdict);
        out.accept(new Candidate(null, event, List.of(), packet.number, Integer.MAX_VALUE));
    }

    /// A rule has decided that nothing of the flow passes any more.
    public static boolean isDropped(Flow flow) {
        return flow != null && flow.ruleState instanceof FlowState state && state.dropped();
    }

    /// A config rule wants no events of the flow's transactions.
    public static boolean hushesTransactions(Flow flow) {
        return flow.ruleState instanceof FlowState state && state.transactionsHushed();
    }

    /// A config rule wants no event of the flow.
    public static boolean hushes(Flow flow) {
        return flow.ruleState instanceof FlowState state && state.flowHushed();
    }

    /// `pass` or `drop` where a rule decided so for the whole flow, else null.
    public static String actionOn(Flow flow) {
        if (isDropped(flow)) return "drop";
        return flow.ruleState instanceof FlowState state && state.passed() ? "pass" : null;
    }

    /// Has a pass rule, that is still there, taken the flow out of inspection?
    private boolean isPassed(Flow flow) {
        return flow.ruleState != null && inspection.adopted(flow).passed();
    }

    /// Nobody will look at them.
    private static void forgetFrames(Flow flow) {
        if (flow != null
                && flow.transactions != null
                && !flow.transactions.frames().isEmpty()) {
            flow.transactions.frames().clear();
        }
    }

    /// The flow is over: what is left of streams and transactions is looked at, in both directions.
    public void end(Flow flow, CandidateSink out) {
        if (rules.rules().isEmpty() || flow.ruleState == null && flow.transactions == null) return;
        if (isPassed(flow) || isDropped(flow)) return;
        for (Direction direction : Direction.values()) {
            standIn(flow, direction);
            decide(ending, inspection.inspect(ending, true), out);
        }
    }

    /// A transaction that the rules have seen whole can be forgotten.
    public static boolean inspected(Transaction transaction) {
        return Inspection.inspected(transaction);
    }

    /// No rule needs the transaction any more; without rules none ever does.
    public boolean isDoneWith(Transaction transaction) {
        return rules.rules().isEmpty() || inspected(transaction);
    }

    /// A packet without bytes in the flow's name.
    private void standIn(Flow flow, Direction direction) {
        boolean toServer = direction == Direction.TO_SERVER;
        ending.clear();
        ending.number = flow.ruleState instanceof FlowState state ? state.lastPacket() : flow.firstPacket;
        ending.timeNs = flow.lastNs;
        ending.source = flow.source;
        ending.partition = flow.partition;
        ending.flow = flow;
        ending.direction = direction;
        ending.ipVersion = flow.ipVersion;
        ending.protocol = flow.protocol;
        ending.sourceHigh = toServer ? flow.clientHigh : flow.serverHigh;
        ending.sourceLow = toServer ? flow.clientLow : flow.serverLow;
        ending.destinationHigh = toServer ? flow.serverHigh : flow.clientHigh;
        ending.destinationLow = toServer ? flow.serverLow : flow.clientLow;
        ending.sourcePort = toServer ? flow.clientPort : flow.serverPort;
        ending.destinationPort = toServer ? flow.serverPort : flow.clientPort;
        ending.established = flow.state != Flow.State.NEW || flow.handshakeSeen;
        ending.inStream = true;
    }

    private void decide(Packet packet, List<Match> found, CandidateSink out) {
        if (packet.flow != null && packet.flow.ruleState instanceof FlowState state) state.lastPacket(packet.number);
        if (found.isEmpty()) return;
        List<Match> matches = new ArrayList<>(found);
        matches.sort(Comparator.comparingInt(match -> match.rule().order()));
        int pass = passes(matches);
        if (pass >= 0) {
            pass(packet, matches.get(pass));
            matches.subList(pass + 1, matches.size()).clear();
        }
        boolean drops = pass < 0 && writer.blocks(matches);
        if (drops) dropFlow(packet, matches);
        String verdict = pass >= 0 ? "pass" : drops ? "drop" : "alert";
        int sequence = 0;
        for (Match match : matches) {
            if (sequence >= maxAlerts) break;
            if (match.rule().noAlert() && !changesShared(match)) continue;
            if (packet.flow != null && !match.rule().noAlert()) packet.flow.alerted = true;
            out.accept(writer.write(packet, match, inspection.payload(), verdict, sequence++));
        }
        if (drops && tellsDrops) drop(packet, "rules", dropsShowAlerts ? dropping(packet, matches) : null, out);
    }

    /// The alert of the rule that drops the packet.
    private Slots dropping(Packet packet, List<Match> matches) {
        for (Match match : matches) {
            if (match.rule().action().blocks()) return writer.alert(packet, match);
        }
        return null;
    }

    /// As with pass rules. What a threshold may take back drops packets, not flows.
    private static void dropFlow(Packet packet, List<Match> matches) {
        for (Match match : matches) {
            boolean counts =
                    match.rule().action().blocks() && match.rule().thresholds().isEmpty();
            if (counts && packet.flow != null && ofWholeFlow(match))
                Inspection.stateOf(packet.flow).drop();
        }
    }

    private static boolean ofWholeFlow(Match match) {
        boolean ofHeader =
                match.rule().packetTests().isEmpty() && match.rule().payload().isEmpty();
        return match.transaction() != null || match.inStream() || ofHeader;
    }

    /// What it changes is kept by the ordered stage.
    private static boolean changesShared(Match match) {
        return !match.rule().hostBits().isEmpty()
                || !match.rule().tags().isEmpty()
                || !match.notes().questions.isEmpty();
    }

    /// Place of the first pass rule: it ends the judgement of the packet.
    private static int passes(List<Match> matches) {
        for (int i = 0; i < matches.size(); i++) if (matches.get(i).rule().action() == Action.PASS) return i;
        return -1;
    }

    /// A pass rule that looked at header, stream or transaction frees the whole flow; others free the packet.
    private static void pass(Packet packet, Match match) {
        if (ofWholeFlow(match) && packet.flow != null)
            Inspection.stateOf(packet.flow).pass(match.rule().order());
    }
}
