/// MIME messages (RFC 5322, RFC 2045, RFC 2046, RFC 2047) as a stream.
///
/// In: a message, or the body of a multipart upload, in pieces of any size. Out: headers and decoded parts, to a
/// [MimeHandler]. Called by [dejfa.protocols.smtp] and [dejfa.protocols.http]. Depth, header size and line pieces are
/// bounded; an attachment passes in chunks.
package dejfa.protocols.mime;
