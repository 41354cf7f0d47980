/// Logs whose mapping is data: JSON lines, CSV and `key=value` lines by `content/logs/<name>/log.yaml`.
///
/// Comes in: the mappings, read strictly; lines. Goes out: records whose fields are the log's own, nested names
/// by dots, and the further names that the mapping gives them; the origin is Sigma's logsource. JSON lines that
/// no mapping knows are read as well where they hold a time. Called by `Logs` through [LogContents].
package dejfa.ingest.log.mapped;
