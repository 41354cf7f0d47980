/// Logs that still grow, and syslog as it arrives.
///
/// Comes in: files that are written to, rotated or cut short; datagrams, TCP and TLS connections. Goes out:
/// records, as far as there are any now. Called by `node` through [FollowedLog] and [SyslogListener]. Standards:
/// RFC 5426 (UDP), RFC 6587 (TCP framing), RFC 5425 (TLS).
package dejfa.ingest.log.follow;
