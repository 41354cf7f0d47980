package dejfa.detect.suricata.keyword;

import dejfa.detect.suricata.keyword.field.Text;
import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.detect.suricata.data.Protocols;
import dejfa.detect.suricata.match.IntegerTest;
import dejfa.detect.suricata.rule.BadRule;
import dejfa.detect.suricata.rule.Clause;
import dejfa.detect.suricata.rule.Effect;
import dejfa.detect.suricata.rule.FlowMemory;
import dejfa.detect.suricata.rule.FlowTest;
import dejfa.detect.suricata.rule.HostBit;
import dejfa.detect.suricata.rule.PacketTest;
import dejfa.detect.suricata.rule.Subject;
import dejfa.detect.suricata.rule.Threshold.Track;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/// `flow`, flowbits and their kin, and what is known of the flow as a whole.
final class FlowKeywords {
    /// Events that older rules call by another name.
    private static final Map<String, String> OLD_EVENTS =
            Map.of("weak_crypto_nodh", "weak_crypto_no_dh", "weak_crypto_noauth", "weak_crypto_no_auth");

    private FlowKeywords() {}

    static void register(Map<String, Keyword> all) {
        all.put("flow", FlowKeywords::flow);
        all.put("flowbits", FlowKeywords::flowBits);
        all.put("flowint", FlowKeywords::flowInt);
        all.put("xbits", (rule, value) -> hostBits(rule, value, true));
        all.put("hostbits", (rule, value) -> hostBits(rule, value, false));
        all.put("app-layer-protocol", FlowKeywords::appProtocol);
        all.put("app-layer-event", FlowKeywords::appEvent);
        all.put("stream_size", FlowKeywords::streamSize);
        number(all, "flow.pkts_toclient", f -> f.packetsToClient);
        number(all, "flow.pkts_toserver", f -> f.packetsToServer);
        number(all, "flow.bytes_toclient", f -> f.bytesToClient);
        number(all, "flow.bytes_toserver", f -> f.bytesToServer);
        number(all, "flow.age", f -> (f.lastNs - f.startNs) / 1_000_000_000L);
        sided(all, "flow.pkts", f -> f.packetsToServer, f -> f.packetsToClient);
        sided(all, "flow.bytes", f -> f.bytesToServer, f -> f.bytesToClient);
    }

    private static void number(Map<String, Keyword> all, String name, ToLongFunction<Flow> number) {
        all.put(name, (rule, value) -> {
            IntegerTest test = Text.integerTest(value, name, Map.of());
            rule.packetTests.add(s -> s.flow != null && test.holds(number.applyAsLong(s.flow)));
        });
    }

    private static void sided(
            Map<String, Keyword> all, String name, ToLongFunction<Flow> server, ToLongFunction<Flow> client) {
        all.put(name, (rule, value) -> {
            String[] words = Text.wordAndRest(Text.required(value, name));
            IntegerTest test = Text.integerTest(words[1], name, Map.of());
            PacketTest chosen =
                    switch (words[0]) {
                        case "toserver" -> s -> test.holds(server.applyAsLong(s.flow));
                        case "toclient" -> s -> test.holds(client.applyAsLong(s.flow));
                        case "both" -> s -> test.holds(server.applyAsLong(s.flow) + client.applyAsLong(s.flow));
                        case "either" ->
                            s -> test.holds(server.applyAsLong(s.flow)) || test.holds(client.applyAsLong(s.flow));
                        default ->
                            throw new BadRule(
                                    name + " knows no side " + words[0], "use toserver, toclient, both, either");
                    };
            rule.packetTests.add(s -> s.flow != null && chosen.holds(s));
        });
    }

    /// Is it the first packet of its direction?
    static boolean isFirst(Subject s) {
        return (s.direction == Direction.TO_SERVER ? s.flow.packetsToServer : s.flow.packetsToClient) == 1;
    }

    private static void flow(RuleBuilder rule, String value) {
        int directions = rule.flow.directions();
        FlowTest.State state = FlowTest.State.ANY;
        boolean onlyStream = false;
        boolean noStream = false;
        FlowTest.Fragments fragments = FlowTest.Fragments.ANY;
        for (String part : Text.parts(Text.required(value, "flow"))) {
            switch (part.toLowerCase(Locale.ROOT)) {
                case "to_server", "from_client" -> directions = FlowTest.TO_SERVER;
                case "to_client", "from_server" -> directions = FlowTest.TO_CLIENT;
                case "established" -> state = FlowTest.State.ESTABLISHED;
                case "not_established" -> state = FlowTest.State.NOT_ESTABLISHED;
                case "stateless" -> state = FlowTest.State.STATELESS;
                case "only_stream" -> onlyStream = true;
                case "no_stream" -> noStream = true;
                case "no_frag" -> fragments = FlowTest.Fragments.NONE;
                case "only_frag" -> fragments = FlowTest.Fragments.ONLY;
                case "" -> {}
                default -> throw new BadRule("flow knows no " + part, "see the user guide on flow");
            }
        }
        rule.flow = new FlowTest(directions, state, onlyStream, noStream, fragments, true);
    }

    private static void flowBits(RuleBuilder rule, String value) {
        String[] words = Text.wordAndRest(Text.required(value, "flowbits"));
        String command = words[0].toLowerCase(Locale.ROOT);
        if (command.equals("noalert")) {
            rule.noAlert = true;
            return;
        }
        if (words[1].isBlank()) throw new BadRule("flowbits:" + command + " names no bit", "name one");
        int[] bits = List.of(words[1].split("\\|")).stream()
                .map(String::strip)
                .mapToInt(rule.context::bit)
                .toArray();
        switch (command) {
            case "isset" -> rule.packetTests.add(s -> s.memory != null && any(s.memory, bits, true));
            case "isnotset" -> rule.packetTests.add(s -> s.memory != null && any(s.memory, bits, false));
            case "set" -> effect(rule, s -> each(bits, s.memory::setBit));
            case "unset" -> effect(rule, s -> each(bits, s.memory::clearBit));
            case "toggle" -> effect(rule, s -> each(bits, s.memory::flipBit));
            default ->
                throw new BadRule("flowbits knows no " + command, "use set, unset, toggle, isset, isnotset, noalert");
        }
        BitUse use =
                switch (command) {
                    case "isset", "isnotset" -> BitUse.READS;
                    default -> BitUse.WRITES;
                };
        rule.bitUses.add(use);
    }

    /// What a rule does to flow memory; decides in which order rules run.
    enum BitUse {
        READS,
        WRITES
    }

    private static void effect(RuleBuilder rule, Effect effect) {
        rule.effects.add(s -> {
            if (s.memory != null) effect.apply(s);
        });
    }

    private static void each(int[] bits, java.util.function.IntConsumer action) {
        for (int bit : bits) action.accept(bit);
    }

    /// Of several bits one must be (`isset`), or must be missing (`isnotset`).
    private static boolean any(FlowMemory memory, int[] bits, boolean wanted) {
        for (int bit : bits) if (memory.bit(bit) == wanted) return true;
        return false;
    }

    private static void flowInt(RuleBuilder rule, String value) {
        List<String> parts = Text.parts(Text.required(value, "flowint"));
        if (parts.size() < 2) throw new BadRule("flowint needs name and operation", "write flowint:name,+,1;");
        int index = rule.context.number(parts.get(0));
        String operation = parts.get(1).toLowerCase(Locale.ROOT);
        rule.bitUses.add("+-=".contains(operation) ? BitUse.WRITES : BitUse.READS);
        if (operation.equals("isset")) {
            rule.packetTests.add(s -> s.memory != null && s.memory.number(index) != null);
            return;
        }
        if (operation.equals("isnotset") || operation.equals("notset")) {
            rule.packetTests.add(s -> s.memory != null && s.memory.number(index) == null);
            return;
        }
        if (parts.size() < 3) throw new BadRule("flowint:" + operation + " needs a value", "give a number or a name");
        ToLongFunction<Subject> operand = operand(rule, parts.get(2));
        switch (operation) {
            case "=" -> effect(rule, s -> s.memory.number(index, operand.applyAsLong(s)));
            case "+" -> effect(rule, s -> s.memory.number(index, old(s, index) + operand.applyAsLong(s)));
            case "-" -> effect(rule, s -> s.memory.number(index, Math.max(0, old(s, index) - operand.applyAsLong(s))));
            default -> rule.packetTests.add(comparison(index, operation, operand));
        }
    }

    private static ToLongFunction<Subject> operand(RuleBuilder rule, String text) {
        if (!text.isEmpty() && Character.isDigit(text.charAt(0))) {
            long constant = Text.number(text, "flowint");
            return s -> constant;
        }
        int other = rule.context.number(text);
        return s -> old(s, other);
    }

    private static long old(Subject s, int index) {
        Long number = s.memory.number(index);
        return number == null ? 0 : number;
    }

    private static PacketTest comparison(int index, String operation, ToLongFunction<Subject> operand) {
        Holds holds =
                switch (operation) {
                    case "<" -> (a, b) -> a < b;
                    case ">" -> (a, b) -> a > b;
                    case "<=" -> (a, b) -> a <= b;
                    case ">=" -> (a, b) -> a >= b;
                    case "==" -> (a, b) -> a == b;
                    case "!=" -> (a, b) -> a != b;
                    default ->
                        throw new BadRule("flowint knows no " + operation, "use + - = < > <= >= == != isset isnotset");
                };
        return s -> s.memory != null
                && s.memory.number(index) != null
                && holds.test(s.memory.number(index), operand.applyAsLong(s));
    }

    /// A comparison of two numbers.
    @FunctionalInterface
    private interface Holds {
        boolean test(long a, long b);
    }

    /// `set,name,track ip_src,expire 60` and, for hostbits, `set,name[,src|dst|both]`.
    private static void hostBits(RuleBuilder rule, String value, boolean xbits) {
        List<String> parts = Text.parts(Text.required(value, xbits ? "xbits" : "hostbits"));
        String command = parts.getFirst().toLowerCase(Locale.ROOT);
        if (command.equals("noalert")) {
            rule.noAlert = true;
            return;
        }
        HostBit.Operation operation =
                switch (command) {
                    case "set" -> HostBit.Operation.SET;
                    case "unset" -> HostBit.Operation.UNSET;
                    case "toggle" -> HostBit.Operation.TOGGLE;
                    case "isset" -> HostBit.Operation.IS_SET;
                    case "isnotset" -> HostBit.Operation.IS_NOT_SET;
                    default ->
                        throw new BadRule(
                                "bits know no " + command, "use set, unset, toggle, isset, isnotset, noalert");
                };
        if (parts.size() < 2) throw new BadRule(command + " names no bit", "name one");
        Track track = xbits ? Track.PAIR : Track.EITHER;
        int seconds = xbits ? 30 : 300;
        for (String part : parts.subList(2, parts.size())) {
            String[] words = part.split("\\s+");
            String last = words[words.length - 1].toLowerCase(Locale.ROOT);
            switch (words[0].toLowerCase(Locale.ROOT)) {
                case "expire" -> seconds = Text.count(last, "expire");
                case "track", "src", "dst", "both" ->
                    track = switch (last) {
                        case "ip_src", "src" -> Track.SOURCE;
                        case "ip_dst", "dst" -> Track.DESTINATION;
                        case "ip_pair" -> Track.PAIR;
                        case "tx" -> throw new BadRule("bits of transactions are not kept", "track ip_pair instead");
                        default -> Track.EITHER;
                    };
                default -> throw new BadRule("bits know no option " + part, "use track and expire");
            }
        }
        rule.hostBits.add(new HostBit(operation, parts.get(1), track, seconds));
        rule.bitUses.add(operation.asks() ? BitUse.READS : BitUse.WRITES);
    }

    /// `ssh`, `!tls`, `http1,original`, `dns,exact`: without a word of whose, what the packet's sender speaks.
    private static void appProtocol(RuleBuilder rule, String value) {
        List<String> parts = Text.parts(Text.required(value, "app-layer-protocol"));
        boolean negated = parts.getFirst().startsWith("!");
        String name = parts.getFirst().substring(negated ? 1 : 0).strip().toLowerCase(Locale.ROOT);
        List<String> names = Protocols.like(name);
        Spoken spoken = FlowKeywords::bySender;
        for (String option : parts.subList(1, parts.size())) {
            switch (option.toLowerCase(Locale.ROOT).replace("_", "")) {
                case "exact" -> names = List.of(name);
                case "final" -> spoken = s -> List.of(known(s.flow.appProtocol));
                case "original" -> spoken = s -> List.of(known(firstOf(s.flow)));
                case "direction" -> spoken = FlowKeywords::bySender;
                case "toserver" -> spoken = s -> List.of(by(s.flow, Direction.TO_SERVER));
                case "toclient" -> spoken = s -> List.of(by(s.flow, Direction.TO_CLIENT));
                case "either" ->
                    spoken = s -> List.of(by(s.flow, Direction.TO_SERVER), by(s.flow, Direction.TO_CLIENT));
                default ->
                    throw new BadRule(
                            "app-layer-protocol knows no " + option,
                            "use final, original, direction, to_server, to_client, either, exact");
            }
        }
        rule.protocolTests++;
        List<String> wanted = names;
        Spoken asked = spoken;
        rule.packetTests.add(s -> {
            if (s.flow == null || s.flow.appProtocol == null) return false;
            boolean any = false;
            for (String one : asked.of(s)) any |= wanted.contains(one);
            return any != negated;
        });
    }

    /// The protocols that count; a name that nobody asks for where there is none.
    @FunctionalInterface
    private interface Spoken {
        List<String> of(Subject subject);
    }

    private static List<String> bySender(Subject s) {
        return List.of(s.direction == null ? known(s.flow.appProtocol) : by(s.flow, s.direction));
    }

    private static String by(Flow flow, Direction direction) {
        String own = direction == Direction.TO_SERVER ? flow.appProtocolToServer : flow.appProtocolToClient;
        // After a switch both speak the new one.
        return known(own == null || flow.appProtocolOriginal != null ? flow.appProtocol : own);
    }

    private static String firstOf(Flow flow) {
        return flow.appProtocolOriginal != null ? flow.appProtocolOriginal : flow.appProtocol;
    }

    private static String known(String protocol) {
        return protocol == null ? "" : protocol;
    }

    private static void appEvent(RuleBuilder rule, String value) {
        String name = Text.required(value, "app-layer-event");
        int dot = name.indexOf('.');
        String protocol = dot < 0 ? null : name.substring(0, dot).toLowerCase(Locale.ROOT);
        if ("ikev2".equals(protocol)) protocol = "ike";
        String event = name.substring(dot + 1).toLowerCase(Locale.ROOT);
        rule.clauses.add(new Clause.AppEvent(protocol, OLD_EVENTS.getOrDefault(event, event)));
    }

    /// `server,>,1000`: bytes of a direction as its sequence numbers tell, SYN and FIN counted as Suricata does not.
    private static void streamSize(RuleBuilder rule, String value) {
        List<String> parts = Text.parts(Text.required(value, "stream_size"));
        if (parts.size() != 3) throw new BadRule("stream_size needs three values", "write stream_size:server,>,1000;");
        IntegerTest test = Text.integerTest(
                parts.get(1).equals("=") ? parts.get(2) : parts.get(1) + parts.get(2), "stream_size", Map.of());
        String side = parts.get(0).toLowerCase(Locale.ROOT);
        if (!List.of("server", "client", "both", "either").contains(side)) {
            throw new BadRule("stream_size knows no side " + side, "use server, client, both, either");
        }
        rule.packetTests.add(s -> {
            if (s.flow == null || s.flow.protocol != 6) return false;
            long fromClient = s.memory.streamBytes(Direction.TO_SERVER);
            long fromServer = s.memory.streamBytes(Direction.TO_CLIENT);
            return switch (side) {
                case "server" -> test.holds(fromServer);
                case "client" -> test.holds(fromClient);
                case "both" -> test.holds(fromServer) && test.holds(fromClient);
                default -> test.holds(fromServer) || test.holds(fromClient);
            };
        });
    }
}
