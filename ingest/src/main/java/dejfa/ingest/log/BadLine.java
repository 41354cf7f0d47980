package dejfa.ingest.log;

/// A line that can't be understood; carries the reason only, and is counted.
final class BadLine extends Exception {
    BadLine(String reason) {
        super(reason, null, false, false);
    }
}
