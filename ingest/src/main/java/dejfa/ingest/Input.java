package dejfa.ingest;

import java.nio.file.Path;

/// What a file is, by its content.
public sealed interface Input {
    Path path();

    /// pcap or pcapng, packed or not: for `Captures.open`
    record Capture(Path path) implements Input {}

    /// a log of a known format: for `Logs.open`
    record Log(Path path) implements Input {}

    /// @param reason one sentence for the operator, with its remedy
    record Unknown(Path path, String reason) implements Input {}
}
