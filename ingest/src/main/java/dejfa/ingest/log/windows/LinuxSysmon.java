package dejfa.ingest.log.windows;

import dejfa.api.log.LogOrigin;
import dejfa.api.log.LogRecord;

/// An event of Sysmon for Linux: the XML of Windows' Sysmon, and Sigma's generic category by its number.
public final class LinuxSysmon {
    private static final LogOrigin OTHER = new LogOrigin("linux", "sysmon", null);
    private static final LogOrigin[] BY_ID = new LogOrigin[32];

    static {
        category(1, "process_creation");
        category(3, "network_connection");
        category(5, "process_termination");
        category(9, "raw_access_thread");
        category(10, "process_access");
        category(11, "file_event");
        category(23, "file_delete");
    }

    private final XmlEvent xml = new XmlEvent();
    private final DataMarks marks = new DataMarks();

    private static void category(int id, String category) {
        BY_ID[id] = new LogOrigin("linux", "sysmon", category);
    }

    /// @return false where it is no event that can be read
    public boolean read(byte[] bytes, int from, int lengthBytes, LogRecord record) {
        if (!xml.read(bytes, from, lengthBytes, Place.ROOT, record, marks) || record.eventId < 0) return false;
        int id = record.eventId < BY_ID.length ? (int) record.eventId : 0;
        record.origin = BY_ID[id] == null ? OTHER : BY_ID[id];
        return true;
    }
}
