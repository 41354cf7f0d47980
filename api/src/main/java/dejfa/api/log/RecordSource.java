package dejfa.api.log;

import dejfa.api.Event;
import java.io.IOException;
import java.util.List;

/// A log as records, in the order of the log.
public interface RecordSource extends AutoCloseable {
    /// Moves to the next record.
    ///
    /// @return false at the end (of a log that is followed: so far)
    boolean next() throws IOException;

    /// The current record; overwritten by the next call of `next`.
    LogRecord record();

    /// The current record's time, without need of the rest.
    default long timeNs() {
        return record().timeNs;
    }

    /// The current record as an event, secrets masked; made when asked for.
    Event event();

    /// What was wrong with the log, one sentence each with its remedy.
    List<String> complaints();

    /// Whether the log, as far as it is read, says that it rests on traffic of the range.
    default boolean isSynthetic() {
        return false;
    }

    /// Whether more may come after `next` said that there is none.
    default boolean grows() {
        return false;
    }

    /// No more will be written to a log that grows: what is left of it comes with the next calls of `next`.
    default void stop() {}

    @Override
    void close() throws IOException;
}
