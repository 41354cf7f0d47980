/// The opening of a Remote Desktop session (MS-RDPBCGR §2.2.1.1 to §2.2.1.4; frames RFC 1006, X.224; user data
/// T.124, T.125). In: the stream. Out: one transaction per message, up to the connect response or to where TLS
/// begins, from where on the TLS parser reads. Called by the recognition of `dejfa.protocols`.
@dejfa.api.GenerateFields
package dejfa.protocols.rdp;
