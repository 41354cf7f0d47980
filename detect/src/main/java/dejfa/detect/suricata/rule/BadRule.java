package dejfa.detect.suricata.rule;

/// Why a rule can't run. Thrown while one rule is compiled and turned into an answer by the loader; it never leaves it.
public final class BadRule extends RuntimeException {
    /// How the reason starts where the rule itself asks for what is not here.
    public static final String REQUIRES = "the rule requires ";

    private final String remedy;

    /// @param reason what is wrong, for people
    /// @param remedy what to do about it
    public BadRule(String reason, String remedy) {
        super(reason, null, false, false);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
