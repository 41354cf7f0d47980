package dejfa.detect.behaviour;

import dejfa.api.Address;
import dejfa.api.Alert;
import dejfa.api.Detector;
import dejfa.api.Event;
import dejfa.api.Field;
import dejfa.api.FileinfoFields;
import dejfa.api.FlowFields;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.testkit.Project;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A small synthetic network: writes events, sorts them by time, runs shipped behaviours over them.
final class World {
    static final long SECOND = 1_000_000_000L;
    static final long START = 1_560_000_000L * SECOND;
    static final Schema DNS_QUESTION = schema("dns_question", null, "rrname:BYTES", "rrtype:TEXT");
    static final Schema DNS_RECORD = schema("dns_record", null, "rrname:BYTES", "rrtype:TEXT", "rdata:BYTES");
    static final Schema HTTP = schema(
            "http",
            null,
            "hostname:TEXT",
            "shown_url:TEXT",
            "uri:BYTES",
            "method:BYTES",
            "user_agent:BYTES",
            "status:NUMBER",
            "length:NUMBER",
            "request_length:NUMBER",
            "request_content_type:BYTES",
            "response_content_type:BYTES",
            "referer:BYTES");
    static final Schema TLS = schema("tls", null, "sni:BYTES", "subject:TEXT", "issuer:TEXT", "fingerprint:TEXT");
    static final Schema IIS = schema(
            "iis",
            null,
            "method:TEXT",
            "uri_stem:TEXT",
            "uri_query:TEXT",
            "user_agent:TEXT",
            "host:TEXT",
            "status:NUMBER");
    static final Schema ACCESS = schema(
            "access",
            null,
            "method:TEXT",
            "uri_stem:TEXT",
            "uri_query:TEXT",
            "user_agent:TEXT",
            "host:TEXT",
            "status:NUMBER");
    static final Schema WINDOWS = schema(
            "windows",
            null,
            "event_id:NUMBER",
            "channel:TEXT",
            "provider:TEXT",
            "computer:TEXT",
            "record_id:NUMBER",
            "data:MAP");
    static final Schema GH0ST =
            schema("gh0st", null, "tag:BYTES", "message_bytes:NUMBER", "inflated_bytes:NUMBER", "proven:FLAG");
    static final Schema FTP = schema("ftp", null, "command:TEXT", "completion_code:TEXT_LIST");
    static final Schema FTP_DATA = schema("ftp_data", null, "command:TEXT", "filename:BYTES");
    static final Schema SMB =
            schema("smb", null, "command:TEXT", "disposition:TEXT", "filename:BYTES", "status:TEXT", "share:BYTES");
    static final Schema SMTP = schema("smtp", null, "helo:TEXT");
    static final Schema DNS = new Schema(
            "dns",
            List.of(
                    new Field("dns", "type", Field.Kind.TEXT, 0, null, 0, null, "type", null, false),
                    new Field(
                            "dns", "queries", Field.Kind.RECORD_LIST, 1, null, 0, null, "queries", DNS_QUESTION, false),
                    new Field("dns", "answers", Field.Kind.RECORD_LIST, 2, null, 0, null, "answers", DNS_RECORD, false),
                    new Field("dns", "message_bytes", Field.Kind.NUMBER, 3, null, 0, null, null, null, false),
                    new Field("dns", "rcode", Field.Kind.TEXT, 4, null, 0, null, "rcode", null, false)));
    static final List<Schema> SCHEMAS = List.of(
            FlowFields.SCHEMA,
            FileinfoFields.SCHEMA,
            HTTP,
            TLS,
            IIS,
            ACCESS,
            WINDOWS,
            GH0ST,
            DNS,
            FTP,
            SMTP,
            FTP_DATA,
            SMB);

    final List<Event> events = new ArrayList<>();
    final Random random;
    private long next = 1;

    World(Random random) {
        this.random = random;
    }

    static Schema schema(String event, Schema of, String... fields) {
        List<Field> all = new ArrayList<>();
        for (String field : fields) {
            String[] parts = field.split(":");
            all.add(new Field(
                    event, parts[0], Field.Kind.valueOf(parts[1]), all.size(), null, 0, null, parts[0], of, false));
        }
        return new Schema(event, all);
    }

    /// @param atS seconds after the start of the world
    World add(double atS, String source, String destination, int port, int protocol, String app, Slots slots) {
        long id = next++;
        add(atS, id, source, destination, port, protocol, app, slots);
        return this;
    }

    private void add(
            double atS, long flow, String source, String destination, int port, int protocol, String app, Slots slots) {
        events.add(new Event(
                next++,
                START + (long) (atS * SECOND),
                "here",
                "sensor",
                "test",
                flow,
                source == null ? null : Address.parse(source),
                source == null ? -1 : 40_000,
                destination == null ? null : Address.parse(destination),
                destination == null ? -1 : port,
                protocol,
                next,
                -1,
                app,
                slots,
                List.of()));
    }

    World flow(double atS, String from, String to, int port, boolean handshake, long up, long down) {
        return flow(atS, from, to, port, 6, handshake, up, down, null);
    }

    World flow(
            double atS,
            String from,
            String to,
            int port,
            int protocol,
            boolean answered,
            long up,
            long down,
            String app) {
        add(atS + 1, from, to, port, protocol, app, flowSlots(atS, answered && protocol == 6, answered, up, down));
        return this;
    }

    private static Slots flowSlots(double atS, boolean handshake, boolean answered, long up, long down) {
        return new Slots(FlowFields.SCHEMA)
                .set(FlowFields.START_NS, START + (long) (atS * SECOND))
                .set(FlowFields.HANDSHAKE, (Object) handshake)
                .set(FlowFields.ANSWERED, (Object) answered)
                .set(FlowFields.AGE, 1)
                .set(FlowFields.PACKETS_TO_SERVER, 3)
                .set(FlowFields.PACKETS_TO_CLIENT, answered ? 3 : 0)
                .set(FlowFields.BYTES_TO_SERVER, up)
                .set(FlowFields.BYTES_TO_CLIENT, down);
    }

    World tls(double atS, String from, String to, String sni, String subject, String issuer, long up, long down) {
        long flow = next++;
        add(atS, flow, from, to, 443, 6, null, slots(TLS, "sni", sni, "subject", subject, "issuer", issuer));
        add(atS + 1, flow, from, to, 443, 6, "tls", flowSlots(atS, true, true, up, down));
        return this;
    }

    World resolve(double atS, String client, String name, String address) {
        Slots question = slots(DNS_QUESTION, "rrname", name, "rrtype", "A");
        Slots answer = slots(DNS_RECORD, "rrname", name, "rrtype", "A", "rdata", address);
        return add(
                atS,
                client,
                "10.0.0.53",
                53,
                17,
                null,
                slots(DNS, "type", "response", "queries", List.of(question), "answers", List.of(answer)));
    }

    World query(double atS, String client, String name, String type) {
        Slots question = slots(DNS_QUESTION, "rrname", name, "rrtype", type);
        return add(atS, client, "8.8.8.8", 53, 17, null, slots(DNS, "type", "request", "queries", List.of(question)));
    }

    World http(double atS, String from, String to, String method, String uri, String agent, long up, long down) {
        return add(
                atS,
                from,
                to,
                80,
                6,
                null,
                slots(
                        HTTP,
                        "method",
                        method,
                        "uri",
                        uri,
                        "shown_url",
                        uri,
                        "user_agent",
                        agent,
                        "hostname",
                        to,
                        "status",
                        200L,
                        "request_length",
                        up,
                        "length",
                        down));
    }

    World iis(double atS, String from, String server, String method, String path) {
        return add(
                atS,
                from,
                server,
                443,
                6,
                null,
                slots(IIS, "method", method, "uri_stem", path, "user_agent", "x", "status", 200L));
    }

    World windows(double atS, String address, long id, String channel, Map<String, String> data) {
        return add(
                atS,
                address,
                null,
                -1,
                -1,
                null,
                slots(WINDOWS, "event_id", id, "channel", channel, "computer", "WEB01", "data", data));
    }

    /// A record of a Windows log with its number.
    World numbered(double atS, String address, String channel, long record) {
        return add(
                atS,
                address,
                null,
                -1,
                -1,
                null,
                slots(WINDOWS, "event_id", 4624L, "channel", channel, "computer", "WEB01", "record_id", record));
    }

    static Slots slots(Schema schema, Object... pairs) {
        Slots slots = new Slots(schema);
        for (int i = 0; i < pairs.length; i += 2) {
            Field field = schema.field((String) pairs[i]);
            Object value = pairs[i + 1];
            boolean wire = field.kind() == Field.Kind.BYTES && value instanceof String;
            slots.set(field, wire ? ((String) value).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1) : value);
        }
        return slots;
    }

    List<Event> sorted() {
        return events.stream().sorted(Comparator.comparingLong(Event::timeNs)).toList();
    }

    /// Alerts of all shipped behaviours.
    List<Alert> alerts() {
        return alerts(sorted());
    }

    /// The same of events in that order: a log whose clock goes back.
    static List<Alert> alerts(List<Event> given) {
        List<Alert> alerts = new ArrayList<>();
        DetectorStage stage = stage();
        for (Event event : given) stage.accept(event, alerts::add);
        stage.finish(given.getLast().timeNs(), alerts::add);
        return alerts;
    }

    List<Alert> alerts(String rule) {
        return alerts().stream().filter(alert -> alert.rule().equals(rule)).toList();
    }

    static DetectorStage stage() {
        return new DetectorStage(detectors(), HomeNetworks.PRIVATE);
    }

    static List<Detector<?>> detectors() {
        Behaviours.Loaded loaded = Behaviours.load(Project.root().resolve("content"), SCHEMAS, HomeNetworks.PRIVATE);
        if (!loaded.problems().isEmpty())
            throw new AssertionError(loaded.problems().toString());
        return loaded.detectors();
    }
}
