package dejfa.api;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The one serialiser: events as EVE JSON lines (Suricata's shape), any [Slots] as a JSON object.
public final class EveJson {
    public static final String MASK = "***";

    private EveJson() {}

    /// One line, without the line end.
    public static void line(Event event, JsonBytes out) {
        EveLayout layout = EveLayout.of(event.slots().schema());
        out.raw("{\"timestamp\":\"").time(event.timeNs()).raw('"');
        if (event.flowId() != 0) out.raw(",\"flow_id\":").number(event.flowId());
        if (event.pcapCnt() > 0) out.raw(",\"pcap_cnt\":").number(event.pcapCnt());
        out.raw(layout.eventType());
        side(",\"src_ip\":\"", event.source(), ",\"src_port\":", event.sourcePort(), out);
        side(",\"dest_ip\":\"", event.destination(), ",\"dest_port\":", event.destinationPort(), out);
        if (event.protocol() >= 0)
            out.raw(",\"proto\":\"").raw(protocolName(event.protocol())).raw('"');
        if (event.source() != null) out.raw(event.source().isV4() ? ",\"ip_v\":4" : ",\"ip_v\":6");
        if (event.txId() >= 0) out.raw(",\"tx_id\":").number(event.txId());
        if (event.appProtocol() != null) out.raw(",\"app_proto\":").string(event.appProtocol());
        out.raw(",\"dejfa\":{\"id\":").number(event.id()).raw(",\"site\":").string(event.site());
        out.raw(",\"sensor\":").string(event.sensor());
        if (event.input() != null) out.raw(",\"input\":").string(event.input());
        out.raw('}');
        body(layout, event.slots(), out);
        for (int i = 0; i < event.related().size(); i++) {
            Slots more = event.related().get(i);
            body(EveLayout.of(more.schema()), more, out);
        }
        out.raw('}');
    }

    public static void line(Event event, StringBuilder out) {
        JsonBytes json = new JsonBytes(1024);
        line(event, json);
        out.append(json);
    }

    private static void side(String addressKey, Address address, String portKey, int port, JsonBytes out) {
        if (address == null) return;
        out.raw(addressKey).address(address).raw('"');
        if (port >= 0) out.raw(portKey).number(port);
    }

    /// A field whose `eve` starts with `/` stands at the top level of the line, the others under the event's key.
    private static void body(EveLayout layout, Slots slots, JsonBytes out) {
        boolean top = false;
        for (EveLayout.Entry entry : layout.top()) {
            if (!entry.isSet(slots)) continue;
            top = true;
            out.raw(',');
            entry(entry, slots, out);
        }
        if (top && !anySet(layout.own(), slots)) return;
        out.raw(layout.ownKey());
        object(layout.own(), slots, out);
    }

    private static boolean anySet(EveLayout.Entry[] entries, Slots slots) {
        for (EveLayout.Entry entry : entries) if (entry.isSet(slots)) return true;
        return false;
    }

    private static void object(EveLayout.Entry[] entries, Slots slots, JsonBytes out) {
        char separator = '{';
        for (EveLayout.Entry entry : entries) {
            if (!entry.isSet(slots)) continue;
            out.raw(separator);
            separator = ',';
            entry(entry, slots, out);
        }
        if (separator == '{') out.raw('{');
        out.raw('}');
    }

    private static void entry(EveLayout.Entry entry, Slots slots, JsonBytes out) {
        out.raw(entry.key());
        Field field = entry.fieldOf(slots);
        if (field == null) object(entry.members(), slots, out);
        else if (field.secret()) out.string(MASK);
        else value(slots.get(field), out);
    }

    public static String text(Slots slots) {
        JsonBytes out = new JsonBytes(256);
        value(slots, out);
        return out.toString();
    }

    public static void value(Object value, StringBuilder out) {
        JsonBytes json = new JsonBytes(256);
        value(value, json);
        out.append(json);
    }

    /// Any value that a slot may hold, and maps, lists and records of them.
    public static void value(Object value, JsonBytes out) {
        switch (value) {
            case null -> out.raw("null");
            case byte[] bytes -> out.string(bytes);
            case String text -> out.string(text);
            case Long number -> out.number(number);
            case Boolean flag -> out.raw(flag ? "true" : "false");
            case Moment moment -> out.raw('"').time(moment.timeNs()).raw('"');
            case Slots slots -> object(EveLayout.of(slots.schema()).all(), slots, out);
            case List<?> list -> {
                out.raw('[');
                for (int i = 0; i < list.size(); i++) {
                    if (i > 0) out.raw(',');
                    value(list.get(i), out);
                }
                out.raw(']');
            }
            case Double real -> out.raw(Double.isFinite(real) ? real.toString() : "null");
            case Number number -> out.raw(number.toString());
            case Map<?, ?> map -> map(map, out);
            default -> out.string(value.toString());
        }
    }

    private static void map(Map<?, ?> map, JsonBytes out) {
        boolean ordered = map instanceof LinkedHashMap<?, ?>
                || map instanceof TreeMap<?, ?> sorted && sorted.comparator() == null;
        char separator = '{';
        for (Map.Entry<?, ?> entry : (ordered ? map : new TreeMap<Object, Object>(map)).entrySet()) {
            out.raw(separator);
            separator = ',';
            out.string(String.valueOf(entry.getKey())).raw(':');
            value(entry.getValue(), out);
        }
        if (separator == '{') out.raw('{');
        out.raw('}');
    }

    public static String time(long timeNs) {
        byte[] text = "2026-01-31T23:59:59.000001+0000".getBytes(StandardCharsets.ISO_8859_1);
        second(Math.floorDiv(timeNs, 1_000_000_000L), text);
        digits((int) (Math.floorMod(timeNs, 1_000_000_000L) / 1000), 6, text, 20);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /// `2026-01-31T23:59:59`. By hand: a formatter costs more than the rest of a line.
    static void second(long second, byte[] to) {
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(second, 86_400L));
        int ofDay = (int) Math.floorMod(second, 86_400L);
        digits(day.getYear(), 4, to, 0);
        to[4] = to[7] = '-';
        digits(day.getMonthValue(), 2, to, 5);
        digits(day.getDayOfMonth(), 2, to, 8);
        to[10] = 'T';
        digits(ofDay / 3600, 2, to, 11);
        to[13] = to[16] = ':';
        digits(ofDay / 60 % 60, 2, to, 14);
        digits(ofDay % 60, 2, to, 17);
    }

    private static void digits(int number, int count, byte[] to, int at) {
        int rest = number;
        for (int i = at + count - 1; i >= at; i--) {
            to[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
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
