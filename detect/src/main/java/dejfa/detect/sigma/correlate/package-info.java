/// Sigma's correlations: what other rules found, counted and ordered by group in event time. In: observations, one
/// for each hit of a rule that a correlation wants, in the order of time. Out: what is found. State is bounded,
/// counts what it drops, and can be serialised. Follows the Sigma correlation specification 2.1. Called by
/// `detect.sigma`.
package dejfa.detect.sigma.correlate;
