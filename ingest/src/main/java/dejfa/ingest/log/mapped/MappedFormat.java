package dejfa.ingest.log.mapped;

import dejfa.api.log.LogRecord;
import dejfa.ingest.log.BadLine;
import dejfa.ingest.log.Lines;
import dejfa.ingest.log.LogFormat;
import dejfa.ingest.log.Parsed;
import dejfa.ingest.log.text.General;
import dejfa.ingest.log.web.Access;

/// A log by its mapping.
final class MappedFormat implements LogFormat {
    private final Mapping mapping;
    private final Rows rows;
    private long withoutTime;

    MappedFormat(Mapping mapping, Rows rows) {
        this.mapping = mapping;
        this.rows = rows;
    }

    @Override
    public boolean read(Lines lines, LogRecord record) throws BadLine {
        if (!rows.read(lines, record)) return false;
        record.timeNs = mapping.timeNs(record);
        if (record.timeNs < 0) withoutTime++;
        mapping.apply(record);
        return true;
    }

    @Override
    public Parsed parsed(LogRecord record) {
        return "webserver".equals(record.origin.category())
                ? Access.parsed(record)
                : General.parsed(record, mapping.source(), mapping.destination());
    }

    @Override
    public String remark() {
        return withoutTime == 0
                ? null
                : withoutTime + " records of " + mapping.name() + " tell no time; each has the time of the one before";
    }
}
