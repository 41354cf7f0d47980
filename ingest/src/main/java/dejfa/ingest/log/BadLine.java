package dejfa.ingest.log;

/// A line that can't be understood; carries the reason only, and is counted.
public final class BadLine extends Exception {
    public BadLine(String reason) {
        super(reason, null, false, false);
    }
}
