package dejfa.detect.sigma.correlate;

/// What all correlations together remember, in units of one event's time and value (some 32 bytes).
final class Budget {
    /// About 100 MB.
    static final long MOST = 3_000_000;

    /// What a group weighs without events, and what an event that can be shown weighs.
    static final int GROUP = 12;

    static final int SHOWN = 16;

    long used;
}
