package dejfa.ingest.log.zeek;

import dejfa.api.log.LogRecord;
import dejfa.ingest.log.BadLine;
import dejfa.ingest.log.Lines;
import dejfa.ingest.log.LogFormat;
import dejfa.ingest.log.Parsed;
import dejfa.ingest.log.tree.JsonText;
import dejfa.ingest.log.mapped.Mapping;
import java.util.Map;

/// Zeek's JSON form: one object a line; with `_path`, lines of several logs may be mixed.
final class ZeekJsonFormat implements LogFormat {
    private final String path;
    private final ZeekLine line;
    private final JsonText json = new JsonText();

    ZeekJsonFormat(String path, Map<String, ZeekEvents> events, Mapping names) {
        this.path = path;
        this.line = new ZeekLine(events, names);
    }

    @Override
    public boolean read(Lines lines, LogRecord record) throws BadLine {
        json.fields(lines.bytes(), lines.from(), lines.lengthBytes(), record);
        String told = record.value("_path");
        line.finish(told == null || told.length() > 64 ? path : told, record);
        if (record.timeNs < 0) throw new BadLine("it has no time");
        return true;
    }

    @Override
    public Parsed parsed(LogRecord record) {
        return line.parsed(record);
    }

    @Override
    public String remark() {
        return null;
    }
}
