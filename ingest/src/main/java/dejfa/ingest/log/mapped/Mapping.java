package dejfa.ingest.log.mapped;

import dejfa.api.log.LogOrigin;
import dejfa.api.log.LogRecord;
import java.util.List;
import java.util.Map;

/// What one `log.yaml` says of a kind of log.
///
/// @param name of its folder
/// @param form how its lines are built
/// @param all fields that every line of it has
/// @param any of these at least one; empty: no matter
/// @param where what some of its fields say
/// @param times the first that a record has is its time
/// @param computer the field that names the host that wrote the record, or null
/// @param source the field with the address of who acted, or null; so is `destination`
/// @param origins the first whose condition holds is the record's
/// @param further names under which a field stands as well
/// @param joined a list field, and the name under which its elements stand as one text with spaces between
/// @param request the field that holds a request line of HTTP, or null
/// @param columns of a CSV without a header; empty where its first line names them
public record Mapping(
        String name,
        Form form,
        List<String> all,
        List<String> any,
        Where where,
        List<Time> times,
        String computer,
        String source,
        String destination,
        List<Origin> origins,
        Map<String, List<String>> further,
        Map<String, List<String>> joined,
        String request,
        List<String> columns) {
    /// How lines are built.
    public enum Form {
        JSON,
        CSV,
        /// `key=value key="value"`
        PAIRS,
        /// the reader is in Java (`eve`, `zeek`); here stand origins and names only
        OWN
    }

    /// @param field its name
    record Time(String field, TimeForm form) {}

    /// @param added fields that every such record has
    /// @param further as for the whole mapping
    record Origin(Where where, LogOrigin origin, Map<String, String> added, Map<String, List<String>> further) {}

    /// Whether the record, filled from a line, is of this kind.
    boolean fits(LogRecord record) {
        for (String field : all) if (!has(record, field)) return false;
        boolean some = any.isEmpty();
        for (String field : any) some |= has(record, field);
        return some && where.holds(record);
    }

    /// A field of that name, or one below it.
    private static boolean has(LogRecord record, String field) {
        for (int i = 0; i < record.count(); i++) {
            int length = record.nameBytes(i);
            if (length < field.length()) continue;
            int at = record.nameAt(i);
            if (length > field.length() && record.bytes()[at + field.length()] != '.') continue;
            boolean same = true;
            for (int j = 0; j < field.length() && same; j++) same = record.bytes()[at + j] == field.charAt(j);
            if (same) return true;
        }
        return false;
    }

    /// The time, or -1 where the record has none of the fields or it can't be read.
    long timeNs(LogRecord record) {
        for (Time time : times) {
            String text = record.value(time.field);
            long ns = text == null ? -1 : time.form.parse(text);
            if (ns >= 0) return ns;
        }
        return -1;
    }

    /// Gives the record its origin, its computer and the further names.
    public void apply(LogRecord record) {
        if (computer != null) record.computer = record.value(computer);
        int count = record.count();
        if (request != null) Requests.read(record.value(request), record);
        for (Origin one : origins) {
            if (!one.where.holds(record)) continue;
            record.origin = one.origin;
            one.added.forEach(record::add);
            copy(record, count, one.further);
            break;
        }
        copy(record, count, further);
        joined.forEach((from, names) -> join(record, count, from, names));
    }

    /// Only names that somebody asks for, and those of events.
    private static void copy(LogRecord record, int count, Map<String, List<String>> further) {
        for (Map.Entry<String, List<String>> one : further.entrySet()) {
            for (String name : one.getValue()) {
                if (record.names().id(name) >= 0 || isEvents(name)) copy(record, count, one.getKey(), name);
            }
        }
    }

    /// Web access events are made of these.
    private static boolean isEvents(String name) {
        return name.startsWith("cs-") || name.startsWith("sc-") || name.startsWith("s-") || name.equals("c-ip");
    }

    private static void join(LogRecord record, int count, String from, List<String> names) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count && all.length() < 65_536; i++) {
            if (record.nameBytes(i) != from.length() || !record.name(i).equals(from)) continue;
            all.append(all.isEmpty() ? "" : " ").append(record.value(i));
        }
        if (!all.isEmpty()) for (String name : names) record.add(name, all.toString());
    }

    private static void copy(LogRecord record, int count, String from, String to) {
        for (int i = 0; i < count; i++) {
            if (record.nameBytes(i) != from.length() || !record.name(i).equals(from)) continue;
            int at = record.reserve(to.length());
            for (int j = 0; j < to.length(); j++) record.bytes()[at + j] = (byte) to.charAt(j);
            record.wrote(to.length());
            record.add(at, to.length(), record.valueAt(i), record.valueBytes(i), record.kind(i));
        }
    }
}
