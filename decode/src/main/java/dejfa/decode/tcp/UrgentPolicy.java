package dejfa.decode.tcp;

/// What becomes of the byte that the urgent pointer marks (RFC 6093).
public enum UrgentPolicy {
    /// taken out of the stream, as most hosts do
    OUT_OF_BAND,
    /// left in
    INLINE
}
