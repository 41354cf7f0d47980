package dejfa.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One request with its answer (or one message, where the protocol has no answers). It grows while bytes arrive;
/// rules see it again after each packet that changed it.
public final class Transaction {
    /// Progress of a side that will not change any more.
    public static final int COMPLETE = 100;
    /// Anomalies kept per transaction.
    private static final int MAX_ANOMALIES = 64;

    public final long id;
    public final Slots slots;
    /// files of this transaction, in order of their start
    public final List<FileTransfer> files = new ArrayList<>(1);
    /// names of app-layer anomalies, as the rule language's `app-layer-event` spells them without the protocol
    public final List<String> anomalies = new ArrayList<>(0);
    /// Where the transaction is one message (DNS, NTP): the direction it went; rules bound to the other direction never
    /// see it. Null: it has both sides.
    public Direction only;
    /// for detect: what has been inspected and has matched
    public Object ruleState;
    /// It holds only anomalies: they are written, an event of its own is not.
    public boolean onlyAnomalies;
    /// the event has been written
    public boolean logged;

    private final Set<FileHash> hashes;
    private int requestProgress;
    private int responseProgress;
    private int revision;

    Transaction(long id, Schema schema, Set<FileHash> hashes) {
        this.id = id;
        this.hashes = hashes;
        this.slots = new Slots(schema);
    }

    public String protocol() {
        return slots.schema().event();
    }

    public Transaction set(Field field, Object value) {
        slots.set(field, value);
        revision++;
        return this;
    }

    public Transaction set(Field field, long value) {
        slots.set(field, value);
        revision++;
        return this;
    }

    public Transaction add(Field field, Object element) {
        slots.add(field, element);
        revision++;
        return this;
    }

    public int progress(Direction side) {
        return side == Direction.TO_SERVER ? requestProgress : responseProgress;
    }

    /// Progress only grows; states are the protocol's own, [#COMPLETE] is the last of each side.
    public Transaction progress(Direction side, int state) {
        if (side == Direction.TO_SERVER) requestProgress = Math.max(requestProgress, state);
        else responseProgress = Math.max(responseProgress, state);
        revision++;
        return this;
    }

    public Transaction complete() {
        progress(Direction.TO_SERVER, COMPLETE);
        return progress(Direction.TO_CLIENT, COMPLETE);
    }

    public boolean isComplete() {
        return requestProgress == COMPLETE && responseProgress == COMPLETE;
    }

    public void anomaly(String name) {
        if (anomalies.size() < MAX_ANOMALIES) anomalies.add(name);
        revision++;
    }

    public FileTransfer openFile(Direction direction, byte[] name) {
        FileTransfer file = new FileTransfer(direction, name, hashes);
        files.add(file);
        revision++;
        return file;
    }

    /// A chunk of a body went into a window of this transaction.
    public void touched() {
        revision++;
    }

    /// Grows with every change that is told to this transaction. Files tell their state and their bytes themselves.
    public int revision() {
        return revision;
    }
}
