package dejfa.node.fuzz;

import dejfa.api.log.FieldNames;
import dejfa.api.log.LogRecord;
import dejfa.ingest.log.windows.DataMarks;
import dejfa.ingest.log.windows.Place;
import dejfa.ingest.log.windows.XmlEvent;
import java.util.List;

/// A Windows event's XML, of any form: bounded, and no exception.
public final class EventXmlFuzz {
    private static final XmlEvent XML = new XmlEvent();
    private static final DataMarks MARKS = new DataMarks();
    private static final LogRecord RECORD = new LogRecord(new FieldNames(List.of("EventID", "Image")));

    private EventXmlFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        RECORD.clear();
        XML.read(data, 0, data.length, Place.ROOT, RECORD, MARKS);
        for (int i = 0; i < RECORD.count(); i++) {
            if (RECORD.valueAt(i) + RECORD.valueBytes(i) > RECORD.usedBytes()) {
                throw new IllegalStateException("a value beyond the record");
            }
        }
    }
}
