package dejfa.intel;

/// The numbers of the scorer in one place. They are judgements, chosen so that shared evidence can't name anybody;
/// they are not calibrated, which is why odds are shown as words.
final class Weights {
    /// Prior that nobody of the profiles did it; the rest is spread evenly.
    static final double PRIOR_UNKNOWN = 0.85;
    /// No evidence makes a name surer than this: another hand may work the same way.
    static final double CEILING = 0.9;
    /// Share of a known actor's techniques that its record holds (about half, measured on ATT&CK's campaigns).
    static final double RECORDED = 0.5;
    /// Techniques correlate strongly; each counts with this power only.
    static final double TECHNIQUE_POWER = 0.3;

    static final double TECHNIQUES_MOST = Math.log(5);
    /// Best likelihood ratio of one habit.
    static final double HABIT_MOST = Math.log(12);
    /// Each further habit counts this much of the one before.
    static final double HABIT_DAMPING = 0.8;
    /// All that can be copied from reports together: published patterns, indicators.
    static final double COPYABLE_MOST = Math.log(6);
    /// A tool recorded for one group only; falls with the cube of the number of groups.
    static final double PRIVATE_TOOL = 24;
    /// An open tool is as good as recorded for this many groups.
    static final int OPEN_TOOL_GROUPS = 12;
    /// A tool recorded for other groups only.
    static final double FOREIGN_TOOL = 0.6;
    /// One hit on a list of one actor, at reliability 1, and on a list of several.
    static final double LIST_HIT = 6;

    static final double SHARED_LIST_HIT = 0.5;
    /// Lists that name this many actors for the same incident say nothing.
    static final int CONFLICT = 2;
    /// A piece of evidence that is worth a sentence and counts for the gate.
    static final double PIECE = Math.log(2);

    private Weights() {}

    /// The logarithm of a likelihood ratio that holds only with that confidence.
    static double log(double ratio, double confidence) {
        return Math.log(confidence * ratio + 1 - confidence);
    }

    static double clamp(double value, double most) {
        return Math.max(-most, Math.min(most, value));
    }
}
