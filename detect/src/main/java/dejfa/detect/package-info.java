/// Alerts, one folder an engine: `suricata` (rules), `behaviour` (what has no signature), `indicator` (what is known),
/// `pattern` (the searches they share). In: packets, streams, transactions, events. Out: candidates and alerts. Called
/// by `dejfa.node`.
package dejfa.detect;
