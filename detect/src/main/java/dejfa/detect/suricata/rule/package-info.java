/// Grammar and model of the Suricata rule language. In: the text of a rule, variables, schemas. Out: header, options,
/// and the compiled rule as values. Built by the keyword compiler, read by the engine. Follows the Suricata user
/// guide, "Suricata Rules".
package dejfa.detect.suricata.rule;
