package dejfa.ingest.log.windows;

import static dejfa.ingest.log.windows.JsonShapes.CHANNEL;
import static dejfa.ingest.log.windows.JsonShapes.CHANNEL_MAYBE;
import static dejfa.ingest.log.windows.JsonShapes.COMPUTER;
import static dejfa.ingest.log.windows.JsonShapes.COMPUTER_MAYBE;
import static dejfa.ingest.log.windows.JsonShapes.DATA_XML;
import static dejfa.ingest.log.windows.JsonShapes.EVENT_ID;
import static dejfa.ingest.log.windows.JsonShapes.EVENT_ID_MAYBE;
import static dejfa.ingest.log.windows.JsonShapes.KEYWORDS;
import static dejfa.ingest.log.windows.JsonShapes.LEVEL;
import static dejfa.ingest.log.windows.JsonShapes.LEVEL_TEXT;
import static dejfa.ingest.log.windows.JsonShapes.PROVIDER;
import static dejfa.ingest.log.windows.JsonShapes.PROVIDER_MAYBE;
import static dejfa.ingest.log.windows.JsonShapes.RAW_XML;
import static dejfa.ingest.log.windows.JsonShapes.RECORD_ID;

import dejfa.api.log.FieldNames;
import dejfa.api.log.LogOrigin;
import dejfa.api.log.LogRecord;
import dejfa.api.log.LogRecord.Kind;
import dejfa.ingest.log.BadLine;
import dejfa.ingest.log.Digits;
import dejfa.ingest.log.Head;
import dejfa.ingest.log.Interned;
import dejfa.ingest.log.Lines;
import dejfa.ingest.log.LogFormat;
import dejfa.ingest.log.Parsed;
import dejfa.ingest.log.Times;
import dejfa.ingest.log.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Windows events as JSON, a line or an object each, in the shapes of [JsonShapes].
public final class WindowsJson implements LogFormat {
    /// So many may be broken or of another kind.
    private static final int LINES_TRIED = 20;

    private static final int OBJECTS_TRIED = 3;

    private static final String[] CHANNEL_PREFIXES = {"XmlWinEventLog:", "WinEventLog:"};

    private final JsonReader reader;
    private final boolean powerShell;
    private final Lines.Unit unit;
    private final DataMarks marks = new DataMarks();
    private final WindowsEvents events = new WindowsEvents();
    private final XmlEvent xml = new XmlEvent();
    private final Interned interned = new Interned();
    private long withoutZone;
    private long withoutTime;

    private WindowsJson(boolean powerShell, Lines.Unit unit) {
        this.powerShell = powerShell;
        this.reader = new JsonReader(powerShell ? JsonShapes.powerShell() : JsonShapes.general());
        this.unit = unit;
    }

    public static LogFormat recognise(Head head) {
        String first = head.first().stripLeading();
        if (!first.startsWith("{")) return null;
        // As they stand, not as documents were cut into lines: a broken object ends where the next begins.
        Lines lines = head.pieces(Lines.Unit.LINE);
        boolean array = false;
        for (int i = 0; i < LINES_TRIED && !array && lines.next(); i++) {
            // The last object of an array may stand in a line of its own, and is no sign of a log of lines.
            array = i == 0 && lines.text().stripLeading().startsWith("[");
            WindowsJson found = array ? null : of(lines, Lines.Unit.LINE);
            if (found != null) return found;
        }
        Lines objects = head.pieces(Lines.Unit.JSON_OBJECT);
        for (int i = 0; i < OBJECTS_TRIED && objects.next(); i++) {
            WindowsJson found = of(objects, Lines.Unit.JSON_OBJECT);
            if (found != null) return found;
        }
        return null;
    }

    private static WindowsJson of(Lines lines, Lines.Unit unit) {
        return lines.isOverlong() || !lines.startsWith('{')
                ? null
                : of(lines.bytes(), lines.from(), lines.lengthBytes(), unit);
    }

    private static WindowsJson of(byte[] bytes, int from, int lengthBytes, Lines.Unit unit) {
        String text = new String(bytes, from, lengthBytes, StandardCharsets.ISO_8859_1);
        // Dejfa's own EVE: an alert on a Windows record says channel and event id, too.
        if (text.contains("\"event_type\":\"") && text.contains("\"dejfa\":{\"id\":")) return null;
        if (!text.contains("vent") && !text.contains("\"Id\"")) return null;
        // Names that mean other things elsewhere.
        boolean powerShell = text.contains("\"LogName\"") && text.contains("\"ProviderId\"");
        WindowsJson found = new WindowsJson(powerShell, unit);
        try {
            return found.fill(bytes, from, lengthBytes, new LogRecord(FieldNames.NONE)) ? found.fresh() : null;
        } catch (BadLine e) {
            // Broken ones are counted when the log is read; the next may tell its kind.
            return null;
        }
    }

    private WindowsJson fresh() {
        withoutZone = withoutTime = 0;
        return this;
    }

    @Override
    public Lines.Unit unit() {
        return unit;
    }

    @Override
    public boolean read(Lines lines, LogRecord record) throws BadLine {
        if (!fill(lines.bytes(), lines.from(), lines.lengthBytes(), record)) {
            throw new BadLine("it has no channel and event id");
        }
        if (record.timeNs < 0) withoutTime++;
        return true;
    }

    /// @return false where it is no Windows event
    private boolean fill(byte[] bytes, int from, int lengthBytes, LogRecord record) throws BadLine {
        reader.read(bytes, from, lengthBytes, record);
        for (int i = 0; i < record.count(); i++) marks.set(i, reader.isData(i));
        if (reader.has(RAW_XML) && raw(record)) return true;
        record.origin = LogOrigin.WINDOWS;
        maybe(record, EVENT_ID, EVENT_ID_MAYBE, "EventID");
        maybe(record, PROVIDER, PROVIDER_MAYBE, "Provider_Name");
        maybe(record, COMPUTER, COMPUTER_MAYBE, "Computer");
        int id = reader.has(EVENT_ID) ? EVENT_ID : EVENT_ID_MAYBE;
        if (reader.has(id)) record.eventId = number(record, reader.at(id), reader.lengthBytes(id));
        channel(record);
        // A trace has no channel, but all else that Windows gives an event.
        boolean traced = reader.has(PROVIDER) && reader.has(JsonShapes.SYSTEM_TIME);
        if (record.eventId < 0 || record.channel == null && !traced) return false;
        record.recordId =
                reader.has(RECORD_ID) ? number(record, reader.at(RECORD_ID), reader.lengthBytes(RECORD_ID)) : -1;
        int computer = reader.has(COMPUTER) ? COMPUTER : COMPUTER_MAYBE;
        if (reader.has(computer)) record.computer = text(record, computer);
        time(record);
        level(record);
        keywords(record);
        if (reader.has(DATA_XML)) data(record);
        if (reader.has(JsonShapes.ECS)) EcsNames.add(record, marks);
        if (powerShell && reader.has(PROVIDER)) names(record);
        return true;
    }

    /// The names of an export that has the values alone.
    private void names(LogRecord record) {
        int count = record.count();
        int first = -1;
        int values = 0;
        for (int i = 0; i < count; i++) {
            if (!marks.isData(i)) continue;
            if (first < 0) first = i;
            values++;
        }
        byte[][] names = PropertyNames.of(text(record, PROVIDER), record.eventId, values);
        if (names == null) return;
        for (int i = first, name = 0; i < count; i++) {
            if (!marks.isData(i)) continue;
            byte[] bytes = names[name++];
            if (record.isFull()) return;
            int at = record.reserve(bytes.length);
            System.arraycopy(bytes, 0, record.bytes(), at, bytes.length);
            record.wrote(bytes.length);
            marks.set(i, false);
            marks.set(record.count(), true);
            record.add(at, bytes.length, record.valueAt(i), record.valueBytes(i), record.kind(i));
        }
    }

    /// Adds what a laxer name told where the surer one didn't.
    private void maybe(LogRecord record, int sure, int maybe, String name) {
        if (reader.has(sure) || !reader.has(maybe)) return;
        head(record, name, record.bytes(), reader.at(maybe), reader.lengthBytes(maybe), Kind.TEXT);
    }

    private void head(LogRecord record, String name, byte[] value, int at, int lengthBytes, Kind kind) {
        marks.set(record.count(), false);
        record.add(name, value, at, lengthBytes, kind);
    }

    private void head(LogRecord record, String name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        head(record, name, bytes, 0, bytes.length, Kind.TEXT);
    }

    private String text(LogRecord record, int tag) {
        return interned.of(record.bytes(), reader.at(tag), reader.lengthBytes(tag));
    }

    private void channel(LogRecord record) {
        if (reader.has(CHANNEL)) {
            record.channel = text(record, CHANNEL);
            return;
        }
        String channel = reader.has(CHANNEL_MAYBE) ? text(record, CHANNEL_MAYBE) : null;
        if (channel != null) {
            for (String prefix : CHANNEL_PREFIXES) {
                if (channel.startsWith(prefix)) channel = channel.substring(prefix.length());
            }
        } else {
            int provider = reader.has(PROVIDER) ? PROVIDER : PROVIDER_MAYBE;
            if (reader.has(provider)) channel = channelOf(text(record, provider));
        }
        if (channel == null) return;
        record.channel = channel;
        head(record, "Channel", channel);
    }

    /// The one channel of providers that have but one.
    private static String channelOf(String provider) {
        return switch (provider) {
            case "Microsoft-Windows-Sysmon" -> "Microsoft-Windows-Sysmon/Operational";
            case "Microsoft-Windows-Security-Auditing" -> "Security";
            case "Microsoft-Windows-PowerShell" -> "Microsoft-Windows-PowerShell/Operational";
            case "PowerShell" -> "Windows PowerShell";
            case "Service Control Manager" -> "System";
            default -> null;
        };
    }

    private void time(LogRecord record) {
        for (int tag = JsonShapes.SYSTEM_TIME; tag <= JsonShapes.UTC_TIME; tag++) {
            if (!reader.has(tag)) continue;
            record.timeNs = Times.parseAny(record.bytes(), reader.at(tag), reader.lengthBytes(tag));
            if (record.timeNs < 0) continue;
            if (!Times.hasZone(record.bytes(), reader.at(tag), reader.lengthBytes(tag))) withoutZone++;
            return;
        }
    }

    private void level(LogRecord record) {
        if (reader.has(LEVEL) || !reader.has(LEVEL_TEXT)) return;
        String level =
                switch (text(record, LEVEL_TEXT)) {
                    case "critical", "Critical", "CRITICAL" -> "1";
                    case "error", "Error", "ERROR" -> "2";
                    case "warning", "Warning", "WARNING" -> "3";
                    case "information", "Information", "info", "Info", "INFO" -> "4";
                    case "verbose", "Verbose", "DEBUG" -> "5";
                    default -> text(record, LEVEL_TEXT);
                };
        head(record, "Level", level);
    }

    /// Keywords as a number are the hexadecimal one that Windows writes.
    private void keywords(LogRecord record) {
        if (!reader.has(KEYWORDS)) return;
        int at = reader.at(KEYWORDS);
        int lengthBytes = reader.lengthBytes(KEYWORDS);
        byte[] bytes = record.bytes();
        boolean negative = lengthBytes > 0 && bytes[at] == '-';
        long value = 0;
        for (int i = at + (negative ? 1 : 0); i < at + lengthBytes; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') return;
            value = value * 10 + bytes[i] - '0';
        }
        int to = record.reserve(Digits.MOST_BYTES);
        int written = Digits.hex(negative ? -value : value, record.bytes(), to);
        record.wrote(written);
        for (int i = 0; i < record.count(); i++) if (record.valueAt(i) == at) record.value(i, to, written);
    }

    /// The event's data as XML in a string, as Azure has them.
    private void data(LogRecord record) {
        int at = reader.at(DATA_XML);
        if (reader.lengthBytes(DATA_XML) == 0 || record.bytes()[at] != '<') return;
        byte[] copy = java.util.Arrays.copyOfRange(record.bytes(), at, at + reader.lengthBytes(DATA_XML));
        xml.read(copy, 0, copy.length, Place.EVENT, record, marks);
    }

    /// The whole event as XML in a string, as Splunk has them: that, and nothing else.
    private boolean raw(LogRecord record) {
        int at = reader.at(RAW_XML);
        if (reader.lengthBytes(RAW_XML) == 0 || record.bytes()[at] != '<') return false;
        byte[] copy = java.util.Arrays.copyOfRange(record.bytes(), at, at + reader.lengthBytes(RAW_XML));
        record.clear();
        return xml.read(copy, 0, copy.length, Place.ROOT, record, marks)
                && record.channel != null
                && record.eventId >= 0;
    }

    private static long number(LogRecord record, int at, int lengthBytes) {
        byte[] bytes = record.bytes();
        if (lengthBytes == 0 || lengthBytes > 18) return -1;
        long value = 0;
        for (int i = at; i < at + lengthBytes; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') return -1;
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    @Override
    public Parsed parsed(LogRecord record) {
        return events.parsed(record, marks);
    }

    @Override
    public String remark() {
        List<String> all = new ArrayList<>();
        if (withoutZone > 0) {
            all.add(withoutZone + " events carry a time without a zone, taken as UTC;"
                    + " shift the log if the machine wrote local time");
        }
        if (withoutTime > 0) all.add(withoutTime + " events carry no time, and stand at that of the one before");
        return all.isEmpty() ? null : String.join("; ", all);
    }
}
