/// Rules in the form in which they meet records. In: expressions, and records one by one. Out: which conditions
/// hold. Equal tests and equal parts of conditions stand once, however many rules share them; what a condition
/// can't do without (a literal, an event id) is known beforehand. Called by `detect.sigma`.
package dejfa.detect.sigma.match;
