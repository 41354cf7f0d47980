package dejfa.api.log;

/// What wrote a record, in the words of Sigma's `logsource`. A Windows event carries only its product: channel
/// and event id say the rest.
///
/// @param product `windows`, `linux`, `zeek`, `aws` …, or null where not known
/// @param service `sshd`, `auditd`, `cloudtrail` …, or null
/// @param category `webserver`, `process_creation` …, or null
public record LogOrigin(String product, String service, String category) {
    public static final LogOrigin UNKNOWN = new LogOrigin(null, null, null);
    public static final LogOrigin WINDOWS = new LogOrigin("windows", null, null);
}
