/// SSH up to the point where it is encrypted (RFC 4253; HASSH as Salesforce published it in 2018). In: the stream.
/// Out:
/// one transaction per flow. Called by the recognition of `dejfa.protocols`; after both NEWKEYS nothing more is read.
@dejfa.api.GenerateFields
package dejfa.protocols.ssh;
