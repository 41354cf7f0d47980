package dejfa.protocols;

import dejfa.api.Direction;
import dejfa.api.Expectation;
import dejfa.api.FileHash;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.api.FlowParserFactory;
import dejfa.api.Packet;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.api.StreamSink;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;

/// Finds the protocol of each flow by its first bytes, in whichever direction they say it, and feeds its parser.
/// Holds no state but per flow and per partition, so one instance serves all workers as long as each partition has
/// one owner.
public final class ProtocolRecogniser implements StreamSink {
    /// `appProtocol` of a flow whose content is of no known protocol.
    public static final String FAILED = "failed";

    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int PARTITIONS = 64;

    private final List<FlowParserFactory> factories;
    /// those of `factories` that speak over it, with their usual ports
    private final Candidate[] overTcp;

    private final Candidate[] overUdp;
    private final Map<String, FlowParserFactory> byName = new HashMap<>();
    private final ExpectationTable[] expectations = new ExpectationTable[PARTITIONS];
    private Set<FileHash> hashes = Set.of();
    private final long[] failures = new long[PARTITIONS];

    /// A factory and what it says of itself, asked once.
    private record Candidate(FlowParserFactory factory, int[] ports, boolean weak) {
        boolean usual(Flow flow) {
            for (int port : ports) {
                if (port == flow.serverPort || flow.midstream && port == flow.clientPort) return true;
            }
            return false;
        }
    }

    /// With all parsers on the class path and their own settings.
    public ProtocolRecogniser() {
        this(Map.of());
    }

    /// With all parsers on the class path.
    ///
    /// @param settings by Suricata's dotted names
    public ProtocolRecogniser(Map<String, String> settings) {
        this(configured(settings));
    }

    private static List<FlowParserFactory> configured(Map<String, String> settings) {
        List<FlowParserFactory> all = ServiceLoader.load(FlowParserFactory.class).stream()
                .map(provider -> SwitchedFactory.of(provider.get(), settings))
                .toList();
        for (FlowParserFactory factory : all) factory.configure(settings);
        return all;
    }

    /// @param factories in any order, configured
    public ProtocolRecogniser(List<FlowParserFactory> factories) {
        List<FlowParserFactory> sorted = new ArrayList<>(factories);
        sorted.sort(Comparator.comparing(FlowParserFactory::weak).thenComparing(FlowParserFactory::protocol));
        this.factories = List.copyOf(sorted);
        overTcp = over(TCP);
        overUdp = over(UDP);
        for (FlowParserFactory factory : sorted) byName.putIfAbsent(factory.protocol(), factory);
        for (int i = 0; i < PARTITIONS; i++) expectations[i] = new ExpectationTable();
    }

    private Candidate[] over(int ipProtocol) {
        return factories.stream()
                .filter(factory -> factory.over(ipProtocol))
                .map(factory -> new Candidate(factory, factory.usualPorts(), factory.weak()))
                .toArray(Candidate[]::new);
    }

    /// The schemas of all transactions, each once.
    public List<Schema> schemas() {
        Set<Schema> all = new LinkedHashSet<>();
        for (FlowParserFactory factory : factories) all.addAll(factory.schemas());
        return List.copyOf(all);
    }

    /// Asks for digests of all files; before the first packet.
    public void hash(Set<FileHash> wanted) {
        hashes = Set.copyOf(wanted);
    }

    /// Protocol names in the order in which they are asked.
    public List<String> protocols() {
        return factories.stream().map(FlowParserFactory::protocol).toList();
    }

    /// Is there a parser of that name over that IP protocol?
    public boolean speaks(String protocol, int ipProtocol) {
        FlowParserFactory factory = factoryOf(protocol);
        return factory != null && factory.over(ipProtocol);
    }

    /// Exceptions out of parsers so far; each is a fault of the parser and cost its flow the rest of its events.
    public long parserFailures() {
        long sum = 0;
        for (long failure : failures) sum += failure;
        return sum;
    }

    /// Announced flows forgotten because too many were open.
    public long droppedExpectations() {
        long sum = 0;
        for (ExpectationTable table : expectations) sum += table.dropped();
        return sum;
    }

    @Override
    public void bytes(
            Packet cause, Flow flow, Direction direction, MemorySegment bytes, long offset, int count, long position) {
        if (count <= 0) return;
        FlowSession session = sessionOf(flow, timeOf(cause, flow));
        if (session.closed) return;
        askExpectations(session, flow, flow.transactions.timeNs());
        if (session.parser == null) recognise(session, flow, direction, bytes, offset, count);
        else feed(session, flow, direction, bytes, offset, count);
    }

    private Recognition says(
            FlowParserFactory factory, Direction direction, MemorySegment bytes, long offset, int count, Flow flow) {
        try {
            return factory.recognise(direction, bytes, offset, count, flow);
        } catch (RuntimeException | StackOverflowError fault) {
            failures[flow.partition & PARTITIONS - 1]++;
            return Recognition.NO;
        }
    }

    /// Does a packet from the middle of a TCP session, taken for the client's, say what only a server says?
    public boolean isAnswer(Packet packet) {
        if (packet.protocol != TCP || packet.payloadBytes <= 0) return false;
        boolean answer = false;
        for (Candidate candidate : overTcp) {
            if (candidate.weak()) continue;
            FlowParserFactory factory = candidate.factory();
            if (says(packet, factory, packet.direction) == Recognition.YES) return false;
            answer = answer || says(packet, factory, packet.direction.reverse()) == Recognition.YES;
        }
        return answer;
    }

    /// Is the first datagram of a flow an answer? The query went to a group address, or was not captured.
    public boolean isDatagramAnswer(Packet packet) {
        for (Candidate candidate : overUdp) {
            FlowParserFactory factory = candidate.factory();
            if (!factory.answers(packet.data, packet.payloadOffset, packet.payloadBytes)) continue;
            if (says(packet, factory, Direction.TO_CLIENT) == Recognition.YES) return true;
        }
        return false;
    }

    private Recognition says(Packet packet, FlowParserFactory factory, Direction direction) {
        return says(factory, direction, packet.data, packet.payloadOffset, packet.payloadBytes, packet.flow);
    }

    @Override
    public void gap(Packet cause, Flow flow, Direction direction, int lengthBytes, long streamOffset) {
        if (lengthBytes <= 0) return;
        FlowSession session = sessionOf(flow, timeOf(cause, flow));
        if (session.closed) return;
        askExpectations(session, flow, flow.transactions.timeNs());
        if (session.parser != null) missing(session, flow, direction, lengthBytes);
        else {
            FlowSession.Side side = session.side(direction);
            side.missing(lengthBytes);
            side.given = true;
            giveUpWhenHopeless(session, flow);
        }
    }

    @Override
    public void end(Packet cause, Flow flow, Direction direction) {
        if (flow.parserState == null) return;
        FlowSession session = sessionOf(flow, timeOf(cause, flow));
        FlowSession.Side side = session.side(direction);
        if (side.ended) return;
        side.ended = true;
        if (session.closed) return;
        if (session.parser != null) endOf(session, flow, direction);
        else {
            side.given = true;
            giveUpWhenHopeless(session, flow);
        }
    }

    /// One UDP packet of a flow, whole.
    public void datagram(Packet packet) {
        Flow flow = packet.flow;
        if (flow == null || packet.payloadBytes <= 0) return;
        FlowSession session = sessionOf(flow, packet.timeNs);
        if (session.closed) return;
        if (session.parser == null) {
            Recognition answer =
                    ask(session, flow, packet.direction, packet.data, packet.payloadOffset, packet.payloadBytes, UDP);
            if (answer != Recognition.YES) {
                if (++session.datagrams >= FlowSession.MAX_DATAGRAMS) fail(session, flow);
                return;
            }
        }
        session.side(packet.direction).position = 0;
        feed(session, flow, packet.direction, packet.data, packet.payloadOffset, packet.payloadBytes);
    }

    /// A flow that times out is delivered to its end without a packet.
    private static long timeOf(Packet cause, Flow flow) {
        return cause == null ? flow.lastNs : cause.timeNs;
    }

    private FlowSession sessionOf(Flow flow, long nowNs) {
        if (flow.parserState instanceof FlowSession session) {
            flow.transactions.timeNs(nowNs);
            return session;
        }
        FlowSession session = new FlowSession();
        flow.parserState = session;
        if (flow.transactions == null) flow.transactions = new Transactions(flow, hashes);
        flow.transactions.timeNs(nowNs);
        return session;
    }

    private ExpectationTable expectationsOf(Flow flow) {
        return expectations[flow.partition & PARTITIONS - 1];
    }

    private void askExpectations(FlowSession session, Flow flow, long nowNs) {
        if (session.expectationsAsked) return;
        session.expectationsAsked = true;
        Expectation expected = expectationsOf(flow).take(flow, nowNs);
        FlowParserFactory factory = expected == null ? null : factoryOf(expected.protocol());
        if (factory != null) start(session, flow, factory, expected.context());
    }

    private FlowParserFactory factoryOf(String protocol) {
        return byName.get(protocol);
    }

    private void start(FlowSession session, Flow flow, FlowParserFactory factory, Slots context) {
        if (flow.appProtocol != null && !flow.appProtocol.equals(FAILED)) flow.appProtocolOriginal = flow.appProtocol;
        flow.appProtocol = factory.protocol();
        session.parser = factory.create(flow, context);
    }

    private void recognise(
            FlowSession session, Flow flow, Direction direction, MemorySegment bytes, long offset, int count) {
        FlowSession.Side side = session.side(direction);
        if (session.firstSpeaker == null) session.firstSpeaker = direction;
        if (side.given) {
            side.missing(count);
            return;
        }
        Recognition answer;
        int kept = side.pendingBytes();
        if (kept == 0) answer = ask(session, flow, direction, bytes, offset, count, TCP);
        else {
            GrowingBytes pending = side.pending();
            pending.append(bytes, offset, count);
            MemorySegment all = MemorySegment.ofArray(pending.data());
            answer = ask(session, flow, direction, all, 0, pending.length(), TCP);
            pending.cut(kept);
        }
        if (answer == Recognition.YES) {
            Direction first = session.firstSpeaker;
            replay(session, flow, first);
            replay(session, flow, first.reverse());
            if (session.parser != null) feed(session, flow, direction, bytes, offset, count);
            return;
        }
        side.pending().append(bytes, offset, count);
        side.missing(side.pending().dropped());
        if (answer == Recognition.NO || side.pendingBytes() >= FlowSession.MAX_PENDING_BYTES) side.given = true;
        giveUpWhenHopeless(session, flow);
    }

    /// Gives the parser what came before it was known.
    private void replay(FlowSession session, Flow flow, Direction direction) {
        FlowSession.Side side = session.side(direction);
        if (side.pendingBytes() > 0 && session.parser != null) {
            byte[] first = side.takePending();
            feed(session, flow, direction, MemorySegment.ofArray(first), 0, first.length);
        }
        if (side.gapBytes > 0 && session.parser != null) {
            int missing = side.gapBytes;
            side.gapBytes = 0;
            missing(session, flow, direction, missing);
        }
        if (side.ended && session.parser != null) {
            endOf(session, flow, direction);
        }
    }

    private void missing(FlowSession session, Flow flow, Direction direction, int lengthBytes) {
        FlowSession.Side side = session.side(direction);
        flow.transactions.position(side.position);
        side.position += lengthBytes;
        try {
            session.parser.gap(direction, lengthBytes, flow.transactions);
        } catch (RuntimeException | StackOverflowError fault) {
            giveUp(session, flow);
        }
    }

    /// Usual ports first, then the strong, then the weak; a yes counts only when everyone before has said no, so
    /// that the answer does not depend on where the stream was cut.
    private Recognition ask(
            FlowSession session, Flow flow, Direction direction, MemorySegment bytes, long offset, int count, int ip) {
        Candidate[] candidates = ip == TCP ? overTcp : overUdp;
        boolean more = false;
        for (int round = 0; round < 2; round++) {
            for (Candidate candidate : candidates) {
                if (candidate.usual(flow) != (round == 0)) continue;
                // Recognising is a pure question: behind a doubt no yes counts, and no doubt adds to it.
                if (more) return Recognition.MORE;
                Recognition answer = says(candidate.factory(), direction, bytes, offset, count, flow);
                if (answer == Recognition.YES) {
                    start(session, flow, candidate.factory(), null);
                    return Recognition.YES;
                }
                more = answer == Recognition.MORE;
            }
        }
        return more ? Recognition.MORE : Recognition.NO;
    }

    /// Neither direction can be told any more.
    private void giveUpWhenHopeless(FlowSession session, Flow flow) {
        boolean server = session.toServer.given || session.toServer.ended;
        boolean client = session.toClient.given || session.toClient.ended;
        if (server && client) fail(session, flow);
    }

    private void fail(FlowSession session, Flow flow) {
        if (flow.appProtocol == null) flow.appProtocol = FAILED;
        close(session);
    }

    private static void close(FlowSession session) {
        session.closed = true;
        session.parser = null;
        session.forgetPending();
    }

    private void feed(
            FlowSession session, Flow flow, Direction direction, MemorySegment bytes, long offset, int count) {
        FlowParser reader = session.parser;
        Transactions out = flow.transactions;
        FlowSession.Side side = session.side(direction);
        if (!side.compared) compare(flow, side, direction, bytes, offset, count);
        out.position(side.position);
        side.position += count;
        try {
            reader.accept(direction, bytes, offset, count, out);
        } catch (RuntimeException | StackOverflowError fault) {
            giveUp(session, flow);
        }
        announce(flow, out);
        if (session.closed) return;
        String successor = out.takeSuccessor();
        if (successor != null) {
            succeed(session, flow, successor);
            int leftover = Math.min(out.leftoverBytes(), count);
            side.position -= leftover;
            if (leftover > 0 && !session.closed) {
                MemorySegment rest = bytes;
                long restOffset = offset + count - leftover;
                if (session.parser != null) feed(session, flow, direction, rest, restOffset, leftover);
                else recognise(session, flow, direction, rest, restOffset, leftover);
            }
        } else if (out.bypassed()) {
            flow.state = Flow.State.BYPASSED;
            close(session);
        }
    }

    /// The first bytes of a direction whose protocol is known already: do they look like another one?
    private void compare(
            Flow flow, FlowSession.Side side, Direction direction, MemorySegment bytes, long offset, int count) {
        side.compared = true;
        String looks = flow.appProtocol;
        FlowParserFactory own = factoryOf(looks);
        if (flow.protocol == TCP
                && flow.appProtocolOriginal == null
                && own != null
                && says(own, direction, bytes, offset, count, flow) == Recognition.NO) {
            for (Candidate candidate : overTcp) {
                if (candidate.weak()) continue;
                if (says(candidate.factory(), direction, bytes, offset, count, flow) != Recognition.YES) continue;
                looks = candidate.factory().protocol();
                flow.transactions.anomaly("applayer_mismatch_protocol_both_directions");
                break;
            }
        }
        if (direction == Direction.TO_SERVER) flow.appProtocolToServer = looks;
        else flow.appProtocolToClient = looks;
    }

    private void succeed(FlowSession session, Flow flow, String protocol) {
        session.parser = null;
        session.forgetPending();
        FlowParserFactory factory = protocol.isEmpty() ? null : factoryOf(protocol);
        if (factory != null) start(session, flow, factory, flow.transactions.successorContext());
        else if (!protocol.isEmpty()) close(session);
    }

    private void announce(Flow flow, Transactions out) {
        if (out.expectations().isEmpty()) return;
        for (Expectation expectation : out.expectations()) {
            expectationsOf(flow).add(expectation, out.timeNs());
        }
        out.expectations().clear();
    }

    private void endOf(FlowSession session, Flow flow, Direction direction) {
        try {
            session.parser.end(direction, flow.transactions);
        } catch (RuntimeException | StackOverflowError fault) {
            giveUp(session, flow);
        }
    }

    /// A parser never throws; if one does, its flow is given up, counted, and everyone else goes on.
    private void giveUp(FlowSession session, Flow flow) {
        failures[flow.partition & PARTITIONS - 1]++;
        flow.appProtocol = FAILED;
        for (Transaction open : flow.transactions.live()) open.complete();
        close(session);
    }
}
