package dejfa.intel;

import java.util.List;
import java.util.Set;

/// What is publicly recorded of one actor (`content/actors/<folder>/actor.yaml`).
///
/// @param id ATT&CK's group id (`G0027`)
/// @param aliases names that others use for (about) the same group
/// @param techniques ATT&CK ids recorded for the group
/// @param tools names as in the prevalence table
/// @param toolTechniques what its own malware does beyond `techniques`: neither for nor against it
/// @param habits ways of working that tell it from others
/// @param unlike observations that speak against it
public record ActorProfile(
        String name,
        String id,
        List<String> aliases,
        int activeSince,
        String description,
        List<Source> sources,
        Set<String> techniques,
        Set<String> tools,
        Set<String> toolTechniques,
        List<Habit> habits,
        List<Unlike> unlike) {
    /// Where the facts are from.
    ///
    /// @param date of the version read, `2025-11-13`
    public record Source(String title, String url, String date) {}

    /// A way of working.
    ///
    /// @param here share of its intrusions expected to show it
    /// @param elsewhere share of the intrusions of others that show it, imitators included
    /// @param copyable published in detail, so that anyone can stage it: never enough to name somebody
    public record Habit(
            String name,
            String text,
            List<Sign> signs,
            double here,
            double elsewhere,
            boolean copyable,
            String source) {}

    /// An observation that speaks against the actor.
    ///
    /// @param weight likelihood ratio, below 1
    public record Unlike(String text, List<Sign> signs, double weight) {}

    /// One way to see a habit; every list that is not empty must be met. A technique is met by its sub-techniques too.
    ///
    /// @param rules any of them fired
    /// @param tools any of them was seen
    /// @param techniques all of them were seen
    /// @param indicators all of them were seen; `*` stands for anything
    /// @param says patterns, all of which one rule's sentences must meet; `*` stands for anything
    /// @param with techniques that must have been seen too, as a context that other habits may share
    public record Sign(
            List<String> rules,
            List<String> tools,
            List<String> techniques,
            List<String> indicators,
            List<String> says,
            List<String> with) {}
}
