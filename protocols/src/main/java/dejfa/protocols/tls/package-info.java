/// TLS 1.0 to 1.3 and SSL 2 and 3 up to the end of the handshake (RFC 8446, 5246, 6101; extensions RFC 6066, 7301;
/// certificates RFC 5280; JA3, JA3S and JA4 as published). In: the stream from its first byte. Out: one transaction
/// per
/// flow. Called by the recognition of `dejfa.protocols`; what is encrypted is counted past, not kept.
@dejfa.api.GenerateFields
package dejfa.protocols.tls;
