/// Internet Key Exchange over UDP, port 500 and behind the marker of port 4500: version 1 (RFC 2408, RFC 2409),
/// version 2 (RFC 7296; what is weak: RFC 8247, RFC 9395), NAT traversal (RFC 3948). In: datagrams. Out: one
/// transaction per message; what a flow has agreed on in version 1 is shown with every later one. ESP in UDP and
/// keep-alives are passed over. Called by the recognition of `dejfa.protocols`.
@dejfa.api.GenerateFields
package dejfa.protocols.ike;
