/// NTP over UDP (RFC 5905; control messages RFC 9327; the private mode 7 of ntpd). In: datagrams. Out: one
/// transaction
/// per message. Called by the recognition of `dejfa.protocols`.
@dejfa.api.GenerateFields
package dejfa.protocols.ntp;
