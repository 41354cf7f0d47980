package dejfa.correlate;

import dejfa.api.Address;
import dejfa.api.Alert;
import dejfa.api.Alert.Engine;
import dejfa.api.Alert.Phase;
import dejfa.api.Event;
import dejfa.api.Field;
import dejfa.api.Host;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.intel.ActorProfiles;
import dejfa.intel.ActorScorer;
import dejfa.testkit.Project;
import java.util.ArrayList;
import java.util.List;

/// Alerts and events made for tests.
final class Made {
    static final ActorScorer SCORER =
            new ActorScorer(ActorProfiles.load(Project.root().resolve("content/actors")));
    private static final long START_NS = 1_550_000_000_000_000_000L;
    private static final Schema DETECTION = schema("detection", "text");
    private static final Schema WINDOWS = schema("windows", "computer");

    private Made() {}

    static Schema schema(String event, String... texts) {
        List<Field> fields = new ArrayList<>();
        for (String text : texts) {
            fields.add(new Field(event, text, Field.Kind.TEXT, fields.size(), null, 0, null, text, null, false));
        }
        return new Schema(event, fields);
    }

    static long at(double minutes) {
        return START_NS + (long) (minutes * 60e9);
    }

    static Host host(String address) {
        return new Host("site", Address.parse(address));
    }

    static Event event(double minutes, String from, String to, int port, String application, Slots slots) {
        long id = Math.abs((minutes + from + to + port + slots).hashCode()) + 1L;
        return new Event(
                id,
                at(minutes),
                "site",
                "sensor",
                "made",
                0,
                from == null ? null : Address.parse(from),
                from == null ? -1 : 40_000,
                to == null ? null : Address.parse(to),
                to == null ? -1 : port,
                from == null ? -1 : 6,
                (long) minutes + 1,
                -1,
                application,
                slots,
                List.of());
    }

    /// An alert under construction: the usual case is short, everything else is set by name.
    static final class Alarm {
        private final String rule;
        private final Phase phase;
        private final double minutes;
        private Engine engine = Engine.BEHAVIOUR;
        private int severity = 2;
        private double confidence = 0.8;
        private String victim;
        private String peer;
        private String from;
        private String to;
        private String application = "tls";
        private String tool;
        private String computer;
        private int port = 443;
        private List<String> techniques = List.of();
        private List<String> indicators = List.of();
        private String title;

        Alarm(double minutes, String rule, Phase phase) {
            this.minutes = minutes;
            this.rule = rule;
            this.phase = phase;
            this.title = rule;
        }

        /// The own host `victim` connected to `peer`.
        Alarm outward(String own, String other) {
            victim = from = own;
            peer = to = other;
            return this;
        }

        Alarm inward(String other, String own) {
            victim = to = own;
            peer = from = other;
            return this;
        }

        Alarm log(String name) {
            computer = name;
            return this;
        }

        Alarm is(int newSeverity, double newConfidence) {
            severity = newSeverity;
            confidence = newConfidence;
            return this;
        }

        Alarm techniques(String... ids) {
            techniques = List.of(ids);
            return this;
        }

        Alarm tool(String name) {
            tool = name;
            return this;
        }

        Alarm engine(Engine which) {
            engine = which;
            return this;
        }

        Alarm over(String protocol, int newPort) {
            application = protocol;
            port = newPort;
            return this;
        }

        Alarm indicators(String... all) {
            indicators = List.of(all);
            return this;
        }

        Alarm title(String text) {
            title = text;
            return this;
        }

        Alert make() {
            Slots slots = new Slots(computer == null ? DETECTION : WINDOWS);
            if (computer != null) slots.set(slots.schema().field("computer"), computer);
            return new Alert(
                    event(minutes, from, to, port, application, slots),
                    engine,
                    rule,
                    title,
                    severity,
                    confidence,
                    phase,
                    techniques,
                    victim == null ? null : host(victim),
                    peer == null ? null : host(peer),
                    indicators,
                    tool,
                    true,
                    1);
        }
    }

    static Alarm alarm(double minutes, String rule, Phase phase) {
        return new Alarm(minutes, rule, phase);
    }

    static Event windows(double minutes, String computer, String address) {
        Slots slots = new Slots(WINDOWS);
        slots.set(WINDOWS.field("computer"), computer);
        return event(minutes, address, null, -1, null, slots);
    }

    static final String WEB = "10.20.1.5";
    static final String DOMAIN_CONTROLLER = "10.20.1.10";

    /// A case of espionage as public reports describe them: one attack, many kinds of alerts, several servers.
    static List<Alert> espionage() {
        List<Alert> all = new ArrayList<>();
        all.add(alarm(0, "port-scan", Phase.RECONNAISSANCE)
                .inward("198.51.100.20", WEB)
                .is(3, 0.9)
                .techniques("T1595.001")
                .make());
        all.add(alarm(20, "exploit", Phase.INITIAL_ACCESS)
                .inward("198.51.100.20", WEB)
                .is(2, 0.6)
                .techniques("T1190")
                .make());
        for (int i = 0; i < 5; i++) {
            all.add(alarm(40 + i, "web-shell", Phase.PERSISTENCE)
                    .inward("198.51.100.21", WEB)
                    .is(1, 0.9)
                    .techniques("T1505.003")
                    .make());
        }
        all.add(alarm(60, "beacon", Phase.COMMAND_AND_CONTROL)
                .outward(WEB, "203.0.113.5")
                .techniques("T1071.001", "T1573.002")
                .make());
        all.add(alarm(65, "gh0st-framing", Phase.COMMAND_AND_CONTROL)
                .outward(WEB, "203.0.113.6")
                .engine(Engine.DECODER)
                .over("failed", 8080)
                .is(1, 0.98)
                .tool("gh0st")
                .techniques("T1095")
                .indicators("framing:KOBRA")
                .make());
        all.add(alarm(70, "dns-tunnel", Phase.COMMAND_AND_CONTROL)
                .outward(WEB, "10.20.1.2")
                .over("dns", 53)
                .techniques("T1071.004", "T1132.001")
                .indicators("domain:update.example")
                .make());
        inside(all);
        return all;
    }

    /// What follows on the inside.
    private static void inside(List<Alert> all) {
        all.add(alarm(80, "nbt-scan", Phase.DISCOVERY)
                .outward(WEB, "10.20.1.77")
                .tool("NBTscan")
                .techniques("T1018")
                .make());
        all.add(alarm(90, "first-smb", Phase.LATERAL_MOVEMENT)
                .outward(WEB, DOMAIN_CONTROLLER)
                .techniques("T1021.002")
                .make());
        all.add(alarm(95, "dump", Phase.CREDENTIAL_ACCESS)
                .log("DC01.gov.example")
                .engine(Engine.SIGMA)
                .is(1, 0.8)
                .techniques("T1003.001")
                .make());
        all.add(alarm(100, "access-log-silent", Phase.DEFENSE_EVASION)
                .log("web01")
                .techniques("T1562.002")
                .make());
        all.add(alarm(120, "staged-archive", Phase.EXFILTRATION)
                .inward("198.51.100.22", WEB)
                .is(1, 0.8)
                .techniques("T1074.002", "T1560.001", "T1030")
                .make());
    }
}
