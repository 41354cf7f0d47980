package dejfa.detect.sigma.rule;

import java.util.Locale;

/// How bad a hit is, in Sigma's words.
public enum Level {
    INFORMATIONAL,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /// What a rule that says nothing counts as.
    public static final Level UNSAID = MEDIUM;

    static Level of(String word) throws BadSigma {
        if (word.isEmpty()) return UNSAID;
        for (Level level : values()) if (level.word().equals(word.toLowerCase(Locale.ROOT))) return level;
        throw new BadSigma("level '" + word + "' is none of informational, low, medium, high, critical");
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
