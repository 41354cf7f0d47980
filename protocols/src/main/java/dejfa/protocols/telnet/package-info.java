/// Telnet (RFC 854; options RFC 855, terminal type RFC 1091). In: the stream. Out: frames of commands and of lines, and
/// one transaction per flow that tells what was negotiated. Called by the recognition of `dejfa.protocols`.
@dejfa.api.GenerateFields
package dejfa.protocols.telnet;
