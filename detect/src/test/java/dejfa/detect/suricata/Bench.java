package dejfa.detect.suricata;

import dejfa.api.Address;
import dejfa.api.Direction;
import dejfa.api.Event;
import dejfa.api.Field;
import dejfa.api.Flow;
import dejfa.api.Packet;
import dejfa.api.Schema;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Packets, flows and transactions by hand, and the engine that looks at them.
final class Bench {
    static final Field URI =
            new Field("http", "uri", Field.Kind.BYTES, 0, Direction.TO_SERVER, 1, "http.uri", "url", null, false);
    static final Field HOST = new Field(
            "http", "host", Field.Kind.BYTES, 1, Direction.TO_SERVER, 2, "http.host", "hostname", null, false);
    static final Field STATUS =
            new Field("http", "code", Field.Kind.BYTES, 2, Direction.TO_CLIENT, 1, "http.stat_code", null, null, false);
    static final Field BODY = new Field(
            "http", "body", Field.Kind.BODY, 3, Direction.TO_CLIENT, 3, "http.response_body", null, null, false);
    static final Field LENGTH =
            new Field("http", "length", Field.Kind.NUMBER, 4, Direction.TO_CLIENT, 2, "http.length", null, null, false);
    static final Schema HTTP = new Schema("http", List.of(URI, HOST, STATUS, BODY, LENGTH));

    private final RuleSettings settings;
    RuleSet rules;
    final RuleEngine engine;
    final AlertDecider decider;
    final List<Long> alerts = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    private long number;
    private long timeNs = 1_000_000_000L;

    Bench(String... lines) {
        this(RuleSettings.around("10.0.0.0/8"), lines);
    }

    Bench(RuleSettings settings, String... lines) {
        this.settings = settings;
        rules = RuleLoader.parse(String.join("\n", lines), Path.of("test.rules"), settings, List.of(HTTP));
        engine = new RuleEngine(rules, new RuleEngine.Setup("site", "sensor", 1, i -> "in", i -> "ipv4.trunc_pkt"));
        decider = new AlertDecider(rules);
    }

    /// With event types and their options, as an operator asks for them.
    static Bench telling(Map<String, String> settings, Map<String, Map<String, Object>> eveTypes, String... lines) {
        return new Bench(new RuleSettings(Map.of(), Map.of(), settings, eveTypes, List.of()), lines);
    }

    /// Other rules from the next packet on, as a reload brings them.
    Bench reload(String... lines) {
        RuleSet next =
                RuleLoader.parse(String.join("\n", lines), Path.of("test.rules"), settings, List.of(HTTP), rules);
        next.succeed(rules);
        engine.swap(next);
        decider.swap(next);
        rules.close();
        rules = next;
        return this;
    }

    /// Streams are looked at with every packet.
    static Bench inline(String... lines) {
        return new Bench(new RuleSettings(Map.of(), Map.of(), Map.of("stream.inline", "true"), List.of()), lines);
    }

    static Bench inlineTcp(String option) {
        return inline("alert tcp any any -> any any (msg:\"r\"; " + option + " sid:1;)");
    }

    /// With one option list after `alert tcp any any -> any any`.
    static Bench tcp(String... options) {
        String[] lines = new String[options.length];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "alert tcp any any -> any any (msg:\"r\"; " + options[i] + " sid:" + (i + 1) + ";)";
        }
        return new Bench(lines);
    }

    static Bench http(String... options) {
        String[] lines = new String[options.length];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "alert http any any -> any any (msg:\"r\"; " + options[i] + " sid:" + (i + 1) + ";)";
        }
        return new Bench(lines);
    }

    static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Flow flow() {
        Flow flow = new Flow();
        Address client = Address.parse("10.1.1.1");
        Address server = Address.parse("192.0.2.9");
        flow.id = 7;
        flow.clientHigh = client.high();
        flow.clientLow = client.low();
        flow.serverHigh = server.high();
        flow.serverLow = server.low();
        flow.clientPort = 40_000;
        flow.serverPort = 80;
        flow.protocol = 6;
        flow.ipVersion = 4;
        flow.state = Flow.State.ESTABLISHED;
        flow.transactions = new Transactions(flow);
        return flow;
    }

    /// A packet of the flow, established, outside of the stream.
    Packet packet(Flow flow, Direction direction, String payload) {
        Packet packet = new Packet();
        packet.clear();
        boolean toServer = direction == Direction.TO_SERVER;
        packet.number = ++number;
        packet.timeNs = timeNs;
        packet.data = MemorySegment.ofArray(bytes(payload));
        packet.payloadOffset = 0;
        packet.payloadBytes = payload.length();
        packet.ipVersion = 4;
        packet.protocol = flow.protocol;
        packet.flow = flow;
        packet.direction = direction;
        packet.established = true;
        packet.sourceHigh = toServer ? flow.clientHigh : flow.serverHigh;
        packet.sourceLow = toServer ? flow.clientLow : flow.serverLow;
        packet.destinationHigh = toServer ? flow.serverHigh : flow.clientHigh;
        packet.destinationLow = toServer ? flow.serverLow : flow.clientLow;
        packet.sourcePort = toServer ? flow.clientPort : flow.serverPort;
        packet.destinationPort = toServer ? flow.serverPort : flow.clientPort;
        return packet;
    }

    void later(double seconds) {
        timeNs += (long) (seconds * 1e9);
    }

    /// A packet on its own.
    Bench see(String payload) {
        Flow flow = flow();
        flow.transactions = null;
        return see(packet(flow, Direction.TO_SERVER, payload));
    }

    Bench see(Packet packet) {
        engine.inspect(packet, this::take);
        return this;
    }

    /// Stream bytes that come with a packet.
    Bench say(Flow flow, Direction direction, String text, long streamOffset) {
        Packet packet = packet(flow, direction, text);
        packet.inStream = true;
        engine.bytes(packet, flow, direction, packet.data, 0, text.length(), streamOffset);
        return see(packet);
    }

    Bench end(Flow flow) {
        engine.end(flow, this::take);
        return this;
    }

    private void take(Candidate candidate) {
        decider.decide(candidate).ifPresent(event -> {
            events.add(event);
            if (candidate.rule() != null) alerts.add(candidate.rule().info().sid());
        });
    }

    Transaction transaction(Flow flow) {
        flow.appProtocol = "http";
        return flow.transactions.open(HTTP);
    }
}
