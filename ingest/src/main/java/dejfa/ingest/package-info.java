/// Bytes in: what a path or interface is ([Inputs]), and the sources that turn it into frames or events.
///
/// Comes in: paths and interface names as the operator gave them. Goes out: `PacketSource` (frames in batches, from
/// `ingest.capture` and `ingest.live`) and `RecordSource` (records and events, from `ingest.log`). Called by `node`.
/// Recognition is by content, never by a file's name.
package dejfa.ingest;
