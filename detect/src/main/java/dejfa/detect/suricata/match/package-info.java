/// Tests on bytes: content, pcre, byte_test and their kin, run in the order of the rule over one [Window].
/// In: a window of a packet, stream or buffer. Out: whether the list of tests holds. Called by the rule engine, built
/// by the rule compiler. Semantics follow the Suricata user guide, "Payload Keywords".
package dejfa.detect.suricata.match;
