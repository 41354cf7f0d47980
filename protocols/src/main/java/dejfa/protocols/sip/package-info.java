/// SIP over UDP and TCP (RFC 3261), with the session descriptions it carries (RFC 8866). In: datagrams or the stream.
/// Out: one transaction per message, of the direction it went. Called by the recognition of `dejfa.protocols`.
/// Bounded: the head of a message and the description; a body passes in chunks.
@dejfa.api.GenerateFields
package dejfa.protocols.sip;
