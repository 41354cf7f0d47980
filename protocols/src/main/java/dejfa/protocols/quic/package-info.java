/// QUIC up to the hellos: version 1 (RFC 9000, 9001), version 2 (RFC 9369), the drafts in use before them, and Google's
/// QUIC (Q039 to Q046 in clear, Q050 and T050/T051 with their own salts).
///
/// In: UDP datagrams. Out: one `quic` transaction for the client's hello and one for the server's, with JA3, JA3S, JA4
/// and CYU. Initial packets are protected with keys that anyone on the path can derive (RFC 9001 §5.2); what follows
// them
/// is not read. Called by [dejfa.protocols.ProtocolRecogniser] through [QuicFactory]. Bytes gathered and packets
/// decrypted are bounded per flow.
@GenerateFields
package dejfa.protocols.quic;

import dejfa.api.GenerateFields;
