/// Which rules match a packet and what hangs on its flow. In: packet, stream bytes, transactions. Out: matches, in the
/// order of the rules. Called by the rule engine, once a worker. What is remembered hangs on flow, transaction and
/// file, so that the answer doesn't depend on the number of workers.
package dejfa.detect.suricata.engine;
