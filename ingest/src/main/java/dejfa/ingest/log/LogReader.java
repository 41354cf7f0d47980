package dejfa.ingest.log;

import dejfa.api.Event;
import dejfa.api.Ids;
import dejfa.api.log.FieldNames;
import dejfa.api.log.LogRecord;
import dejfa.api.log.RecordSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// One log as records; lines that can't be understood are counted, and the first of them is told.
public final class LogReader implements RecordSource {
    private final String name;
    private final long identity;
    private final LogSettings settings;
    private final LogFormat format;
    private final Lines lines;
    private final LogRecord record;
    /// 1-based number of the line at which the current record begins
    private long number;

    /// records that began at the same line before this one
    private long sequence;

    /// more may be written: the end of the lines is not the end of the log
    private boolean followed;

    private long lastNs;
    private long overlong;
    private long bad;
    private String firstBad;

    /// @param name what events and complaints call the log
    /// @param identity the same for the same content: from it and the line's number come the events' ids
    /// @param names the fields that somebody will ask the records for
    public LogReader(
            String name, long identity, LogSettings settings, LogFormat format, Lines lines, FieldNames names) {
        this.name = name;
        this.identity = identity;
        this.settings = settings;
        this.format = format;
        this.lines = lines;
        this.record = new LogRecord(names);
    }

    /// The log grows; its end comes with [#ended].
    public LogReader followed() {
        followed = true;
        return this;
    }

    public void ended() {
        followed = false;
    }

    @Override
    public boolean next() {
        while (lines.next()) {
            if (lines.isOverlong()) overlong++;
            else if (!lines.isBlank() && read(true)) return true;
        }
        return !followed && read(false);
    }

    /// @param line whether there is a line, or the log has ended
    private boolean read(boolean line) {
        long before = number;
        number = lines.number();
        record.clear();
        try {
            if (!(line ? format.read(lines, record) : format.end(record))) return false;
            sequence = number == before ? sequence + 1 : 0;
        } catch (BadLine e) {
            if (bad++ == 0) firstBad = lines.unit() + " " + number + ": " + e.getMessage();
            return false;
        }
        if (record.timeNs < 0) record.timeNs = lastNs;
        lastNs = record.timeNs;
        return true;
    }

    @Override
    public LogRecord record() {
        return record;
    }

    @Override
    public Event event() {
        Parsed parsed = format.parsed(record);
        return parsed.event(Ids.of(identity, number, sequence), record.timeNs, settings, name, number);
    }

    @Override
    public boolean isSynthetic() {
        return format.isSynthetic();
    }

    @Override
    public List<String> complaints() {
        List<String> all = new ArrayList<>();
        if (bad > 0) {
            all.add(name + ": " + bad + " " + lines.unit() + "s could not be understood and were left out (the first, "
                    + firstBad + "); check what writes this log");
        }
        if (overlong > 0) {
            all.add(name + ": " + overlong + " " + lines.unit() + "s longer than " + Lines.MAX_LINE_BYTES
                    + " bytes were left out; check what writes this log");
        }
        if (record.dropped() > 0) {
            all.add(name + ": " + record.dropped() + " fields beyond " + LogRecord.MAX_FIELDS
                    + " of one record were left out; check what writes this log");
        }
        if (lines.failure() != null) {
            all.add(name + ": reading failed after " + lines.unit() + " " + lines.number() + " (" + lines.failure()
                    + "); copy the file again");
        }
        if (format.remark() != null) all.add(name + ": " + format.remark());
        return all;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
