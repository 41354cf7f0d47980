package dejfa.protocols.http.brotli;

/// Why reading bits stopped; no fault of the program, so without a stack trace.
final class Stop extends Exception {
    private static final long serialVersionUID = 1;

    /// The bytes so far are used up: go back to the mark and wait for more.
    static final Stop STARVED = new Stop("starved");
    /// No brotli stream looks like this.
    static final Stop MALFORMED = new Stop("malformed");
    /// Whoever takes the output wants no more.
    static final Stop REFUSED = new Stop("refused");

    private Stop(String reason) {
        super(reason, null, false, false);
    }
}
