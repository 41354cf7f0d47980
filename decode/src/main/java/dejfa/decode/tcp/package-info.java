/// TCP packets to ordered streams. In: TCP packets with their flow; out: each direction's bytes once and in
/// order to a [dejfa.api.StreamSink], gaps told. Called by the packet route after the flow table. Standard: RFC
/// 9293, timestamps and window scale by RFC 7323. Anomalies carry the names of the rule language's
/// `stream-event`.
package dejfa.decode.tcp;
