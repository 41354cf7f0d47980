package dejfa.api;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The one serialiser: events as EVE JSON lines (Suricata's shape), any [Slots] as a JSON object.
public final class EveJson {
    public static final String MASK = "***";
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private EveJson() {}

    /// One line, without the line end.
    public static void line(Event event, StringBuilder out) {
        out.append("{\"timestamp\":\"");
        time(event.timeNs(), out);
        out.append('"');
        if (event.flowId() != 0) out.append(",\"flow_id\":").append(event.flowId());
        if (event.pcapCnt() > 0) out.append(",\"pcap_cnt\":").append(event.pcapCnt());
        out.append(",\"event_type\":");
        string(event.type(), out);
        if (event.source() != null) {
            out.append(",\"src_ip\":\"").append(event.source()).append('"');
            if (event.sourcePort() >= 0) out.append(",\"src_port\":").append(event.sourcePort());
        }
        if (event.destination() != null) {
            out.append(",\"dest_ip\":\"").append(event.destination()).append('"');
            if (event.destinationPort() >= 0) out.append(",\"dest_port\":").append(event.destinationPort());
        }
        if (event.protocol() >= 0) {
            out.append(",\"proto\":\"").append(protocolName(event.protocol())).append('"');
        }
        if (event.source() != null)
            out.append(",\"ip_v\":").append(event.source().isV4() ? 4 : 6);
        if (event.txId() >= 0) out.append(",\"tx_id\":").append(event.txId());
        if (event.appProtocol() != null) {
            out.append(",\"app_proto\":");
            string(event.appProtocol(), out);
        }
        headOf(event, out);
        body(event.slots(), out);
        for (Slots more : event.related()) body(more, out);
        out.append('}');
    }

    private static void headOf(Event event, StringBuilder out) {
        out.append(",\"dejfa\":{\"id\":").append(event.id()).append(",\"site\":");
        string(event.site(), out);
        out.append(",\"sensor\":");
        string(event.sensor(), out);
        if (event.input() != null) {
            out.append(",\"input\":");
            string(event.input(), out);
        }
        out.append('}');
    }

    /// A field whose `eve` starts with `/` stands at the top level of the line, the others under the event's key.
    private static void body(Slots slots, StringBuilder out) {
        EveLayout layout = EveLayout.of(slots.schema());
        boolean top = false;
        for (EveLayout.Entry entry : layout.top()) {
            if (!entry.isSet(slots)) continue;
            top = true;
            out.append(',');
            entry(entry, slots, out);
        }
        if (top && !anySet(layout.own(), slots)) return;
        out.append(',');
        string(
                slots.schema().event().equals("alert_packet")
                        ? "packet_info"
                        : slots.schema().type(),
                out);
        out.append(':');
        object(layout.own(), slots, out);
    }

    private static boolean anySet(List<EveLayout.Entry> entries, Slots slots) {
        for (EveLayout.Entry entry : entries) if (entry.isSet(slots)) return true;
        return false;
    }

    private static void object(List<EveLayout.Entry> entries, Slots slots, StringBuilder out) {
        char separator = '{';
        for (EveLayout.Entry entry : entries) {
            if (!entry.isSet(slots)) continue;
            out.append(separator);
            separator = ',';
            entry(entry, slots, out);
        }
        if (separator == '{') out.append('{');
        out.append('}');
    }

    private static void entry(EveLayout.Entry entry, Slots slots, StringBuilder out) {
        out.append(entry.quotedKey()).append(':');
        Field field = entry.fieldOf(slots);
        if (field == null) object(entry.members(), slots, out);
        else if (field.secret()) string(MASK, out);
        else value(slots.get(field), out);
    }

    public static String text(Slots slots) {
        StringBuilder out = new StringBuilder();
        value(slots, out);
        return out.toString();
    }

    /// Any value that a slot may hold, and maps, lists and records of them.
    public static void value(Object value, StringBuilder out) {
        switch (value) {
            case null -> out.append("null");
            case byte[] bytes -> string(bytes, out);
            case String text -> string(text, out);
            case Double real -> out.append(Double.isFinite(real) ? real.toString() : "null");
            case Number number -> out.append(number);
            case Boolean flag -> out.append(flag);
            case Slots slots -> object(EveLayout.of(slots.schema()).all(), slots, out);
            case List<?> list -> {
                out.append('[');
                for (int i = 0; i < list.size(); i++) {
                    if (i > 0) out.append(',');
                    value(list.get(i), out);
                }
                out.append(']');
            }
            case Map<?, ?> map -> {
                Map<?, ?> ordered = map instanceof LinkedHashMap<?, ?> ? map : new TreeMap<Object, Object>(map);
                char separator = '{';
                for (Map.Entry<?, ?> entry : ordered.entrySet()) {
                    out.append(separator);
                    separator = ',';
                    string(String.valueOf(entry.getKey()), out);
                    out.append(':');
                    value(entry.getValue(), out);
                }
                if (separator == '{') out.append('{');
                out.append('}');
            }
            default -> string(value.toString(), out);
        }
    }

    /// Wire bytes as JSON text: printable ASCII as it is, everything else as the six characters of a `\\xNN` escape,
    /// so that nothing an attacker sends becomes markup, a control sequence or an invalid encoding.
    public static void string(byte[] bytes, StringBuilder out) {
        out.append('"');
        for (byte b : bytes) {
            if (b == '"' || b == '\\') out.append('\\').append((char) b);
            else if (b >= 0x20 && b < 0x7f) out.append((char) b);
            else if (b == '\n') out.append("\\n");
            else if (b == '\r') out.append("\\r");
            else if (b == '\t') out.append("\\t");
            else out.append("\\\\x").append(HEX[b >> 4 & 15]).append(HEX[b & 15]);
        }
        out.append('"');
    }

    public static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c >= 0x20 && c < 0x7f) out.append(c);
            else if (c == '\n') out.append("\\n");
            else if (c == '\r') out.append("\\r");
            else if (c == '\t') out.append("\\t");
            else {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) out.append(HEX[c >> shift & 15]);
            }
        }
        out.append('"');
    }

    public static String time(long timeNs) {
        StringBuilder out = new StringBuilder(32);
        time(timeNs, out);
        return out.toString();
    }

    /// `2026-01-31T23:59:59.000001+0000`. By hand: a formatter costs more than the rest of a line.
    private static void time(long timeNs, StringBuilder out) {
        long second = Math.floorDiv(timeNs, 1_000_000_000L);
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(second, 86_400L));
        int ofDay = (int) Math.floorMod(second, 86_400L);
        digits(day.getYear(), 4, out);
        out.append('-');
        digits(day.getMonthValue(), 2, out);
        out.append('-');
        digits(day.getDayOfMonth(), 2, out);
        out.append('T');
        digits(ofDay / 3600, 2, out);
        out.append(':');
        digits(ofDay / 60 % 60, 2, out);
        out.append(':');
        digits(ofDay % 60, 2, out);
        out.append('.');
        digits((int) (Math.floorMod(timeNs, 1_000_000_000L) / 1000), 6, out);
        out.append("+0000");
    }

    private static void digits(int number, int count, StringBuilder out) {
        int scale = 1;
        for (int i = 1; i < count; i++) scale *= 10;
        for (; scale > 0; scale /= 10) out.append((char) ('0' + number / scale % 10));
    }

    public static String protocolName(int protocol) {
        return switch (protocol) {
            case 1 -> "ICMP";
            case 2 -> "IGMP";
            case 4 -> "IPv4";
            case 6 -> "TCP";
            case 17 -> "UDP";
            case 41 -> "IPv6";
            case 47 -> "GRE";
            case 50 -> "ESP";
            case 58 -> "IPv6-ICMP";
            case 132 -> "SCTP";
            default -> String.format("%03d", protocol);
        };
    }

    /// Values of that name anywhere in the slots, flattened to text; for searches.
    public static List<String> texts(Slots slots) {
        List<String> all = new ArrayList<>();
        for (Field field : slots.schema().fields()) {
            if (field.secret()) continue;
            Object value = slots.get(field);
            if (value instanceof byte[] || value instanceof String) all.add(slots.text(field));
        }
        return all;
    }
}
