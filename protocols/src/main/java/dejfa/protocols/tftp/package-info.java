/// TFTP's first messages (RFC 1350): requests to read and to write, and errors; the data itself goes over ports of its
/// own. In: datagrams to and from port 69. Out: one transaction per message. Called by the recognition of
/// `dejfa.protocols`.
@dejfa.api.GenerateFields
package dejfa.protocols.tftp;
