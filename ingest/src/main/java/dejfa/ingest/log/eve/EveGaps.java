package dejfa.ingest.log.eve;

import dejfa.api.Field;
import dejfa.api.FlowFields;
import dejfa.api.Slots;
import dejfa.ingest.log.Masks;
import dejfa.ingest.log.Times;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What EVE says only indirectly, or said otherwise in former versions.
final class EveGaps {
    /// TCP states before the handshake is through.
    private static final Set<String> UNBORN = Set.of("none", "listen", "syn_sent", "syn_recv", "new", "");

    private static final int SYN_AND_ACK = 0x12;

    private EveGaps() {}

    static int protocol(String name) {
        if (name == null) return -1;
        return switch (name.toUpperCase(java.util.Locale.ROOT)) {
            case "ICMP" -> 1;
            case "IGMP" -> 2;
            case "TCP" -> 6;
            case "UDP" -> 17;
            case "GRE" -> 47;
            case "ESP" -> 50;
            case "IPV6-ICMP", "ICMPV6" -> 58;
            case "SCTP" -> 132;
            default -> -1;
        };
    }

    /// Puts a DNS object of versions 1 and 2 (Suricata before 8) into the shape of version 3.
    static void modern(Map<String, Object> line) {
        if (!(line.get("dns") instanceof Map<?, ?> old)) return;
        if (old.containsKey("queries") || old.get("query") != null && !(old.get("query") instanceof List<?>)) return;
        Map<String, Object> dns = new LinkedHashMap<>();
        old.forEach((name, value) -> dns.put(name.toString(), value));
        if (old.get("query") instanceof List<?> asked) {
            // In alerts.
            dns.put("queries", asked);
            dns.putIfAbsent("type", "request");
        } else {
            if ("query".equals(old.get("type"))) dns.put("type", "request");
            if ("answer".equals(old.get("type"))) dns.put("type", "response");
            if (old.get("rrname") instanceof String name) {
                Map<String, Object> question = new LinkedHashMap<>();
                question.put("rrname", name);
                if (old.get("rrtype") != null) question.put("rrtype", old.get("rrtype"));
                dns.put("queries", List.of(question));
                // Version 1 tells each answer in an event of its own.
                if (old.get("rdata") != null && !old.containsKey("answers")) dns.put("answers", List.of(old));
            }
        }
        line.put("dns", dns);
    }

    static void flow(Slots slots, Map<String, Object> line) {
        String start = slots.text(FlowFields.START);
        long startNs = start == null ? -1 : Times.parse(start);
        if (startNs >= 0) slots.set(FlowFields.START_NS, startNs);
        boolean bothWays =
                slots.number(FlowFields.PACKETS_TO_CLIENT, 0) > 0 && slots.number(FlowFields.PACKETS_TO_SERVER, 0) > 0;
        boolean handshake = bothWays && handshake(slots, line);
        slots.set(FlowFields.HANDSHAKE, (Object) handshake);
        slots.set(FlowFields.ANSWERED, (Object) ("TCP".equals(line.get("proto")) ? handshake : bothWays));
    }

    /// Seen whole: a flow tells its flags and its state. An alert tells neither; there the protocol is the proof,
    /// as its parser only runs once the handshake is through.
    private static boolean handshake(Slots slots, Map<String, Object> line) {
        if (!"TCP".equals(line.get("proto"))) return false;
        if (line.get("tcp") instanceof Map<?, ?> tcp && tcp.get("tcp_flags_ts") != null) {
            return !UNBORN.contains(String.valueOf(tcp.get("state")))
                    && has(tcp.get("tcp_flags_ts"))
                    && has(tcp.get("tcp_flags_tc"));
        }
        Object spoken = line.get("app_proto");
        return spoken != null
                && !spoken.equals("failed")
                && slots.number(FlowFields.PACKETS_TO_SERVER, 0) > 2
                && slots.number(FlowFields.PACKETS_TO_CLIENT, 0) > 1;
    }

    private static boolean has(Object flags) {
        try {
            return (Integer.parseInt(String.valueOf(flags), 16) & SYN_AND_ACK) == SYN_AND_ACK;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /// Rules and behaviours read the URI; what is shown of it has its secrets masked.
    static void http(Slots slots) {
        copy(slots, "shown_url", "uri");
        copy(slots, "hostname", "host");
        mask(slots, "shown_url");
        mask(slots, "shown_referer");
    }

    private static void mask(Slots slots, String name) {
        Field field = slots.schema().field(name);
        if (field != null && slots.text(field) != null) slots.set(field, Masks.url(slots.text(field)));
    }

    private static void copy(Slots slots, String from, String to) {
        Field field = slots.schema().field(to);
        String text = slots.text(from);
        if (field == null || text == null || slots.get(field) != null) return;
        slots.set(field, text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
