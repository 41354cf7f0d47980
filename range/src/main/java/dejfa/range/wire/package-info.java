/// Comes in: what hosts say, in simulated time. Goes out: Ethernet frames with right lengths and checksums, in time
/// order, as a classic pcap file. Called by `proto`, `scene`, `noise` and `scenario`. Standards: RFC 791, 8200, 9293,
/// 768, 792, 826, 7323 (TCP options), 2018 (SACK).
package dejfa.range.wire;
