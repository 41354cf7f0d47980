/// LDAP version 2 and 3 over TCP, and over UDP as domain controllers speak it (RFC 4511; StartTLS §4.14; layers
/// of SASL RFC 4513 §5.2, RFC 4121 §4.2.6). In: the stream, or datagrams. Out: one transaction per request with
/// all its responses. Called by the recognition of `dejfa.protocols`; after StartTLS the TLS parser goes on.
@dejfa.api.GenerateFields
package dejfa.protocols.ldap;
