package dejfa.detect.suricata.keyword;

import dejfa.detect.suricata.keyword.field.Text;
import dejfa.detect.suricata.data.Protocols;
import dejfa.detect.suricata.match.PayloadTest;
import dejfa.detect.suricata.rule.BadRule;
import dejfa.detect.suricata.rule.Clause;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// `frame:http1.request;`, `frame:pdu;` (the header names the protocol), `frame:stream;`: a sticky buffer on what
/// parsers announce as frames.
final class FrameKeyword {
    private static final String PREFIX = "frame:";

    private FrameKeyword() {}

    static void register(Map<String, Keyword> all) {
        all.put("frame", (rule, value) -> {
            String name = Text.required(value, "frame").toLowerCase(Locale.ROOT);
            protocols(rule, name);
            rule.current = rule.buffer(PREFIX + name);
        });
    }

    static boolean isFrame(BufferDraft draft) {
        return draft.name.startsWith(PREFIX);
    }

    static Clause.Frame clause(RuleBuilder rule, BufferDraft draft, List<PayloadTest> tests) {
        String name = draft.name.substring(PREFIX.length());
        List<String> protocols = protocols(rule, name);
        boolean named = speaks(rule, firstLabel(name));
        String type = Clause.Frame.plain(named ? name.substring(name.indexOf('.') + 1) : name);
        if (tests.isEmpty()) throw new BadRule("nothing is asked of the frame " + name, "add a content");
        return new Clause.Frame(draft.key(), protocols, type, List.copyOf(draft.transforms), tests);
    }

    /// The protocol before the first dot, or the header's.
    private static List<String> protocols(RuleBuilder rule, String name) {
        String first = firstLabel(name);
        if (speaks(rule, first)) return Protocols.names(first);
        String header = rule.text.protocol();
        int hook = header.indexOf(':');
        if (hook > 0) header = header.substring(0, hook);
        if (Protocols.transport(header) == null) return Protocols.names(header);
        if (name.equals("stream")) return List.of();
        throw new BadRule("frame:" + name + " names no known protocol", "write frame:protocol." + name + ";");
    }

    private static String firstLabel(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? "" : name.substring(0, dot);
    }

    private static boolean speaks(RuleBuilder rule, String name) {
        if (name.isEmpty()) return false;
        Set<String> spoken = rule.context.buffers.protocols();
        return Protocols.names(name).stream().anyMatch(spoken::contains);
    }

    /// One frame at a time is looked at, and no transaction.
    static void check(List<Clause> clauses) {
        String type = null;
        boolean others = false;
        for (Clause clause : clauses) {
            if (clause instanceof Clause.Frame frame) {
                if (type != null && !type.equals(frame.type())) {
                    throw new BadRule("a rule looks at one type of frame", "split it");
                }
                type = frame.type();
            } else if (!(clause instanceof Clause.Payload)) others = true;
        }
        if (type != null && others) {
            throw new BadRule("frames and buffers of transactions don't mix in one rule", "split it");
        }
    }
}
