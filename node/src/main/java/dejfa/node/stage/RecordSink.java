package dejfa.node.stage;

import dejfa.api.log.RecordSource;

/// Sees every record of the logs in the order of time, before its event goes out.
public interface RecordSink {
    RecordSink NONE = source -> {};

    /// @param source its current record is the one; it may be asked for the event, too
    void accept(RecordSource source);
}
