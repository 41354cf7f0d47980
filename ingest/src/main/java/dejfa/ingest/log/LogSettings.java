package dejfa.ingest.log;

import java.util.Objects;

/// What a log line itself does not tell.
///
/// @param site the network the log comes from
/// @param sensor who collected it
public record LogSettings(String site, String sensor) {
    public LogSettings {
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(sensor, "sensor");
    }
}
