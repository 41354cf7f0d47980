package dejfa.detect.suricata.engine;

import dejfa.detect.suricata.rule.Clause;
import dejfa.detect.suricata.rule.CompiledRule;
import dejfa.detect.suricata.rule.Subject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Holds `app-layer-event` rules against anomalies that belong to a flow and to no transaction. A rule bound to the
/// other direction waits for a packet of it.
final class FlowEvents {
    /// Rules that wait per flow, at most.
    private static final int MAX_WAITING = 64;

    private final RuleIndex index;
    private final PacketRules packetRules;

    FlowEvents(RuleIndex index, PacketRules packetRules) {
        this.index = index;
        this.packetRules = packetRules;
    }

    void inspect(Subject subject, FlowState state, List<Match> out) {
        if (state == null || subject.flow.transactions == null || subject.direction == null) return;
        List<String> names = subject.flow.transactions.anomalies();
        for (int i = 0; i < names.size(); i++) found(names.get(i), subject, state);
        List<Integer> waiting = state.eventRules();
        if (waiting.isEmpty()) return;
        for (Iterator<Integer> left = waiting.iterator(); left.hasNext(); ) {
            CompiledRule rule = index.rules.get(left.next());
            if (!rule.flow().allows(subject.direction)) continue;
            left.remove();
            subject.variables = PacketRules.variables(subject.variables, rule.variables());
            subject.matcher.notes.clear();
            if (!packetRules.headerHolds(rule, subject) || !PacketRules.testsHold(rule, subject)) continue;
            PacketRules.apply(rule, subject);
            out.add(new Match(rule, null, false, subject.matcher.notes.copy()));
        }
    }

    private void found(String name, Subject subject, FlowState state) {
        for (String protocol : new String[] {String.valueOf(subject.flow.appProtocol), RuleIndex.ANY}) {
            RuleIndex.ProtocolIndex rules = index.protocols.get(protocol);
            if (rules == null) continue;
            for (int rule : new ArrayList<>(rules.events.getOrDefault(name, List.of()))) {
                boolean alone = index.rules.get(rule).clauses().stream().allMatch(c -> c instanceof Clause.AppEvent);
                boolean room = state.eventRules().size() < MAX_WAITING
                        && !state.eventRules().contains(rule);
                if (alone && room) state.eventRules().add(rule);
            }
        }
    }
}
