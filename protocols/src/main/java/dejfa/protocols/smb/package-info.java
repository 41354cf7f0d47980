/// SMB 1, 2 and 3 over NetBIOS sessions or straight TCP (MS-SMB, MS-SMB2, RFC 1002 §4.3; NTLM names of MS-NLMP
/// §2.2.1.3). In: the stream. Out: one transaction per command with its answer, and one per file that is read
/// or written. Called by the recognition of `dejfa.protocols`. Hashes and answers of the log-on are never kept;
/// encrypted messages are counted past.
@dejfa.api.GenerateFields
package dejfa.protocols.smb;
