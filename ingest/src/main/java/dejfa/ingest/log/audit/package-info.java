/// The Linux audit daemon's log.
///
/// Comes in: lines `type=… msg=audit(time:serial): …`, of a file or inside syslog. Goes out: one record for each
/// line, as Sigma's auditd rules want it (`type`, `a0` …, `name`, `exe`, `SYSCALL`), encoded values decoded; and
/// one more for each event that started a program, made a file or connected, in the words of `process_creation`,
/// `file_event` and `network_connection`, joined from the event's lines. Called by `Logs` and `syslog`. Facts:
/// the audit project's documentation of its message format (linux-audit).
package dejfa.ingest.log.audit;
