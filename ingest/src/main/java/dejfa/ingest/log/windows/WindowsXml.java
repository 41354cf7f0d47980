package dejfa.ingest.log.windows;

import dejfa.api.log.FieldNames;
import dejfa.api.log.LogRecord;
import dejfa.ingest.log.BadLine;
import dejfa.ingest.log.Head;
import dejfa.ingest.log.Lines;
import dejfa.ingest.log.LogFormat;
import dejfa.ingest.log.Parsed;

/// Windows events as XML: the Event Viewer's export (one `<Events>`), `wevtutil qe /f:xml` and `Get-WinEvent`'s
/// `ToXml` (one element after the other), with or without line breaks.
public final class WindowsXml implements LogFormat {
    private final XmlEvent xml = new XmlEvent();
    private final DataMarks marks = new DataMarks();
    private final WindowsEvents events = new WindowsEvents();

    private long withoutTime;

    public static LogFormat recognise(Head head) {
        if (!head.first().stripLeading().startsWith("<")) return null;
        Lines pieces = head.pieces(Lines.Unit.XML_EVENT);
        LogRecord record = new LogRecord(FieldNames.NONE);
        for (int i = 0; i < 3 && pieces.next(); i++) {
            WindowsXml format = new WindowsXml();
            try {
                record.clear();
                if (!pieces.isOverlong() && format.read(pieces, record)) return new WindowsXml();
            } catch (BadLine e) {
                // Broken ones are counted when the log is read; the next may tell its kind.
            }
        }
        return null;
    }

    @Override
    public Lines.Unit unit() {
        return Lines.Unit.XML_EVENT;
    }

    @Override
    public boolean read(Lines lines, LogRecord record) throws BadLine {
        if (!xml.read(lines.bytes(), lines.from(), lines.lengthBytes(), Place.ROOT, record, marks)) {
            throw new BadLine("it is no XML that can be read");
        }
        // A trace has no channel.
        if (record.eventId < 0) throw new BadLine("it has no event id");
        if (record.timeNs < 0) withoutTime++;
        return true;
    }

    @Override
    public Parsed parsed(LogRecord record) {
        return events.parsed(record, marks);
    }

    @Override
    public String remark() {
        return withoutTime == 0 ? null : withoutTime + " events carry no time, and stand at that of the one before";
    }
}
