/// SOCKS 4, 4a and 5 (RFC 1928, RFC 1929): what a client asks its proxy to reach; what is said through the proxy is
/// recognised anew. In: the stream. Out: one transaction per flow. Called by the recognition of `dejfa.protocols`.
@dejfa.api.GenerateFields
package dejfa.protocols.socks;
