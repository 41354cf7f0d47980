package dejfa.detect.suricata.engine;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.Packet;
import dejfa.detect.suricata.match.PayloadTest;
import dejfa.detect.suricata.match.Window;
import dejfa.detect.suricata.rule.CompiledRule;
import dejfa.detect.suricata.rule.CompiledRule.Scope;
import dejfa.detect.suricata.rule.Effect;
import dejfa.detect.suricata.rule.PacketTest;
import dejfa.detect.suricata.rule.Subject;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/// Holds the rules that look at packets and streams against one packet. One a worker.
final class PacketRules {
    /// Suricata's toserver- and toclient-chunk-size.
    private static final int CHUNK_BYTES = 2560;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final Set<String> CLOSING = Set.of("last_ack", "close_wait", "closing", "closed");

    private final RuleIndex index;
    private final boolean inline;
    private final IntFunction<String> anomalyNames;
    private final Headers.Verdicts headers;
    private final AlwaysRules always;
    private final LiteralIndex.Scanner segmentScanner;
    private final LiteralIndex.Scanner datagramScanner;
    private final LiteralIndex.Scanner otherScanner;
    private final LiteralIndex.Scanner[] streamScanners = new LiteralIndex.Scanner[2];
    private final RuleQueue queue;
    private final Window payload = new Window();
    private final Window stream = new Window();
    private byte[] copy = new byte[2048];
    private final byte[] part = new byte[StreamWindow.LIMIT_BYTES];

    PacketRules(RuleIndex index, IntFunction<String> anomalyNames, boolean inline) {
        this.index = index;
        this.inline = inline;
        this.anomalyNames = anomalyNames;
        this.headers = index.headers.verdicts();
        this.always = new AlwaysRules(index, headers);
        this.segmentScanner = index.segments.scanner();
        this.datagramScanner = index.datagrams.scanner();
        this.otherScanner = index.others.scanner();
        for (Direction direction : Direction.values()) {
            streamScanners[direction.ordinal()] = index.streams(direction).scanner();
        }
        this.queue = new RuleQueue(index.rules.size());
    }

    void close() {
        segmentScanner.close();
        datagramScanner.close();
        otherScanner.close();
        for (LiteralIndex.Scanner scanner : streamScanners) scanner.close();
    }

    /// The payload of the packet as the rules saw it; valid until the next packet.
    Window payload() {
        return payload;
    }

    void inspect(Subject subject, FlowState state, List<Match> out) {
        Packet packet = subject.packet;
        headers.of(packet);
        if (state != null) beforeGaps(subject, state, out);
        queue.clear();
        if (!subject.ending) {
            events(packet);
            addresses(subject, state);
            always.find(packet, subject.direction, state, queue);
        }
        takePayload(packet, subject.ending);
        if (payload.length > 0) scanPayload(packet, subject.direction);
        StreamWindow window = state == null ? null : state.streamIfAny(subject.direction);
        boolean ready = window != null && window.pending() > 0 && ready(subject, window);
        if (ready) stream(window, subject.direction);
        int count = queue.sorted();
        for (int i = 0; i < count; i++) {
            evaluate(index.rules.get(queue.get(i)), subject, state, window, ready, out);
        }
        if (ready) window.inspected();
    }

    /// What came before a gap is looked at on its own.
    private void beforeGaps(Subject subject, FlowState state, List<Match> out) {
        for (StreamWindow part = state.takeClosed(subject.direction);
                part != null;
                part = state.takeClosed(subject.direction)) {
            queue.clear();
            stream(part, subject.direction);
            int count = queue.sorted();
            for (int i = 0; i < count; i++) {
                CompiledRule rule = index.rules.get(queue.get(i));
                if (!RuleIndex.looksAtStream(rule) || !headerHolds(rule, subject)) continue;
                subject.variables = variables(subject.variables, rule.variables());
                subject.matcher.notes.clear();
                if (!streamHolds(rule, subject, part) || !testsHold(rule, subject)) continue;
                apply(rule, subject);
                out.add(new Match(rule, null, true, subject.matcher.notes.copy()));
            }
        }
    }

    /// As a bystander, rules look at a stream in chunks: when enough has come, when a message is complete, when the
    /// session closes, and at its end; inline at every packet.
    private boolean ready(Subject subject, StreamWindow window) {
        if (inline || subject.ending || subject.messageComplete || window.pending() >= CHUNK_BYTES) return true;
        String tcp = subject.flow.tcpState;
        return tcp != null && CLOSING.contains(tcp);
    }

    private void scanPayload(Packet packet, Direction direction) {
        switch (packet.protocol) {
            case TCP -> {
                scanPayload(segmentScanner, direction);
                if (!packet.inStream) {
                    scanPayload(streamScanners[direction == null ? 0 : direction.ordinal()], direction);
                }
            }
            case UDP -> scanPayload(datagramScanner, direction);
            default -> scanPayload(otherScanner, direction);
        }
    }

    private void scanPayload(LiteralIndex.Scanner scanner, Direction direction) {
        int hits = scanner.scan(payload.data, 0, payload.length);
        for (int hit = 0; hit < hits; hit++) {
            for (int rule : scanner.rules(hit)) if (mayHold(rule, direction)) queue.add(rule);
        }
    }

    /// What costs least, before a rule is even put in order.
    boolean mayHold(int rule, Direction direction) {
        return index.allows(rule, direction) && headers.hold(rule);
    }

    private void stream(StreamWindow window, Direction direction) {
        for (int rule : index.streamAlways) if (mayHold(rule, direction)) queue.add(rule);
        LiteralIndex.Scanner scanner = streamScanners[direction.ordinal()];
        int from = window.scanFrom(index.streams(direction).longest());
        int hits = scanner.scan(window.data(), from, window.length() - from);
        for (int hit = 0; hit < hits; hit++) {
            for (int rule : scanner.rules(hit)) if (headers.hold(rule)) window.await(rule);
        }
        for (int i = 0; i < window.waiting.size(); i++) queue.add(window.waiting.place(i));
    }

    private void events(Packet packet) {
        for (int i = 0; i < packet.anomalyCount; i++) {
            int[] rules = index.events.get(RuleIndex.eventName(anomalyNames.apply(packet.anomalies[i])));
            if (rules != null) queue.addAll(rules);
        }
    }

    /// Rules on addresses alone, or on the recognised protocol alone: once a flow and direction.
    private void addresses(Subject subject, FlowState state) {
        if (index.addresses.length == 0) return;
        if (state == null
                || state.askAddresses(subject.direction)
                || recognised(subject) && state.askProtocol(subject.direction, subject.flow)) {
            index.byAddress.find(subject.packet, queue);
        }
        int unasked = state == null ? Integer.MAX_VALUE : state.takeUnasked(subject.direction);
        if (unasked == Integer.MAX_VALUE) return;
        for (int rule : index.addresses) if (index.generation.birth(rule) > unasked) queue.add(rule);
    }

    /// What the packet's sender speaks is known, or that it never will be.
    private static boolean recognised(Subject subject) {
        Flow flow = subject.flow;
        boolean toServer = subject.direction == Direction.TO_SERVER;
        return flow.appProtocol != null
                && (flow.appProtocol.equals("failed")
                        || (toServer ? flow.appProtocolToServer : flow.appProtocolToClient) != null);
    }

    private void takePayload(Packet packet, boolean ending) {
        int length = ending || packet.data == null || packet.payloadOffset < 0 ? 0 : packet.payloadBytes;
        length = (int)
                Math.max(0, Math.min(length, packet.data == null ? 0 : packet.data.byteSize() - packet.payloadOffset));
        if (copy.length < length) copy = new byte[Math.max(length, copy.length * 2)];
        if (length > 0) MemorySegment.copy(packet.data, ValueLayout.JAVA_BYTE, packet.payloadOffset, copy, 0, length);
        payload.set(copy, length);
    }

    private void evaluate(
            CompiledRule rule, Subject subject, FlowState state, StreamWindow window, boolean ready, List<Match> out) {
        boolean once = rule.scope() == Scope.ADDRESSES && state != null;
        if (once && hasMatched(rule, subject, state)) return;
        if (!headerHolds(rule, subject)) return;
        subject.variables = variables(subject.variables, rule.variables());
        subject.matcher.notes.clear();
        boolean inStream = false;
        if (rule.payload().isEmpty()) {
            if (subject.ending || !testsHold(rule, subject)) return;
        } else {
            inStream = ready && RuleIndex.looksAtStream(rule) && streamHolds(rule, subject, window);
            if (!inStream && !payloadHolds(rule, subject)) return;
            // The stream's bytes have had their chance, whatever the other tests say now. A match in a packet doesn't
            // count there: the stream is looked at again in its own chunk, as Suricata does.
            if (inStream) window.matched(rule.order());
            if (!testsHold(rule, subject)) return;
        }
        if (once) state.setMatched(rule.order(), subject.direction);
        apply(rule, subject);
        out.add(new Match(rule, null, inStream, subject.matcher.notes.copy()));
    }

    /// Once a direction; where a parser has switched the protocol, both directions learn of it at once.
    private static boolean hasMatched(CompiledRule rule, Subject subject, FlowState state) {
        if (state.hasMatched(rule.order(), subject.direction)) return true;
        return subject.flow.appProtocolOriginal != null && state.hasMatched(rule.order(), subject.direction.reverse());
    }

    /// Header, flow and protocol.
    boolean headerHolds(CompiledRule rule, Subject subject) {
        if (!mayHold(rule.order(), subject.direction)) return false;
        List<String> protocols = rule.header().appProtocols();
        if (!protocols.isEmpty()) {
            if (subject.flow == null || subject.flow.appProtocol == null) return false;
            if (!protocols.contains(subject.flow.appProtocol)) return false;
        }
        return rule.flow().holds(subject);
    }

    static boolean testsHold(CompiledRule rule, Subject subject) {
        List<PacketTest> tests = rule.packetTests();
        for (int i = 0; i < tests.size(); i++) if (!tests.get(i).holds(subject)) return false;
        return true;
    }

    static long[] variables(long[] old, int wanted) {
        if (old.length < wanted) return new long[wanted];
        Arrays.fill(old, 0);
        return old;
    }

    static void apply(CompiledRule rule, Subject subject) {
        List<Effect> effects = rule.effects();
        for (int i = 0; i < effects.size(); i++) effects.get(i).apply(subject);
        if (subject.memory == null || subject.matcher.notes.flowVariables.isEmpty()) return;
        subject.matcher.notes.flowVariables.forEach(subject.memory::variable);
    }

    private boolean streamHolds(CompiledRule rule, Subject subject, StreamWindow window) {
        int birth = index.generation.birth(rule.order());
        Window bytes = window.window(rule.order(), birth, stream, part);
        if (bytes == null) return false;
        return subject.matcher.matches(bytes, rule.payload(), subject.variables);
    }

    private boolean payloadHolds(CompiledRule rule, Subject subject) {
        if (rule.scope() == Scope.STREAM || subject.ending || payload.length == 0) return false;
        // What is part of the stream is looked at there, so that a match counts once.
        boolean tcp = subject.packet.protocol == TCP;
        if (tcp && subject.packet.inStream && rule.scope() == Scope.STREAM_OR_PACKET && RuleIndex.looksAtStream(rule)) {
            return false;
        }
        return subject.matcher.matches(payload, rule.payload(), subject.variables);
    }

    /// A clause on the payload inside a transaction rule: the stream so far, or the datagram.
    boolean clauseHolds(List<PayloadTest> tests, Subject subject, FlowState state) {
        Direction direction = subject.direction;
        StreamWindow window = state == null ? null : state.streamIfAny(direction);
        if (window != null && window.length() > 0) {
            stream.set(window.data(), window.length());
            stream.start = window.start();
            stream.complete = false;
            if (subject.matcher.matches(stream, tests, subject.variables)) return true;
        }
        return payload.length > 0 && subject.matcher.matches(payload, tests, subject.variables);
    }
}
