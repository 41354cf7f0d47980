/// NFS 2, 3 and 4 (RFC 1094, RFC 1813, RFC 7530, RFC 8881) in ONC RPC (RFC 5531) over TCP with record marks or
/// UDP. In: the stream or datagrams. Out: one transaction per call with its reply, and one per file that is
/// read or written. Called by the recognition of `dejfa.protocols`. Only the head of a record is held: the data
/// of a file passes through; arguments that GSS encrypts are passed over.
@dejfa.api.GenerateFields
package dejfa.protocols.nfs;
