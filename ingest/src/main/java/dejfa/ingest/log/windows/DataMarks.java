package dejfa.ingest.log.windows;

import dejfa.api.log.LogRecord;

/// Which fields of a Windows record are the event's own data; the others are its head.
public final class DataMarks {
    private final boolean[] data = new boolean[LogRecord.MAX_FIELDS + 1];

    public void set(int field, boolean isData) {
        data[field] = isData;
    }

    public boolean isData(int field) {
        return data[field];
    }
}
