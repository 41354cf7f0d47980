/// DHCP for IPv4 (RFC 2131, options RFC 2132). In: datagrams. Out: one transaction per message. Called by the
/// recognition of `dejfa.protocols`.
@dejfa.api.GenerateFields
package dejfa.protocols.dhcp;
