/// Sigma: the rules that people share for logs. In: rule files, then records one by one. Out: which rules fire,
/// with what they say of themselves, and the values that made them fire. `rule` reads documents, `source` says
/// where their records lie, `match` and `value` hold conditions against records, `correlate` counts what fired.
/// Follows the Sigma specification 2.1. Called by `dejfa.node`.
package dejfa.detect.sigma;
