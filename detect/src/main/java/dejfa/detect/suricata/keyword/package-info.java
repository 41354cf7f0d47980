/// From options to tests: one entry per keyword of the Suricata rule language. In: a rule's text and what is known of
/// variables, buffers and settings. Out: a compiled rule, or why it can't run. Called by the rule loader once a rule.
package dejfa.detect.suricata.keyword;
