/// Suricata's rule language: rules as users have them, run unchanged.
///
/// In: rule files ([RuleLoader]), packets with their flows, streams and transactions ([RuleEngine]). Out: candidates,
/// which the ordered stage turns into alerts ([AlertDecider]). Called by `node`, once a worker and once for the ordered
/// stage. Follows the Suricata user guide as of 9.0-dev; what is known not to run is refused rule by rule.
package dejfa.detect.suricata;
