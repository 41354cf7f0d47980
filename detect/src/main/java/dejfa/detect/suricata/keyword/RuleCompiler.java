package dejfa.detect.suricata.keyword;

import dejfa.detect.suricata.data.Protocols;
import dejfa.detect.suricata.keyword.field.FieldKeywords;
import dejfa.detect.suricata.match.PayloadTest;
import dejfa.detect.suricata.match.PayloadTest.Content;
import dejfa.detect.suricata.packet.PacketBuffer;
import dejfa.detect.suricata.rule.Action;
import dejfa.detect.suricata.rule.BadRule;
import dejfa.detect.suricata.rule.BufferSource;
import dejfa.detect.suricata.rule.Clause;
import dejfa.detect.suricata.rule.CompiledRule;
import dejfa.detect.suricata.rule.CompiledRule.Fast;
import dejfa.detect.suricata.rule.CompiledRule.Said;
import dejfa.detect.suricata.rule.CompiledRule.Scope;
import dejfa.detect.suricata.rule.CompiledRule.Source;
import dejfa.detect.suricata.rule.FlowTest;
import dejfa.detect.suricata.rule.HeaderTest;
import dejfa.detect.suricata.rule.HeaderTest.Arrow;
import dejfa.detect.suricata.rule.HeaderTest.Transport;
import dejfa.detect.suricata.rule.RuleOption;
import dejfa.detect.suricata.rule.RuleText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Compiles one rule.
public final class RuleCompiler {
    private static final Map<String, Keyword> KEYWORDS = new HashMap<>();

    static {
        PayloadKeywords.register(KEYWORDS);
        ByteKeywords.register(KEYWORDS);
        PcreKeyword.register(KEYWORDS);
        BufferKeywords.register(KEYWORDS);
        TransformKeywords.register(KEYWORDS);
        PacketKeywords.register(KEYWORDS);
        FlowKeywords.register(KEYWORDS);
        FileKeywords.register(KEYWORDS);
        DataSetKeywords.register(KEYWORDS);
        MetaKeywords.register(KEYWORDS);
        FieldKeywords.all()
                .forEach((name, keyword) -> KEYWORDS.put(
                        name, (rule, value) -> BufferKeywords.test(rule, keyword.read(value, rule.context.buffers))));
        FrameKeyword.register(KEYWORDS);
        HookKeywords.register(KEYWORDS);
    }

    private final LoadContext context;
    private final Function<String, Said> reader;

    /// Keywords that do not come from a parser's fields, those that are refused too, by name.
    public static SortedSet<String> keywords() {
        return new TreeSet<>(KEYWORDS.keySet());
    }

    /// Older names of buffers that parsers offer, with the name that they stand for.
    public static SortedMap<String, String> olderNames() {
        return new TreeMap<>(BufferKeywords.OLD_NAMES);
    }

    public RuleCompiler(LoadContext context) {
        this.context = context;
        reader = text -> MetaKeywords.said(text, context.classifications);
    }

    static boolean knows(RuleBuilder rule, String keyword) {
        return KEYWORDS.containsKey(keyword) || rule.context.buffers.knows(BufferKeywords.canonical(rule, keyword));
    }

    /// @return the rule, its order not yet set
    /// @throws BadRule when it can't run
    public CompiledRule compile(Source source, String text) {
        RuleText parsed = RuleText.parse(text);
        RuleBuilder rule = new RuleBuilder(context, parsed);
        // What a rule requires goes before all else: the rest may be in a language that is not ours.
        for (RuleOption option : parsed.options()) if (option.name().equals("requires")) option(rule, option);
        Action action = Action.parse(parsed.action());
        Header header = header(rule, parsed);
        for (RuleOption option : parsed.options()) option(rule, option);
        if (rule.sid == 0) throw new BadRule("the rule has no sid", "give it one");
        return finish(rule, header, action, source);
    }

    private static void option(RuleBuilder rule, RuleOption option) {
        Keyword keyword = KEYWORDS.get(option.name());
        if (keyword != null) keyword.apply(rule, option.value());
        else if (!BufferKeywords.take(rule, option.name(), option.value())) {
            throw new BadRule("the keyword " + option.name() + " is not known", "leave it out, or the rule");
        }
    }

    private record Header(HeaderTest test, Scope scope) {}

    private Header header(RuleBuilder rule, RuleText text) {
        String name = text.protocol();
        int hook = name.indexOf(':');
        if (hook > 0) {
            HookKeywords.hook(rule, name.substring(0, hook), name.substring(hook + 1));
            name = name.substring(0, hook);
        }
        Transport transport = Protocols.transport(name);
        List<String> appProtocols = List.of();
        if (transport == null) {
            appProtocols = Protocols.names(name);
            Protocols.known(name, context.buffers.protocols());
            transport = Transport.ANY_APPLICATION;
        }
        Arrow arrow =
                switch (text.arrow()) {
                    case "->" -> Arrow.ONE_WAY;
                    case "<>" -> Arrow.BOTH_WAYS;
                    case "=>" -> Arrow.TRANSACTION;
                    default -> throw new BadRule("'" + text.arrow() + "' is no direction", "use ->, <> or =>");
                };
        Scope scope =
                switch (transport) {
                    case TCP_PACKET -> Scope.PACKET;
                    case TCP_STREAM -> Scope.STREAM;
                    default -> Scope.STREAM_OR_PACKET;
                };
        return new Header(
                new HeaderTest(
                        transport,
                        appProtocols,
                        context.variables.addresses(text.source()),
                        context.variables.ports(text.sourcePorts()),
                        arrow,
                        context.variables.addresses(text.destination()),
                        context.variables.ports(text.destinationPorts())),
                scope);
    }

    private CompiledRule finish(RuleBuilder rule, Header header, Action action, Source source) {
        List<PayloadTest> payload = rule.payload.build();
        List<Clause> clauses = clauses(rule);
        List<PacketBuffer> packetBuffers = packetBuffers(rule);
        for (PacketBuffer buffer : packetBuffers) rule.packetTests.add(buffer);
        if (!clauses.isEmpty() && !payload.isEmpty()) {
            clauses.add(new Clause.Payload(payload));
            payload = List.of();
        }
        FlowTest flow = narrowed(rule, header, clauses);
        Scope scope = scope(rule, header, payload, clauses);
        CompiledRule.Info info = new CompiledRule.Info(
                source, rule.gid, rule.sid, rule.revision, rule.category, rule.severity, rule.target, reader);
        return new CompiledRule(
                sortKey(rule),
                info,
                action,
                context.shared(header.test()),
                context.shared(flow),
                List.copyOf(rule.packetTests),
                scope,
                payload,
                List.copyOf(clauses),
                List.copyOf(rule.effects),
                List.copyOf(rule.hostBits),
                List.copyOf(rule.thresholds),
                List.copyOf(rule.tags),
                rule.packetEvent,
                rule.noAlert || action == Action.PASS && !rule.speaks,
                rule.storesFiles,
                rule.variableCount(),
                fast(payload, clauses));
    }

    /// Rules that write flow memory run before those that read it (Suricata's signature ordering).
    private static int sortKey(RuleBuilder rule) {
        boolean reads = rule.bitUses.contains(FlowKeywords.BitUse.READS);
        boolean writes = rule.bitUses.contains(FlowKeywords.BitUse.WRITES);
        return writes ? reads ? 1 : 0 : reads ? 2 : 3;
    }

    private static List<Clause> clauses(RuleBuilder rule) {
        List<Clause> clauses = new ArrayList<>();
        for (BufferDraft draft : rule.drafts) {
            if (BufferKeywords.PACKET_BUFFERS.contains(draft.name)) continue;
            List<PayloadTest> tests = draft.build();
            if (FrameKeyword.isFrame(draft)) {
                clauses.add(FrameKeyword.clause(rule, draft, tests));
                continue;
            }
            if (tests.isEmpty() && draft.presence == Clause.Presence.REQUIRED) {
                throw new BadRule("nothing is asked of the buffer " + draft.name, "add a content, or leave it out");
            }
            List<BufferSource> sources = rule.context.buffers.sources(draft.name);
            clauses.add(new Clause.Buffer(
                    rule.context.shared(draft.key()),
                    rule.context.shared(draft.name),
                    sources,
                    List.copyOf(draft.transforms),
                    tests,
                    draft.presence));
        }
        clauses.addAll(rule.clauses);
        FrameKeyword.check(clauses);
        return clauses;
    }

    private static List<PacketBuffer> packetBuffers(RuleBuilder rule) {
        List<PacketBuffer> out = new ArrayList<>();
        for (BufferDraft draft : rule.drafts) {
            if (BufferKeywords.PACKET_BUFFERS.contains(draft.name)) {
                out.add(new PacketBuffer(draft.name, List.copyOf(draft.transforms), draft.build()));
            }
        }
        return out;
    }

    /// A rule that asks for a buffer of one direction only runs in that direction.
    private static FlowTest narrowed(RuleBuilder rule, Header header, List<Clause> clauses) {
        if (header.test().arrow() == Arrow.TRANSACTION) return rule.flow;
        int own = rule.flow.directions();
        boolean onlyServer = clauses.stream().anyMatch(c -> c.directions() == FlowTest.TO_SERVER);
        boolean onlyClient = clauses.stream().anyMatch(c -> c.directions() == FlowTest.TO_CLIENT);
        if (own != FlowTest.BOTH || onlyServer == onlyClient) return rule.flow;
        return rule.flow.with(onlyServer ? FlowTest.TO_SERVER : FlowTest.TO_CLIENT);
    }

    private static Scope scope(RuleBuilder rule, Header header, List<PayloadTest> payload, List<Clause> clauses) {
        Scope scope = header.scope();
        if (scope == Scope.PACKET || rule.needsPacket || rule.flow.noStream()) scope = Scope.PACKET;
        else if (rule.flow.onlyStream()) scope = Scope.STREAM;
        else if (scope == Scope.STREAM_OR_PACKET && anchored(payload)) scope = Scope.STREAM_AND_PACKET;
        if (!payload.isEmpty() || !clauses.isEmpty() || rule.packetEvent != null) return scope;
        boolean onlyProtocol = rule.protocolTests > 0 && rule.packetTests.size() == rule.protocolTests;
        if (onlyProtocol && rule.flow.onlyDirection()) return Scope.ADDRESSES;
        return addressesOnly(rule, header) ? Scope.ADDRESSES : scope;
    }

    /// Neither ports nor any test: Suricata asks such rules once a flow and direction.
    private static boolean addressesOnly(RuleBuilder rule, Header header) {
        HeaderTest h = header.test();
        boolean addresses = !h.source().isAny() || !h.destination().isAny();
        return addresses
                && rule.packetTests.isEmpty()
                && rule.flow.state() == FlowTest.State.ANY
                && h.sourcePorts().isAny()
                && h.destinationPorts().isAny()
                && h.appProtocols().isEmpty()
                && h.transport() != Transport.PACKET
                && h.transport() != Transport.TCP_PACKET
                && h.transport() != Transport.TCP_STREAM
                && rule.text.protocol().indexOf(':') < 0;
    }

    private static boolean anchored(List<PayloadTest> payload) {
        return payload.stream()
                .anyMatch(test -> test instanceof Content content
                        && (content.depth() != null || content.offset() != null || content.startsWith()));
    }

    /// The literal that decides whether the rule is tried: the one the rule picks, else the longest of a buffer,
    /// else the longest of the payload.
    private static Fast fast(List<PayloadTest> payload, List<Clause> clauses) {
        Fast best = null;
        int bestScore = 0;
        for (int i = -1; i < clauses.size(); i++) {
            List<PayloadTest> tests;
            if (i < 0) tests = payload;
            else if (clauses.get(i) instanceof Clause.Buffer buffer && buffer.presence() == Clause.Presence.REQUIRED) {
                tests = buffer.tests();
            } else if (clauses.get(i) instanceof Clause.Frame frame) tests = frame.tests();
            else continue;
            for (PayloadTest test : tests) {
                if (!(test instanceof Content content) || content.negated()) continue;
                int score = strength(content.bytes());
                if (content.fast()) score += 1 << 20;
                if (score > bestScore) {
                    bestScore = score;
                    best = new Fast(i, content);
                }
            }
        }
        return best;
    }

    /// Longer is better; bytes that are everywhere (zero, space, 0xff) count little.
    private static int strength(byte[] bytes) {
        int score = 1;
        for (byte b : bytes) score += b == 0 || b == ' ' || b == -1 ? 1 : b >= 'a' && b <= 'z' ? 3 : 4;
        return score;
    }
}
