/// Logs as records, and as events where somebody wants one.
///
/// Comes in: a log file, recognised by its content. Goes out, through [Logs]: a `RecordSource`, the log's records in
/// its own order, their fields by the names of the Sigma taxonomy; events with passwords and tokens masked;
/// complaints in plain words. Called by `node`.
///
/// A kind of log is a package beneath, with a [LogFormat] for each format, its `fields.yaml` (the event's typed slots)
/// and a recogniser in the list of [Logs]. A format sees one line at a time ([Lines]: bounded, in place) and fills the
/// record; the reader ([LogReader]) counts what it refuses.
package dejfa.ingest.log;
