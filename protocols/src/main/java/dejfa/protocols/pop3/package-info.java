/// POP3 (RFC 1939; CAPA RFC 2449, STLS RFC 2595, AUTH RFC 5034). In: the stream. Out: one transaction per command with
/// its answer, the greeting being an answer without a command; mails as files. Called by the recognition of
/// `dejfa.protocols`.
@dejfa.api.GenerateFields
package dejfa.protocols.pop3;
