package dejfa.detect.suricata.explain;

import dejfa.api.Direction;
import dejfa.detect.suricata.engine.RuleIndex;
import dejfa.detect.suricata.match.PayloadTest;
import dejfa.detect.suricata.match.Transform;
import dejfa.detect.suricata.rule.BufferSource;
import dejfa.detect.suricata.rule.Clause;
import dejfa.detect.suricata.rule.CompiledRule;
import dejfa.detect.suricata.rule.CompiledRule.Fast;
import dejfa.detect.suricata.rule.CompiledRule.Scope;
import dejfa.detect.suricata.rule.FlowTest;
import dejfa.detect.suricata.rule.HostBit;
import dejfa.detect.suricata.rule.RuleOption;
import dejfa.detect.suricata.rule.RuleText;
import dejfa.detect.suricata.rule.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Says how a rule of a set is executed.
public final class RuleExplainer {
    private static final int MOST_RULES = 8;

    private final List<CompiledRule> rules;

    /// @param rules all of the set, in the order in which they run
    public RuleExplainer(List<CompiledRule> rules) {
        this.rules = rules;
    }

    /// What is said of a rule, under headings.
    ///
    /// @param steps in the order in which they are tried; the first that fails ends it
    /// @param memory bits and numbers that it shares with other rules
    public record Explanation(
            String title,
            String place,
            String action,
            String inspected,
            List<String> prefilter,
            List<Step> steps,
            List<String> memory,
            List<String> thresholds,
            List<Slow> slow) {}

    public Explanation explain(CompiledRule rule, List<Threshold> moreThresholds) {
        List<String> thresholds = new ArrayList<>();
        for (Threshold one : rule.thresholds()) thresholds.add(Words.threshold(one));
        for (Threshold one : moreThresholds) thresholds.add(Words.threshold(one) + " (threshold-file)");
        return new Explanation(
                rule.summary(),
                rule.info().file() + ":" + rule.info().line(),
                action(rule),
                inspected(rule),
                prefilter(rule),
                steps(rule),
                memory(rule),
                thresholds,
                Slow.of(rule));
    }

    private String action(CompiledRule rule) {
        String what = rule.action().name().toLowerCase(Locale.ROOT);
        if (rule.noAlert()) what += ", without an alert";
        String category = rule.info().category();
        return what + ", severity " + rule.info().severity() + (category.isEmpty() ? "" : " (" + category + ")")
                + String.format(
                        Locale.ROOT, "; place %,d of %,d in the order of rules", rule.order() + 1, rules.size());
    }

    private static String inspected(CompiledRule rule) {
        String side =
                switch (rule.flow().directions()) {
                    case FlowTest.TO_SERVER -> ", to server";
                    case FlowTest.TO_CLIENT -> ", to client";
                    default -> ", both directions";
                };
        if (rule.ofTransactions()) {
            Set<String> protocols = new TreeSet<>(RuleIndex.protocolsOf(rule));
            String of = protocols.contains("*") ? "of any protocol" : "of " + String.join(", ", protocols);
            return "transactions " + of + side + "; each step once what it asks for is ready";
        }
        if (rule.packetEvent() != null) return "packets with the event " + rule.packetEvent();
        String transport = Words.transport(rule.header().transport());
        String packets = transport.isEmpty() ? "packets" : transport + " packets";
        String stream = RuleIndex.looksAtStream(rule) ? "the stream of TCP flows" : packets;
        return switch (rule.scope()) {
            case ADDRESSES -> "the first packet of each direction of a flow, by its addresses";
            case PACKET -> packets + side;
            case STREAM -> stream + side + ", in chunks as it grows";
            case STREAM_OR_PACKET ->
                rule.payload().isEmpty() || !RuleIndex.looksAtStream(rule)
                        ? packets + side
                        : stream + " and packets outside of one" + side;
            case STREAM_AND_PACKET ->
                RuleIndex.looksAtStream(rule) ? stream + " and each packet by itself" + side : packets + side;
        };
    }

    private List<String> prefilter(CompiledRule rule) {
        Fast fast = rule.fast();
        if (rule.packetEvent() != null) return List.of("by the name of the event; nothing is searched");
        if (fast == null || rule.scope() == Scope.ADDRESSES) {
            String when = rule.scope() == Scope.ADDRESSES ? "once a flow and direction" : "on " + Slow.often(rule);
            return List.of("none: tried " + when);
        }
        String group = group(rule);
        long together = rules.stream()
                .filter(other -> other.fast() != null && group(other).equals(group))
                .count();
        String how = fast.content().nocase() ? ", any case" : "";
        return List.of(
                Words.literal(fast.content()) + " (" + fast.content().bytes().length + " bytes" + how + ") in " + group,
                String.format(Locale.ROOT, "%,d rules have their literal there; one pass finds them all", together),
                fast.content().fast() ? "picked by the rule (fast_pattern)" : "picked as its longest");
    }

    /// Where the literal is searched; rules of one group share the pass.
    private static String group(CompiledRule rule) {
        Fast fast = rule.fast();
        if (fast.clause() >= 0 && rule.clauses().get(fast.clause()) instanceof Clause.Buffer buffer)
            return buffer.key();
        if (!rule.ofTransactions() && RuleIndex.looksAtStream(rule)) {
            return rule.scope() == Scope.STREAM ? "the stream" : "the stream and the packet";
        }
        return "the packet";
    }

    private List<Step> steps(CompiledRule rule) {
        List<Step> steps = new ArrayList<>();
        RuleText text = RuleText.parse(rule.info().text());
        steps.add(new Step(
                String.join(
                        " ",
                        "header",
                        text.protocol(),
                        text.source(),
                        text.sourcePorts(),
                        text.arrow(),
                        text.destination(),
                        text.destinationPorts()),
                Cost.FREE));
        List<Step> packetSteps = packetSteps(text);
        // The flow's direction and state are asked with the header, whatever else the rule is about.
        for (Step step : packetSteps) if (step.text().startsWith("flow:")) steps.add(step);
        packetSteps.removeIf(step -> step.text().startsWith("flow:"));
        if (rule.payload().isEmpty()) steps.addAll(packetSteps);
        if (!rule.payload().isEmpty()) {
            steps.add(new Step("payload", null));
            for (PayloadTest test : rule.payload()) steps.add(indented(Words.test(test)));
            steps.addAll(packetSteps);
        }
        for (Clause clause : rule.clauses()) clause(clause, steps);
        if (rule.ofTransactions()) moveToEnd(steps, packetSteps);
        for (HostBit bit : rule.hostBits()) {
            if (bit.operation().asks())
                steps.add(new Step("bit of hosts " + bit.name() + ", in the ordered stage", Cost.LOW));
        }
        return steps;
    }

    /// In transaction rules what concerns packet and flow is asked last.
    private static void moveToEnd(List<Step> steps, List<Step> packetSteps) {
        steps.removeAll(packetSteps);
        steps.addAll(packetSteps);
    }

    private static Step indented(Step step) {
        return new Step("  " + step.text(), step.cost());
    }

    /// Options that test packet, flow or flow memory.
    private static List<Step> packetSteps(RuleText text) {
        List<Step> steps = new ArrayList<>();
        for (RuleOption option : text.options()) {
            String value = option.value() == null ? "" : ":" + option.value();
            Cost cost = cost(option);
            if (cost != null) steps.add(new Step(Words.cut(option.name() + value), cost));
        }
        return steps;
    }

    /// Or null for an option that tests nothing of packet, flow or flow memory.
    private static Cost cost(RuleOption option) {
        KeywordDocs.Entry entry = KeywordDocs.of(option.name());
        if (entry == null) return null;
        return switch (entry.kind()) {
            case "flow" -> Cost.FREE;
            case "packet" -> Cost.LOW;
            case "packet buffer" -> Cost.MEDIUM;
            case "memory" -> {
                boolean asks =
                        option.value() != null && option.value().matches("(?s).*(\\bis(not)?set\\b|[<>]|==|!=).*");
                yield asks && option.name().startsWith("flow") ? Cost.FREE : null;
            }
            default -> null;
        };
    }

    private static void clause(Clause clause, List<Step> steps) {
        switch (clause) {
            case Clause.Buffer buffer -> {
                steps.add(new Step(buffer.name() + when(buffer.sources()), null));
                for (Transform transform : buffer.transforms()) {
                    steps.add(new Step("  changed by " + transform.name(), Cost.HIGH));
                }
                switch (buffer.presence()) {
                    case REQUIRED -> {}
                    case ABSENT -> steps.add(new Step("  must be absent", Cost.FREE));
                    case ABSENT_OR_ELSE -> steps.add(new Step("  absent, or else", Cost.FREE));
                }
                for (PayloadTest test : buffer.tests()) steps.add(indented(Words.test(test)));
            }
            case Clause.Frame frame -> {
                steps.add(new Step("frame " + frame.type() + ", as the parser announces it", null));
                for (Transform transform : frame.transforms()) {
                    steps.add(new Step("  changed by " + transform.name(), Cost.HIGH));
                }
                for (PayloadTest test : frame.tests()) steps.add(indented(Words.test(test)));
            }
            case Clause.Value value ->
                steps.add(new Step(value.name() + when(value.sources()) + ", compared", Cost.LOW));
            case Clause.Reached reached ->
                steps.add(new Step(
                        (reached.side() == dejfa.api.Direction.TO_SERVER ? "request" : "response")
                                + " has come to its state " + reached.least(),
                        Cost.FREE));
            case Clause.AppEvent event -> steps.add(new Step("event " + event.event() + " of the parser", Cost.FREE));
            case Clause.File _ -> steps.add(new Step("a test on each file of the transaction", Cost.MEDIUM));
            case Clause.Payload payload -> {
                steps.add(new Step("stream or packet at that time", null));
                for (PayloadTest test : payload.tests()) steps.add(indented(Words.test(test)));
            }
        }
    }

    /// Which side carries it and from which progress on it no longer changes.
    private static String when(List<BufferSource> sources) {
        Set<String> all = new TreeSet<>();
        for (BufferSource source : sources) {
            String side = source.side() == null
                    ? "either side"
                    : source.side() == Direction.TO_SERVER ? "request" : "response";
            String protocol = source.protocol() == null ? "" : source.protocol() + " ";
            String when = source.isBody()
                    ? "as it grows"
                    : source.ready() == 0 ? "once set" : "at progress " + source.ready();
            all.add(protocol + side + ", " + when);
        }
        return all.isEmpty() ? "" : " (" + String.join("; ", all) + ")";
    }

    private List<String> memory(CompiledRule rule) {
        List<MemoryUse> own = MemoryUse.of(rule);
        List<String> lines = new ArrayList<>();
        if (own.isEmpty()) return lines;
        for (MemoryUse use : own) {
            List<String> others = new ArrayList<>();
            for (CompiledRule other : rules) {
                if (other.order() == rule.order()) continue;
                boolean counterpart = MemoryUse.of(other).stream()
                        .anyMatch(theirs -> theirs.isOf(use) && theirs.writes() != use.writes());
                if (counterpart)
                    others.add(other.info().gid() + ":" + other.info().sid());
            }
            lines.add(use.kind() + " " + use.command() + " " + use.name() + ": " + counterparts(use, others));
        }
        return lines;
    }

    private static String counterparts(MemoryUse use, List<String> others) {
        if (others.isEmpty()) {
            return use.writes() ? "no rule of this set reads it" : "no other rule of this set sets it";
        }
        String some = String.join(", ", others.subList(0, Math.min(MOST_RULES, others.size())));
        String more = others.size() > MOST_RULES ? " and " + (others.size() - MOST_RULES) + " more" : "";
        return (use.writes() ? "read by " : "changed by ") + some + more;
    }
}
