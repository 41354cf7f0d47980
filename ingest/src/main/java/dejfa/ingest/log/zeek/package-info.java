/// Zeek's logs.
///
/// Comes in: tab-separated logs with their `#` header (which may change midway, and lack its end) and JSON lines.
/// Goes out: records with Zeek's own names, and events of our own types (`flow`, `dns`, `http`, `tls` …) by
/// `content/logs/zeek/events.yaml`. Called by `Logs` through `mapped.LogContents`. Standard: Zeek's "Log
/// Formats".
package dejfa.ingest.log.zeek;
