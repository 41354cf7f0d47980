package dejfa.ingest.log;

/// One log format: lines to events.
interface LineFormat {
    /// The event of the current line; null where the line carries none (a directive, a blank).
    ///
    /// @throws BadLine where the line can't be understood
    Parsed parse(Lines lines) throws BadLine;

    /// Something to tell about the whole log, or null.
    String remark();
}
