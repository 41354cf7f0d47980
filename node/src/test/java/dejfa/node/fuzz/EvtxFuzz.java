package dejfa.node.fuzz;

import dejfa.api.EveJson;
import dejfa.api.log.FieldNames;
import dejfa.api.log.LogRecord;
import dejfa.ingest.log.LogSettings;
import dejfa.ingest.log.windows.evtx.EvtxSource;
import java.io.ByteArrayInputStream;
import java.util.List;

/// The reader of Windows event logs: chunks that are short, carved, damaged; templates and values of any kind.
public final class EvtxFuzz {
    private static final LogSettings SETTINGS = new LogSettings("site", "sensor");
    private static final FieldNames NAMES = new FieldNames(List.of("EventID", "Image", "Data"));

    private EvtxFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        EvtxSource source = new EvtxSource("fuzz", 1, SETTINGS, new ByteArrayInputStream(data), NAMES);
        StringBuilder line = new StringBuilder();
        long records = 0;
        while (source.next()) {
            records++;
            LogRecord record = source.record();
            for (int i = 0; i < record.count(); i++) {
                if (record.valueAt(i) + record.valueBytes(i) > record.usedBytes()) {
                    throw new IllegalStateException("a value beyond the record");
                }
            }
            line.setLength(0);
            EveJson.line(source.event(), line);
            if (line.indexOf("\n") >= 0) throw new IllegalStateException("an event of two lines");
        }
        if (records > data.length / 28) throw new IllegalStateException(records + " records");
        source.complaints();
    }
}
