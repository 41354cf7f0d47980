package dejfa.detect.suricata.explain;

/// What a step costs, each time it runs.
public enum Cost {
    /// a comparison of what is known anyway
    FREE("free"),
    /// a number read and compared
    LOW("low"),
    /// a search through the buffer, or a look-up
    MEDIUM("medium"),
    /// a regular expression, a decoding, a digest
    HIGH("high");

    private final String word;

    Cost(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
