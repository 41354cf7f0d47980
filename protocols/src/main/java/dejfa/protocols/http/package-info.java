/// HTTP/1.x and 0.9 (RFC 9110, RFC 9112; RFC 1945 for old servers), with what senders get wrong on purpose or not.
///
/// In: both directions of a TCP flow. Out: one `http` transaction per request with its response, bodies decoded and
/// passed through windows, files. Called by [dejfa.protocols.ProtocolRecogniser] through [HttpFactory].
/// Buffers and anomalies mean what the Suricata rule language says of them.
@GenerateFields
package dejfa.protocols.http;

import dejfa.api.GenerateFields;
