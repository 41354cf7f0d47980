/// Values of foreign sensors (EVE, Zeek) as typed slots of our own events.
///
/// Comes in: maps, lists, texts and numbers of one line. Goes out: `Slots` of the schemas that `node` gives,
/// found by the path under which EVE shows a field. Called by `eve` and `zeek`.
package dejfa.ingest.log.slots;
