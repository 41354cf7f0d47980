package dejfa.ingest.log.zeek;

import dejfa.api.Address;
import dejfa.api.Ids;
import dejfa.api.Slots;
import dejfa.api.log.LogOrigin;
import dejfa.api.log.LogRecord;
import dejfa.ingest.log.Parsed;
import dejfa.ingest.log.Values;
import dejfa.ingest.log.mapped.Mapping;
import dejfa.ingest.log.text.General;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What both forms of Zeek's logs do with a record once its columns are read.
final class ZeekLine {
    /// between the elements of a set or vector; no element holds it but by malice, which splits it in two
    static final String SEPARATOR = "\u001f";

    private final Map<String, ZeekEvents> events;
    private final Mapping names;
    private final Map<String, LogOrigin> origins = new HashMap<>();
    private final Map<String, String> line = new HashMap<>();
    private String path = "";

    ZeekLine(Map<String, ZeekEvents> events, Mapping names) {
        this.events = events;
        this.names = names;
    }

    /// @param log what Zeek calls it
    void finish(String log, LogRecord record) {
        path = log;
        record.origin = origins.size() < 256
                ? origins.computeIfAbsent(log, one -> new LogOrigin("zeek", one, null))
                : new LogOrigin("zeek", log, null);
        ZeekEvents event = events.get(log);
        String start = record.value("ts");
        record.timeNs =
                event != null && event.isAtEnd() ? ZeekTime.end(start, record.value("duration")) : ZeekTime.ns(start);
        if (names != null && record.names().size() > 0) names.apply(record);
    }

    Parsed parsed(LogRecord record) {
        line.clear();
        for (int i = 0; i < record.count(); i++) {
            if (record.kind(i) != LogRecord.Kind.NULL) line.merge(record.name(i), record.value(i), ZeekLine::joined);
        }
        ZeekEvents event = events.get(path);
        Slots slots = event == null ? null : event.of(line);
        Address source = Values.address(line.getOrDefault("id.orig_h", line.get("src")));
        Address destination = Values.address(line.getOrDefault("id.resp_h", line.get("dst")));
        String uid = line.get("uid");
        return new Parsed(
                source,
                port("id.orig_p"),
                destination,
                port("id.resp_p"),
                protocol(),
                uid == null ? 0 : Ids.of(uid),
                -1,
                service(),
                slots == null ? General.slots(record) : slots,
                List.of());
    }

    private static String joined(String before, String value) {
        return before.length() > 4096 ? before : before + SEPARATOR + value;
    }

    private int port(String column) {
        long port = Values.number(line.get(column));
        return port >= 0 && port < 65_536 ? (int) port : -1;
    }

    private int protocol() {
        String told = line.get("proto");
        if (told == null) return path.equals("dns") || path.equals("ntp") ? 17 : 6;
        return switch (told.toLowerCase(Locale.ROOT)) {
            case "tcp" -> 6;
            case "udp" -> 17;
            case "icmp" -> 1;
            default -> -1;
        };
    }

    /// EVE's name for what Zeek found spoken; a connection over which data went without any is `failed`.
    private String service() {
        if (!path.equals("conn")) return null;
        String told = line.get("service");
        if (told == null) return Values.number(line.get("resp_bytes")) > 0 ? "failed" : null;
        String first = told.split("[," + SEPARATOR + "]", 2)[0].toLowerCase(Locale.ROOT);
        return switch (first) {
            case "ssl" -> "tls";
            case "dce_rpc" -> "dcerpc";
            case "krb", "krb_tcp" -> "krb5";
            default -> first;
        };
    }
}
