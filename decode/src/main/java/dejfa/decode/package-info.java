/// Packet bytes to flows and ordered streams. [dejfa.decode.packet] takes frames apart, [dejfa.decode.flow]
/// finds each packet's flow, [dejfa.decode.tcp] puts streams in order; here lie what they share: the names of
/// anomalies, and the community id of a flow. Called by the packet route on a worker: hot path, no allocation
/// per packet.
package dejfa.decode;
