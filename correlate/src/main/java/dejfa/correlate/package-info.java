/// Alerts to incidents: which belong to one attack, what happened in which order, by which servers, and who may be
/// behind it; the story of an incident as text and as summary JSON.
///
/// Comes in: every `Event` in order of the ordered stage (names, certificates, contacts) and every `Alert`. Goes out:
/// `Incident` and `Campaign`. Called by: `node` after the ordered stage; `respond`, `store` and `console` read the
/// incidents. Standards: ATT&CK ids and phases; `docs/summary.schema.json` (JSON Schema 2020-12).
package dejfa.correlate;
