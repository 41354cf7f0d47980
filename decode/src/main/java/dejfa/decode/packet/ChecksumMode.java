package dejfa.decode.packet;

/// Whether checksums are verified.
public enum ChecksumMode {
    /// verified until [ChecksumDecision] finds that the capture machine did not fill them in
    AUTO,
    NONE,
    ALL
}
