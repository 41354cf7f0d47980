package dejfa.detect.suricata;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.Packet;
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
import java.util.function.IntFunction;

/// Runs the rules over what one worker sees. In the order of the packets: stream bytes (as a [StreamSink]) and parser
/// updates first, then [#inspect(Packet, CandidateSink)]; [#end(Flow, CandidateSink)] when a flow ends.
public final class RuleEngine implements StreamSink, AutoCloseable {
    /// Alerts of one packet at most (`packet-alert-max`).
    private static final int MAX_ALERTS = 15;

    /// Who sees, and the names behind numbers.
    ///
    /// @param inputName of [Packet#source]
    /// @param anomalyName of [Packet#anomalies]
    public record Setup(String site, String sensor, IntFunction<String> inputName, IntFunction<String> anomalyName) {}

    private final Setup setup;
    private final PacketContext context = new PacketContext();
    private final Packet ending = new Packet();
    private RuleSet rules;
    private Inspection inspection;
    private AlertWriter writer;
    private int maxAlerts;

    public RuleEngine(RuleSet rules, Setup setup) {
        this.setup = setup;
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
            return;
        }
        writer.remember(packet);
        decide(packet, inspection.inspect(packet, false), out);
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
        if (isPassed(flow)) return;
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
        String verdict = pass >= 0 ? "pass" : writer.blocks(matches) ? "drop" : "alert";
        int sequence = 0;
        for (Match match : matches) {
            if (sequence >= maxAlerts) return;
            if (match.rule().noAlert() && !changesShared(match)) continue;
            if (packet.flow != null && !match.rule().noAlert()) packet.flow.alerted = true;
            out.accept(writer.write(packet, match, inspection.payload(), verdict, sequence++));
        }
    }

    /// What it changes is kept by the ordered stage.
    private static boolean changesShared(Match match) {
        return !match.rule().hostBits().isEmpty() || !match.notes().questions.isEmpty();
    }

    /// Place of the first pass rule: it ends the judgement of the packet.
    private static int passes(List<Match> matches) {
        for (int i = 0; i < matches.size(); i++) if (matches.get(i).rule().action() == Action.PASS) return i;
        return -1;
    }

    /// A pass rule that looked at header, stream or transaction frees the whole flow; others free the packet.
    private static void pass(Packet packet, Match match) {
        boolean ofHeader =
                match.rule().packetTests().isEmpty() && match.rule().payload().isEmpty();
        boolean wholeFlow = match.transaction() != null || match.inStream() || ofHeader;
        if (wholeFlow && packet.flow != null)
            Inspection.stateOf(packet.flow).pass(match.rule().order());
    }
}
