/// Suricata's EVE, of a Suricata sensor or of Dejfa itself.
///
/// Comes in: JSON lines with `event_type` and `timestamp`. Goes out: records with EVE's names by dots, and for
/// each line the event that our own packet route would have told: typed slots of the schema of its type, found by
/// the path under which EVE shows a field. What Dejfa itself concluded (detections, incidents, blocks) is passed
/// over: it is concluded again. Called by `Logs` through `mapped.LogContents`. Standard: Suricata's "EVE JSON
/// Format", versions 6 to 8.
package dejfa.ingest.log.eve;
