/// Kerberos 5 over UDP and TCP (RFC 4120; encryption types RFC 3961 and its registry). In: datagrams, or a stream of
/// messages behind four bytes of length. Out: one transaction per message. Called by the recognition of
/// `dejfa.protocols`.
@dejfa.api.GenerateFields
package dejfa.protocols.krb5;
