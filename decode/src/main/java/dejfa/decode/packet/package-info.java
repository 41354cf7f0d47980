/// Frames to packets. In: the bytes of one frame with its link type; out: [dejfa.api.Packet]s, outermost first,
/// then those of tunnels, then a datagram rebuilt from fragments. Called by the packet route, one
/// [PacketDecoder] a worker; fragments are kept per partition. Standards: IEEE 802.3/802.1Q, RFC 791, 8200,
/// 9293, 768, 792, 4443, 2784, 2637, 7348, 4380, 8926, 3032, 2516. Anomalies carry the names of the rule
/// language's `decode-event`.
package dejfa.decode.packet;
