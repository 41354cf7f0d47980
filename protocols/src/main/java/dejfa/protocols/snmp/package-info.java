/// SNMP over UDP: version 1 (RFC 1157), 2c (RFC 1901, RFC 3416) and 3 (RFC 3412, user-based security RFC 3414). In:
/// datagrams. Out: one transaction per message. A community is shown as it is: that it is `public` is the finding.
/// Called by the recognition of `dejfa.protocols`.
@dejfa.api.GenerateFields
package dejfa.protocols.snmp;
