package dejfa.ingest.log;

import dejfa.api.log.LogRecord;

/// One log format: lines to records, and a record's parts for an event. An object of it reads one log, from its
/// start.
public interface LogFormat {
    /// Fills `record` (empty when it comes) from the current line. A record of several lines takes the further ones
    /// itself (`lines.next()`, and `lines.back()` for the first that is no longer its own).
    ///
    /// A format that knows no time leaves the record's as it is: the reader puts the time of the record before.
    ///
    /// @return false where this line carries no record (a directive, a comment, half of a record)
    /// @throws BadLine where the line can't be understood
    boolean read(Lines lines, LogRecord record) throws BadLine;

    /// The record last read as an event's parts, secrets masked ([Masks]). Called at most once, before the next
    /// `read`.
    Parsed parsed(LogRecord record);

    /// The log has ended: what is still held of a record, if anything.
    ///
    /// @return false where nothing is left
    default boolean end(LogRecord record) throws BadLine {
        return false;
    }

    /// What the log's records are told apart by.
    default Lines.Unit unit() {
        return Lines.Unit.LINE;
    }

    /// Whether the log, as far as it is read, says that it rests on traffic of the range.
    default boolean isSynthetic() {
        return false;
    }

    /// Something to tell about the whole log, or null.
    String remark();
}
