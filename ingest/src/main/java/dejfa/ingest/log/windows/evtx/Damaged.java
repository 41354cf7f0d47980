package dejfa.ingest.log.windows.evtx;

/// A record or template that can't be understood; it is counted and passed over.
final class Damaged extends Exception {
    Damaged(String reason) {
        super(reason, null, false, false);
    }
}
