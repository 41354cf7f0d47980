/// Comes in: the name of a scenario, a seed, hours and the amount of background. Goes out: a capture, host logs and
/// `truth.yaml` in a folder; nothing is ever sent. Called by the `dejfa range` command and by [Make].
/// Payloads are byte patterns that defenders have published (sources in each scenario's README), never working code;
/// addresses are private (RFC 1918) or of the documentation ranges (RFC 5737, RFC 3849), names end in .example or
/// .test.
package dejfa.range;
