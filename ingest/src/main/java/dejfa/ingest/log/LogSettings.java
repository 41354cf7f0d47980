package dejfa.ingest.log;

import java.util.Objects;

/// What a log line itself does not tell.
///
/// @param site the network the log comes from
/// @param sensor who collected it
/// @param content the formats that are data
public record LogSettings(String site, String sensor, LogContent content) {
    public LogSettings {
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(sensor, "sensor");
        Objects.requireNonNull(content, "content");
    }

    /// Without formats that are data.
    public LogSettings(String site, String sensor) {
        this(site, sensor, LogContent.NONE);
    }
}
