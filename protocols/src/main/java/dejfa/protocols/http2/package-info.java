/// HTTP/2 (RFC 9113) in clear: with prior knowledge, after an upgrade from HTTP/1.1 (RFC 7540 §3.2), and DNS over it
/// (RFC 8484), which rules and events call `doh2`.
///
/// In: both directions of a TCP flow. Out: one transaction a stream, and one for each frame of stream 0; header fields
/// in the `http.*` buffers, bodies decoded and passed through windows, files, frames, anomalies as Suricata names them.
/// Called by [dejfa.protocols.ProtocolRecogniser] through [Http2Factory]. What runs inside TLS is not seen.
@GenerateFields
package dejfa.protocols.http2;

import dejfa.api.GenerateFields;
