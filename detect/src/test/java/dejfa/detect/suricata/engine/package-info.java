/// Tests of the rule language on packets, flows and transactions made by hand ([Bench]).
package dejfa.detect.suricata.engine;
