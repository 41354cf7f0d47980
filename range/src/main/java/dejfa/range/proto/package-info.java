/// Comes in: what is to be said, by which program. Goes out: the bytes of one protocol, or a whole conversation over a
/// [dejfa.range.wire.TcpSession]. Called by `scene`, `noise` and `scenario`. Standards: RFC 1035, 5246, 8446, 5280,
/// 9110/9112, 5321, 5905, 1002, 4253, 959; MS-SMB2, MS-NLMP; RFC 1006 and S7comm as Wireshark decodes it. The
/// patterns of attacks come from the reports that the scenarios' READMEs name.
package dejfa.range.proto;
