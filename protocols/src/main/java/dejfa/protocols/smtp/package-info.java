/// SMTP (RFC 5321) with pipelining (RFC 2920), CHUNKING (RFC 3030), STARTTLS (RFC 3207) and AUTH (RFC 4954).
///
/// In: both directions of a TCP flow. Out: one `smtp` transaction per mail with its envelope, headers and
/// attachments. Called by [dejfa.protocols.ProtocolRecogniser] through [SmtpFactory]. What AUTH carries is never kept.
@GenerateFields
package dejfa.protocols.smtp;

import dejfa.api.GenerateFields;
