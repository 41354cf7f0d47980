/// What a rule costs and how it is executed, for people who write rules. In: compiled rules. Out: sentences. Called by
/// `dejfa rules check` and `dejfa rules explain`; nothing here runs while packets flow.
package dejfa.detect.suricata.explain;
