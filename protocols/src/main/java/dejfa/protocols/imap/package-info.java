/// IMAP (RFC 9051 and 3501; LITERAL+ RFC 7888, IDLE RFC 2177, MULTIAPPEND RFC 3502, BINARY RFC 3516, COMPRESS RFC
/// 4978). In: the stream. Out: one transaction per tagged command with the lines of its answer, the greeting and what
/// the server says unasked being answers without a command; what mails bring as files. Called by the recognition of
/// `dejfa.protocols`.
@dejfa.api.GenerateFields
package dejfa.protocols.imap;
