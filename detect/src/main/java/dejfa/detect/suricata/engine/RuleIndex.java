package dejfa.detect.suricata.engine;

import dejfa.api.Direction;
import dejfa.detect.pattern.PatternCompiler;
import dejfa.detect.pattern.PatternSearch;
import dejfa.detect.suricata.data.Protocols;
import dejfa.detect.suricata.match.PayloadTest.Content;
import dejfa.detect.suricata.rule.BufferSource;
import dejfa.detect.suricata.rule.Clause;
import dejfa.detect.suricata.rule.CompiledRule;
import dejfa.detect.suricata.rule.CompiledRule.Scope;
import dejfa.detect.suricata.rule.FlowTest;
import dejfa.detect.suricata.rule.HeaderTest.Transport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The rules sorted by what can set them off, so that a packet meets few of them. Immutable, shared by all workers.
public final class RuleIndex implements AutoCloseable {
    /// Packet rules without a literal, by IP protocol.
    static final int OTHER = 256;

    private static final int NEITHER = 0;
    private static final int TCP = 6;
    private static final int UDP = 17;

    final Generation generation = new Generation();
    final List<CompiledRule> rules;
    final Headers headers;
    /// that the rules' `flow` allows, by place
    private final byte[] directions;
    /// by literals, for segments of TCP: rules that look at each, whether or not it is part of a stream
    final LiteralIndex segments = new LiteralIndex();
    /// for datagrams of UDP
    final LiteralIndex datagrams = new LiteralIndex();
    /// for packets that are neither
    final LiteralIndex others = new LiteralIndex();
    /// for streams, by direction; segments outside any stream are looked at by these rules too
    private final LiteralIndex[] streams = {new LiteralIndex(), new LiteralIndex()};
    /// rules with payload tests but no literal, that look at the stream
    final int[] streamAlways;
    /// by IP protocol, 256 for packets without IP
    final int[][] packetAlways = new int[OTHER + 1][];
    final int[] addresses;
    final AddressIndex byAddress;
    final Map<String, int[]> events = new HashMap<>();
    /// per protocol of a transaction
    final Map<String, ProtocolIndex> protocols = new HashMap<>();
    /// by protocol and type of a frame, as [#frameKey] joins them
    final Map<String, FrameIndex> frames = new LinkedHashMap<>();
    private final Map<String, BufferIndex> buffers = new LinkedHashMap<>();

    /// Rules by one type of frame.
    static final class FrameIndex {
        final LiteralIndex literals = new LiteralIndex();
        final List<Integer> always = new ArrayList<>();
    }

    /// Rules by one buffer.
    static final class BufferIndex {
        final Clause.Buffer clause;
        final LiteralIndex literals = new LiteralIndex();
        /// place among the buffers of the rule set
        final int number;

        BufferIndex(Clause.Buffer clause, int number) {
            this.clause = clause;
            this.number = number;
        }
    }

    /// What concerns the transactions of one protocol.
    static final class ProtocolIndex {
        final List<BufferIndex> buffers = new ArrayList<>();
        final List<Integer> always = new ArrayList<>();
        /// rules whose only trigger is an anomaly of the transaction
        final Map<String, List<Integer>> events = new HashMap<>();
    }

    public RuleIndex(List<CompiledRule> rules, PatternCompiler compiler) {
        this.rules = rules;
        this.headers = new Headers(rules);
        this.directions = new byte[rules.size()];
        for (CompiledRule rule : rules)
            directions[rule.order()] = (byte) rule.flow().directions();
        List<Integer> streamList = new ArrayList<>();
        List<Integer> addressList = new ArrayList<>();
        List<List<Integer>> always = new ArrayList<>();
        for (int i = 0; i <= OTHER; i++) always.add(new ArrayList<>(0));
        Map<String, List<Integer>> eventLists = new HashMap<>();
        for (CompiledRule rule : rules) {
            int id = rule.order();
            if (rule.ofFrames()) frameRule(rule);
            else if (rule.ofTransactions()) transactionRule(rule);
            else if (rule.packetEvent() != null) {
                eventLists
                        .computeIfAbsent(eventName(rule.packetEvent()), key -> new ArrayList<>())
                        .add(id);
            } else if (rule.scope() == Scope.ADDRESSES) addressList.add(id);
            else if (rule.fast() != null) {
                literalRule(rule);
            } else {
                if (!rule.payload().isEmpty() && looksAtStream(rule)) streamList.add(id);
                if (rule.scope() != Scope.STREAM || rule.payload().isEmpty()) byProtocol(rule, always);
            }
        }
        compile(compiler);
        streamAlways = array(streamList);
        addresses = array(addressList);
        byAddress = new AddressIndex(rules, addresses);
        for (int i = 0; i <= OTHER; i++) packetAlways[i] = array(always.get(i));
        eventLists.forEach((name, list) -> events.put(name, array(list)));
    }

    /// These rules take over from those: what flows remember reads in the new places from now on. To be called once,
    /// before a worker sees these rules, and while no other set takes over from the same.
    public void succeed(RuleIndex before) {
        before.generation.become(before, this);
    }

    /// On all processors, the largest sets first: that is where loading takes its time.
    private void compile(PatternCompiler compiler) {
        List<LiteralIndex> all = new ArrayList<>(List.of(segments, datagrams, others, streams[0], streams[1]));
        for (BufferIndex buffer : buffers.values()) all.add(buffer.literals);
        for (FrameIndex frame : frames.values()) all.add(frame.literals);
        all.sort(Comparator.comparingInt(LiteralIndex::size).reversed());
        int threads = Math.min(Runtime.getRuntime().availableProcessors(), all.size());
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<LiteralIndex>> done = new ArrayList<>();
            for (LiteralIndex one : all) {
                if (one.size() < PatternSearch.NATIVE_FROM) one.compile(compiler);
                else done.add(pool.submit(() -> one.compile(compiler)));
            }
            for (Future<LiteralIndex> one : done) one.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while compiling rules", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("rules could not be compiled", e.getCause());
        }
    }

    /// Names without `decoder.`; what is left is how the decoder names its anomalies.
    static String eventName(String text) {
        return text.startsWith("decoder.") ? text.substring("decoder.".length()) : text;
    }

    private static int[] array(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    /// As the rule's [dejfa.detect.suricata.rule.FlowTest#allows].
    boolean allows(int rule, Direction direction) {
        int asked = directions[rule];
        return asked == FlowTest.BOTH || direction != null && (asked & FlowTest.bit(direction)) != 0;
    }

    LiteralIndex streams(Direction direction) {
        return streams[direction.ordinal()];
    }

    private void literalRule(CompiledRule rule) {
        Content literal = rule.fast().content();
        int id = rule.order();
        boolean stream = looksAtStream(rule);
        for (Direction direction : Direction.values()) {
            if (stream && rule.flow().allows(direction)) streams(direction).add(literal, id);
        }
        if (rule.scope() == Scope.STREAM) return;
        Transport transport = rule.header().transport();
        // What is part of a stream is looked at there.
        if (maySpeak(transport, TCP) && !(stream && rule.scope() == Scope.STREAM_OR_PACKET)) segments.add(literal, id);
        if (maySpeak(transport, UDP)) datagrams.add(literal, id);
        if (maySpeak(transport, NEITHER)) others.add(literal, id);
    }

    /// @param protocol [#TCP], [#UDP] or [#NEITHER]
    private static boolean maySpeak(Transport transport, int protocol) {
        return switch (transport) {
            case PACKET, ETHER, IP, IP_V4, IP_V6 -> true;
            case ANY_APPLICATION -> protocol != NEITHER;
            case TCP, TCP_PACKET, TCP_STREAM -> protocol == TCP;
            case UDP -> protocol == UDP;
            case SCTP, ICMP, ICMP_V4, ICMP_V6, IGMP, ESP, GRE, AH, ARP -> protocol == NEITHER;
        };
    }

    /// Are the rule's payload tests held against the stream of a TCP flow?
    public static boolean looksAtStream(CompiledRule rule) {
        Transport transport = rule.header().transport();
        boolean tcp =
                switch (transport) {
                    case IP, IP_V4, IP_V6, TCP, TCP_STREAM, ANY_APPLICATION, PACKET -> true;
                    case TCP_PACKET, UDP, SCTP, ICMP, ICMP_V4, ICMP_V6, IGMP, ESP, GRE, AH, ARP, ETHER -> false;
                };
        return tcp && rule.scope() != Scope.PACKET;
    }

    private static void byProtocol(CompiledRule rule, List<List<Integer>> always) {
        int[] numbers =
                switch (rule.header().transport()) {
                    case TCP, TCP_PACKET, TCP_STREAM -> new int[] {6};
                    case UDP -> new int[] {17};
                    case SCTP -> new int[] {132};
                    case ICMP -> new int[] {1, 58};
                    case ICMP_V4 -> new int[] {1};
                    case ICMP_V6 -> new int[] {58};
                    case IGMP -> new int[] {2};
                    case ESP -> new int[] {50};
                    case GRE -> new int[] {47};
                    case AH -> new int[] {51};
                    case ANY_APPLICATION -> new int[] {6, 17};
                    case ARP -> new int[] {OTHER};
                    case IP, IP_V4, IP_V6, PACKET, ETHER -> null;
                };
        if (numbers == null) {
            for (List<Integer> list : always) list.add(rule.order());
        } else {
            for (int number : numbers) always.get(number).add(rule.order());
        }
    }

    static String frameKey(String protocol, String type) {
        return protocol + '|' + type;
    }

    private void frameRule(CompiledRule rule) {
        for (int i = 0; i < rule.clauses().size(); i++) {
            if (!(rule.clauses().get(i) instanceof Clause.Frame frame)) continue;
            boolean scanned = rule.fast() != null
                    && rule.fast().clause() == i
                    && frame.transforms().isEmpty();
            for (String protocol : frame.protocols().isEmpty() ? List.of(ANY) : frame.protocols()) {
                FrameIndex index = frames.computeIfAbsent(frameKey(protocol, frame.type()), key -> new FrameIndex());
                if (scanned) index.literals.add(rule.fast().content(), rule.order());
                else index.always.add(rule.order());
            }
            return;
        }
    }

    private void transactionRule(CompiledRule rule) {
        Set<String> spoken = protocolsOf(rule);
        if (rule.fast() != null && rule.clauses().get(rule.fast().clause()) instanceof Clause.Buffer clause) {
            BufferIndex buffer = buffers.get(clause.key());
            if (buffer == null) buffers.put(clause.key(), buffer = new BufferIndex(clause, buffers.size()));
            buffer.literals.add(rule.fast().content(), rule.order());
            for (String protocol : spoken) {
                ProtocolIndex index = protocol(protocol);
                if (!index.buffers.contains(buffer)) index.buffers.add(buffer);
            }
            return;
        }
        String event = null;
        for (Clause clause : rule.clauses()) if (clause instanceof Clause.AppEvent e) event = e.event();
        for (String protocol : spoken) {
            ProtocolIndex index = protocol(protocol);
            if (event == null) index.always.add(rule.order());
            else index.events.computeIfAbsent(event, key -> new ArrayList<>(1)).add(rule.order());
        }
    }

    private ProtocolIndex protocol(String name) {
        return protocols.computeIfAbsent(name, key -> new ProtocolIndex());
    }

    /// For rules that any protocol may set off (files, events without a name).
    static final String ANY = "*";

    /// Protocols whose transactions the rule looks at; `*` for any.
    public static Set<String> protocolsOf(CompiledRule rule) {
        Set<String> spoken = null;
        for (Clause clause : rule.clauses()) {
            Set<String> own = protocolsOf(clause);
            if (own == null) continue;
            if (spoken == null) spoken = new TreeSet<>(own);
            else spoken.retainAll(own);
        }
        List<String> header = rule.header().appProtocols();
        if (spoken == null) return header.isEmpty() ? Set.of(ANY) : new TreeSet<>(header);
        if (!header.isEmpty()) spoken.retainAll(header);
        return spoken;
    }

    /// Or null for any.
    private static Set<String> protocolsOf(Clause clause) {
        List<BufferSource> sources =
                switch (clause) {
                    case Clause.Buffer buffer -> buffer.sources();
                    case Clause.Value value -> value.sources();
                    case Clause.AppEvent event -> {
                        if (event.protocol() == null) yield List.of();
                        yield Protocols.names(event.protocol()).stream()
                                .map(RuleIndex::ofProtocol)
                                .toList();
                    }
                    case Clause.Reached reached -> {
                        if (reached.protocol() == null) yield List.of();
                        yield List.of(ofProtocol(reached.protocol()));
                    }
                    case Clause.File _, Clause.Frame _, Clause.Payload _ -> List.of();
                };
        if (sources.isEmpty()) return null;
        Set<String> names = new TreeSet<>();
        for (BufferSource source : sources) {
            if (source.protocol() == null) return null;
            names.add(source.protocol());
        }
        return names;
    }

    private static BufferSource ofProtocol(String protocol) {
        return new BufferSource(BufferSource.Origin.SLOT, protocol, List.of(), null, 0);
    }

    int bufferCount() {
        return buffers.size();
    }

    Iterable<BufferIndex> allBuffers() {
        return buffers.values();
    }

    @Override
    public void close() {
        segments.close();
        datagrams.close();
        others.close();
        for (LiteralIndex stream : streams) stream.close();
        frames.values().forEach(frame -> frame.literals.close());
        buffers.values().forEach(buffer -> buffer.literals.close());
    }
}
