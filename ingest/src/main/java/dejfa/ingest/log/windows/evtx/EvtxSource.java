package dejfa.ingest.log.windows.evtx;

import dejfa.api.Event;
import dejfa.api.Ids;
import dejfa.api.log.FieldNames;
import dejfa.api.log.LogRecord;
import dejfa.api.log.RecordSource;
import dejfa.ingest.capture.FileIdentity;
import dejfa.ingest.log.LogSettings;
import dejfa.ingest.log.Unpacked;
import dejfa.ingest.log.windows.DataMarks;
import dejfa.ingest.log.windows.WindowsEvents;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A Windows event log (.evtx), whole, damaged or carved, as records. What can't be read is counted, told and
/// passed over.
public final class EvtxSource implements RecordSource {
    private static final byte[] FILE = {'E', 'l', 'f', 'F', 'i', 'l', 'e', 0};

    private final String name;
    private final long identity;
    private final LogSettings settings;
    private final ChunkInput input;
    private final Chunk chunk = new Chunk();
    private final LogRecord record;
    private final DataMarks marks = new DataMarks();
    private final BinaryXml xml;
    private final WindowsEvents events = new WindowsEvents();

    private boolean inChunk;
    private long number;
    private long lastNs;
    private long badHeaders;
    private long badSums;
    private long lost;
    private long damaged;
    private String firstDamage;

    /// @param identity the same for the same content
    public EvtxSource(String name, long identity, LogSettings settings, InputStream in, FieldNames names) {
        this.name = name;
        this.identity = identity;
        this.settings = settings;
        this.input = new ChunkInput(in);
        this.record = new LogRecord(names);
        this.xml = new BinaryXml(record, marks);
    }

    public static EvtxSource open(Path file, LogSettings settings, FieldNames names) throws IOException {
        long identity = FileIdentity.of(file);
        InputStream in = EvtxFile.inOrder(file);
        return new EvtxSource(file.toString(), identity, settings, in, names);
    }

    /// Whether a file holds an event log or chunks of one, by its head: carved chunks may lie behind something
    /// else.
    public static boolean isEvtx(byte[] head) {
        if (head.length < 8) return false;
        if (startsWith(head, FILE) || Chunk.isAt(head, 0)) return true;
        // Text is none, and needs no longer look.
        boolean binary = false;
        for (int i = 0; i < 512 && i < head.length; i++) binary |= head[i] == 0;
        return binary && hasChunk(head);
    }

    private static boolean hasChunk(byte[] bytes) {
        for (int i = 0; i + 8 <= bytes.length; i++) if (bytes[i] == 'E' && Chunk.isAt(bytes, i)) return true;
        return false;
    }

    private static boolean startsWith(byte[] bytes, byte[] magic) {
        for (int i = 0; i < magic.length; i++) if (bytes[i] != magic[i]) return false;
        return true;
    }

    @Override
    public boolean next() {
        while (true) {
            if (!inChunk && !open()) return false;
            if (!chunk.next()) {
                lost += chunk.lost;
                inChunk = false;
                continue;
            }
            number++;
            record.clear();
            try {
                xml.read();
            } catch (Damaged e) {
                if (damaged++ == 0) firstDamage = "number " + chunk.recordId + ", " + e.getMessage();
                if (record.count() == 0) continue;
            }
            if (record.timeNs < 0) record.timeNs = lastNs;
            lastNs = record.timeNs;
            return true;
        }
    }

    private boolean open() {
        if (!input.next(chunk)) return false;
        if (!chunk.headerSound) badHeaders++;
        else if (!chunk.recordsSound) badSums++;
        xml.open(chunk);
        inChunk = true;
        return true;
    }

    @Override
    public LogRecord record() {
        return record;
    }

    @Override
    public Event event() {
        long id = Ids.of(identity, number, 0);
        return events.parsed(record, marks).event(id, record.timeNs, settings, name, number);
    }

    @Override
    public List<String> complaints() {
        List<String> all = new ArrayList<>();
        if (input.headerMissing) all.add(name + ": has no header of an event log; its chunks were read as they lie");
        if (input.dirty) all.add(name + ": was not closed when it was copied; its end may be missing");
        if (badHeaders > 0) {
            all.add(name + ": " + badHeaders + " chunks with a damaged header; what was found in them was read");
        }
        if (badSums > 0) {
            all.add(name + ": " + badSums + " chunks whose checksum is wrong: changed or damaged after they were"
                    + " written; check where the log comes from");
        }
        if (lost > 0) all.add(name + ": " + lost + " places where records are damaged beyond finding");
        if (damaged > 0) {
            all.add(name + ": " + damaged + " records could be read in part or not at all (the first: " + firstDamage
                    + ")");
        }
        if (record.dropped() > 0) {
            all.add(name + ": " + record.dropped() + " fields beyond " + LogRecord.MAX_FIELDS
                    + " of one record were left out");
        }
        if (input.failure != null) {
            all.add(name + ": reading failed (" + input.failure + "); copy the file again");
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
