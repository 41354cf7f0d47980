/// What hosts and devices say by syslog, and systemd's journal.
///
/// Comes in: lines of files, messages of listeners (`net`). Goes out: records with `facility`, `severity`,
/// `program`, `pid`, `message` and what known programs say in it; the origin is Sigma's product and service by
/// the program. Called by `Logs`. Standards: RFC 5424, RFC 3164; systemd's Journal Export Format and `journalctl
/// -o json`; Cisco's, Huawei's and Juniper's headers as their devices write them.
package dejfa.ingest.log.syslog;
