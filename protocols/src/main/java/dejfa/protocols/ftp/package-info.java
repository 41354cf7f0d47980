/// FTP (RFC 959, RFC 2428 for EPRT and EPSV, RFC 4217 for TLS) and its data connections.
///
/// In: both directions of a control connection, or of a data connection that one announced. Out: an `ftp`
/// transaction per command with its replies, an `ftp_data` transaction with a file per data connection. Called by
/// [dejfa.protocols.ProtocolRecogniser] through [FtpFactory] and [FtpDataFactory].
@GenerateFields
package dejfa.protocols.ftp;

import dejfa.api.GenerateFields;
