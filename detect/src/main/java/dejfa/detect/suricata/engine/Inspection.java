package dejfa.detect.suricata.engine;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.Packet;
import dejfa.api.Transaction;
import dejfa.detect.suricata.match.Window;
import dejfa.detect.suricata.rule.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// All rules against one packet after another. One a worker; not thread-safe.
public final class Inspection implements AutoCloseable {
    private final Generation generation;
    private final PacketRules packetRules;
    private final TransactionRules transactionRules;
    private final FrameRules frameRules;
    private final FlowEvents flowEvents;
    private final Subject subject = new Subject();
    private final List<Match> matches = new ArrayList<>();

    /// @param inline streams are looked at with every packet, not in chunks
    public Inspection(RuleIndex index, IntFunction<String> anomalyNames, boolean inline) {
        generation = index.generation;
        packetRules = new PacketRules(index, anomalyNames, inline);
        transactionRules = new TransactionRules(index, packetRules, inline);
        frameRules = new FrameRules(index, packetRules, inline);
        flowEvents = new FlowEvents(index, packetRules);
    }

    /// @return null for a packet without a flow
    public static FlowState stateOf(Flow flow) {
        if (flow == null) return null;
        if (flow.ruleState instanceof FlowState state) return state;
        FlowState state = new FlowState();
        flow.ruleState = state;
        return state;
    }

    /// As [#stateOf(Flow)], brought up to the present rules.
    public FlowState adopted(Flow flow) {
        FlowState state = stateOf(flow);
        if (state != null) state.adopt(generation);
        return state;
    }

    /// @param ending the flow is over; the packet stands for its last one
    /// @return the rules that hold; valid until the next call
    public List<Match> inspect(Packet packet, boolean ending) {
        matches.clear();
        subject.packet = packet;
        subject.flow = packet.flow;
        subject.direction = packet.direction;
        subject.ending = ending;
        FlowState state = adopted(packet.flow);
        subject.memory = state;
        List<Transaction> live = List.of();
        if (packet.flow != null && packet.flow.transactions != null && packet.direction != null) {
            live = packet.flow.transactions.live();
        }
        subject.messageComplete = completes(live, packet.direction);
        packetRules.inspect(subject, state, matches);
        frameRules.inspect(subject, state, matches);
        if (subject.flow != null) flowEvents.inspect(subject, state, matches);
        for (int i = 0; i < live.size(); i++) transactionRules.inspect(subject, state, live.get(i), matches);
        return matches;
    }

    private static boolean completes(List<Transaction> live, Direction direction) {
        boolean any = false;
        for (int i = 0; i < live.size(); i++) {
            if (live.get(i).progress(direction) != Transaction.COMPLETE) continue;
            TransactionState.Side side = TransactionRules.stateOf(live.get(i)).side(direction);
            any |= !side.completed;
            side.completed = true;
        }
        return any;
    }

    /// Lets go of this worker's handles on the rule set.
    @Override
    public void close() {
        packetRules.close();
        transactionRules.close();
        frameRules.close();
    }

    /// What the rules saw of the packet.
    public Window payload() {
        return packetRules.payload();
    }

    /// Have the rules of both directions seen all of it?
    public static boolean inspected(Transaction transaction) {
        if (!(transaction.ruleState instanceof TransactionState state)) return false;
        if (transaction.only != null) return state.side(transaction.only).finished;
        return state.side(Direction.TO_SERVER).finished && state.side(Direction.TO_CLIENT).finished;
    }
}
