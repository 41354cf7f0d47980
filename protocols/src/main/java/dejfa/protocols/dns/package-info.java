/// DNS over UDP and TCP (RFC 1035; EDNS RFC 6891; SRV RFC 2782, NAPTR RFC 3403, DNSSEC RFC 4034, SSHFP RFC 4255,
/// SVCB/HTTPS RFC 9460). In: datagrams, or a stream with length prefixes. Out: one transaction per message, request
/// and
/// response apart, in the shape of Suricata's EVE version 3. Called by the recognition of `dejfa.protocols`.
/// Names, records and bytes of names kept per message are bounded; compression pointers are followed a bounded number
/// of times.
/// Its cousins on the local link, LLMNR (RFC 4795) and multicast DNS (RFC 6762), share the message reader and are
/// protocols of their own.
@dejfa.api.GenerateFields
package dejfa.protocols.dns;
