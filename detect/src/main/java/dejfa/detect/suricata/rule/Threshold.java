package dejfa.detect.suricata.rule;

/// `threshold`, `detection_filter`, and the entries of threshold.config.
///
/// @param seconds length of the window; 0 with [Kind#SUPPRESS]
/// @param newAction for [Kind#RATE_FILTER]: what the rule does once the rate is exceeded
/// @param timeoutSeconds for [Kind#RATE_FILTER]: how long
/// @param only for [Kind#SUPPRESS]: the addresses concerned, or null for all
/// @param distinctPort count distinct ports instead of alerts: `src_port`, `dst_port`, or null
public record Threshold(
        Kind kind,
        Track track,
        int count,
        int seconds,
        Action newAction,
        int timeoutSeconds,
        AddressSet only,
        String distinctPort) {
    /// Kinds (user guide, "Thresholding Keywords", "Global-Thresholds").
    public enum Kind {
        LIMIT,
        THRESHOLD,
        BOTH,
        BACKOFF,
        DETECTION_FILTER,
        RATE_FILTER,
        SUPPRESS
    }

    /// Whose matches are counted together.
    public enum Track {
        SOURCE,
        DESTINATION,
        PAIR,
        RULE,
        FLOW,
        EITHER
    }
}
