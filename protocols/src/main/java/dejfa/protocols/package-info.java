/// Which protocol a flow speaks, and the parser that reads it.
///
/// In: ordered bytes of TCP flows (as a [dejfa.api.StreamSink] of the reassembler) and datagrams. Out: the flow's
/// `appProtocol` and its transactions. Called by node's packet route. The protocols are the packages below, each a
/// [dejfa.api.FlowParserFactory] found by `ServiceLoader`; content decides, ports only say what to try first.
package dejfa.protocols;
