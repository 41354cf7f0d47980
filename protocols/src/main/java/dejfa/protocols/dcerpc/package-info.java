/// DCE/RPC (C706 §12, MS-RPCE §2.2): connection-oriented over TCP, connectionless over UDP, and, through
/// [Calls], over the named pipes of SMB. In: the stream, a datagram, or what is written to and read from a
/// pipe. Out: one transaction per bind, alter context and call, its fragments put together. Called by the
/// recognition of `dejfa.protocols` and by the parser of SMB. Encrypted stubs are passed on as they are.
@dejfa.api.GenerateFields
package dejfa.protocols.dcerpc;
