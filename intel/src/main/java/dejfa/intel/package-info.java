/// What is known beforehand: indicator lists, own hosts, profiles of actors and how common each technique and tool is.
///
/// Comes in: plain lists, hosts files and CSV of indicators; `content/actors` (profiles and prevalence, from MITRE
/// ATT&CK); the alerts of an incident as [dejfa.intel.Evidence]. Goes out: answers to look-ups (the port
/// `IndicatorIndex`) and ranked hypotheses on actors with their reasons, the unknown actor always among them.
/// Called by: `correlate` (actors), `detect` through the port, `node` (loading). Standards: ATT&CK ids, RFC 1035 names,
/// RFC 4632 networks.
package dejfa.intel;
