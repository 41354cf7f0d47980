/// Sigma documents as they are meant: YAML to rules, filters and correlations. In: the text of a file. Out: rules
/// whose condition is one expression over tests of fields, or the reason why a document can't be run. Follows the
/// Sigma specification 2.1 (rules, modifiers, correlations, filters). Called by `detect.sigma`.
package dejfa.detect.sigma.rule;
