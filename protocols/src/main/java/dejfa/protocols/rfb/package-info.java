/// The handshake of RFB, the protocol of VNC (RFC 6143 §7.1 to §7.3). In: the stream. Out: one transaction per flow;
/// after the server's last message of the handshake nothing more is read. Called by the recognition of
/// `dejfa.protocols`.
@dejfa.api.GenerateFields
package dejfa.protocols.rfb;
