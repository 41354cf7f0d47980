package dejfa.detect.suricata.explain;

import dejfa.detect.suricata.engine.RuleIndex;
import dejfa.detect.suricata.match.PayloadTest;
import dejfa.detect.suricata.match.PayloadTest.Content;
import dejfa.detect.suricata.rule.Clause;
import dejfa.detect.suricata.rule.CompiledRule;
import dejfa.detect.suricata.rule.CompiledRule.Scope;
import dejfa.detect.suricata.rule.HeaderTest;
import java.util.ArrayList;
import java.util.List;

/// Why a rule costs more than others: no or a poor literal means that it is tried often and for nothing.
///
/// @param reason the kind, for counting
/// @param why one sentence on this rule
public record Slow(String reason, String why) {
    /// Literals of fewer bytes are found everywhere.
    private static final int SHORT_BYTES = 2;
    /// Below that a literal doesn't make up for a header that lets everything in.
    private static final int FAIR_BYTES = 4;

    /// Empty where nothing is to be said.
    public static List<Slow> of(CompiledRule rule) {
        List<Slow> all = new ArrayList<>();
        if (rule.packetEvent() != null || rule.scope() == Scope.ADDRESSES) return all;
        if (rule.fast() == null) noLiteral(rule, all);
        else literal(rule, all);
        anyPort(rule, all);
        return all;
    }

    private static void noLiteral(CompiledRule rule, List<Slow> all) {
        boolean regex = tests(rule).stream().anyMatch(PayloadTest.Regex.class::isInstance);
        String often = often(rule);
        if (regex) {
            all.add(new Slow(
                    "pcre without literal", "its expression runs on " + often + "; add a content that must be there"));
        } else if (!tests(rule).isEmpty()) {
            all.add(new Slow("no literal", "its tests run on " + often + "; add a content that must be there"));
        }
    }

    private static void literal(CompiledRule rule, List<Slow> all) {
        Content content = rule.fast().content();
        int length = content.bytes().length;
        String text = Words.literal(content);
        if (length <= SHORT_BYTES) {
            all.add(new Slow(
                    "literal of " + length + (length == 1 ? " byte" : " bytes"),
                    text + " is found almost everywhere, so the rest runs on " + often(rule)
                            + "; use a longer content"));
        } else if (sameByte(content.bytes())) {
            all.add(new Slow(
                    "literal of one repeated byte",
                    text + " is padding in most protocols; let fast_pattern pick another content"));
        }
    }

    private static boolean sameByte(byte[] bytes) {
        for (byte b : bytes) if (b != bytes[0]) return false;
        return true;
    }

    /// Everything passes the header, and nothing better sorts the rule out.
    private static void anyPort(CompiledRule rule, List<Slow> all) {
        HeaderTest header = rule.header();
        boolean open = header.source().isAny()
                && header.destination().isAny()
                && header.sourcePorts().isAny()
                && header.destinationPorts().isAny()
                && header.appProtocols().isEmpty();
        if (!open || rule.ofTransactions()) return;
        boolean fair = rule.fast() != null && rule.fast().content().bytes().length >= FAIR_BYTES;
        if (fair) return;
        all.add(new Slow(
                "any/any without port",
                "the header lets " + often(rule) + " in; name addresses, ports or the protocol"));
    }

    private static List<PayloadTest> tests(CompiledRule rule) {
        List<PayloadTest> all = new ArrayList<>(rule.payload());
        for (Clause clause : rule.clauses()) {
            switch (clause) {
                case Clause.Buffer buffer -> all.addAll(buffer.tests());
                case Clause.Frame frame -> all.addAll(frame.tests());
                case Clause.Payload payload -> all.addAll(payload.tests());
                // One comparison a transaction.
                case Clause.Value _, Clause.Reached _, Clause.AppEvent _, Clause.File _ -> {}
            }
        }
        return all;
    }

    /// On what a rule without help from the prefilter is tried.
    static String often(CompiledRule rule) {
        if (rule.ofTransactions()) {
            String names = String.join(", ", RuleIndex.protocolsOf(rule));
            return "every transaction" + (names.equals("*") ? "" : " of " + names);
        }
        String transport = Words.transport(rule.header().transport());
        return RuleIndex.looksAtStream(rule) && rule.scope() == Scope.STREAM
                ? "every stretch of stream"
                : "every " + transport + " packet";
    }
}
