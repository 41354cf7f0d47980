package dejfa.intel;

import dejfa.api.Indicator;
import dejfa.intel.ActorProfile.Habit;
import dejfa.intel.ActorProfile.Unlike;
import dejfa.intel.Evidence.Observation;
import dejfa.intel.HabitMatcher.Match;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The case for and against one actor: the logarithm of its likelihood ratio against an unknown one, with the pieces.
///
/// Each observation counts once: what a habit rests on is not counted again as tool or technique.
final class ActorCase {
    private final ActorProfile profile;
    private final Prevalence prevalence;
    private final Evidence evidence;
    private final List<String> supporting = new ArrayList<>();
    private final List<String> opposing = new ArrayList<>();
    private final Set<Observation> usedObservations = new HashSet<>();
    private final Set<String> usedTechniques = new HashSet<>();
    private double total;
    private double copyable;
    /// pieces that can't be had by reading reports or by sharing tools
    private int ownPieces;

    private int otherPieces;

    ActorCase(ActorProfile profile, Prevalence prevalence, Evidence evidence, List<Indicator> hits) {
        this.profile = profile;
        this.prevalence = prevalence;
        this.evidence = evidence;
        weighHabits();
        weighUnlike();
        weighTools();
        weighIndicators(hits);
        total += Math.min(Weights.COPYABLE_MOST, copyable);
        if (copyable >= Weights.PIECE) otherPieces++;
        weighTechniques();
    }

    String name() {
        return profile.name();
    }

    double logRatio() {
        return total;
    }

    List<String> supporting() {
        return supporting;
    }

    List<String> opposing() {
        return opposing;
    }

    /// Two independent pieces, at least one of them neither shared nor copyable: less never makes a name.
    boolean mayBeNamed() {
        return ownPieces >= 1 && ownPieces + otherPieces >= 2;
    }

    /// The strongest thing for it, though not enough, or null.
    String bestPiece() {
        return supporting.isEmpty() ? null : supporting.getFirst();
    }

    private record Found(Habit habit, Match match, double log) {}

    private void weighHabits() {
        HabitMatcher matcher = new HabitMatcher(evidence, prevalence);
        List<Found> found = new ArrayList<>();
        for (Habit habit : profile.habits()) {
            Match match = matcher.match(habit.signs());
            if (match == null) continue;
            double log = Weights.log(habit.here() / habit.elsewhere(), match.confidence());
            found.add(new Found(habit, match, Math.min(Weights.HABIT_MOST, log)));
        }
        found.sort(Comparator.comparingDouble(Found::log).reversed());
        double damping = 1;
        for (Found one : found) {
            boolean fresh = one.match().observations().isEmpty()
                    || one.match().observations().stream().anyMatch(seen -> !usedObservations.contains(seen));
            if (!fresh) continue;
            usedObservations.addAll(one.match().observations());
            usedTechniques.addAll(one.match().techniques());
            if (one.habit().copyable()) {
                copyable += one.log();
                supporting.add(
                        one.habit().text() + ": a habit of " + name() + ", but published, so anyone can stage it");
            } else {
                total += damping * one.log();
                damping *= Weights.HABIT_DAMPING;
                if (one.log() >= Weights.PIECE) ownPieces++;
                supporting.add(one.habit().text() + ": recorded as a habit of " + name());
            }
        }
    }

    private void weighUnlike() {
        HabitMatcher matcher = new HabitMatcher(evidence, prevalence);
        for (Unlike unlike : profile.unlike()) {
            Match match = matcher.match(unlike.signs());
            if (match == null) continue;
            total += Weights.log(unlike.weight(), match.confidence());
            usedTechniques.addAll(match.techniques());
            opposing.add(unlike.text());
        }
    }

    /// @param confidence the best of the observations that show the tool
    private record Shown(double confidence, boolean proved) {}

    private void weighTools() {
        TreeMap<String, Shown> shown = new TreeMap<>();
        for (Observation seen : evidence.observations()) {
            if (usedObservations.contains(seen)) continue;
            for (String name : seen.tools()) {
                shown.merge(
                        name,
                        new Shown(seen.confidence(), seen.proved()),
                        (a, b) -> new Shown(Math.max(a.confidence(), b.confidence()), a.proved() || b.proved()));
            }
        }
        Set<Prevalence.Tool> counted = new HashSet<>();
        shown.forEach((name, how) -> {
            Prevalence.Tool tool = prevalence.tool(name);
            if (tool != null && counted.add(tool)) weighTool(tool, how);
        });
    }

    private void weighTool(Prevalence.Tool tool, Shown how) {
        boolean own = profile.tools().contains(tool.name());
        int groups = tool.open() ? Math.max(tool.groups(), Weights.OPEN_TOOL_GROUPS) : tool.groups();
        if (!own) {
            if (groups > 3) return;
            total += Weights.log(Weights.FOREIGN_TOOL, how.confidence());
            opposing.add(tool.name() + " is recorded for other groups only");
            return;
        }
        double log = Weights.log(1 + Weights.PRIVATE_TOOL / Math.pow(groups, 3), how.confidence());
        if (log < Weights.PIECE / 2) {
            total += log;
            supporting.add(tool.name() + " fits, but weighs next to nothing: "
                    + (tool.open() ? "anyone can have it" : "shared") + ", recorded for " + tool.groups()
                    + " groups");
        } else if (how.proved()) {
            total += log;
            ownPieces++;
            supporting.add(tool.name() + " was proved by its protocol; recorded for " + groups(tool.groups()));
        } else {
            copyable += log;
            supporting.add("it looks like " + tool.name() + ", recorded for " + groups(tool.groups())
                    + "; a pattern can be imitated");
        }
    }

    private static String groups(int count) {
        return count == 1 ? "this group only" : count + " groups";
    }

    /// Hits of one list count as one piece, further ones little: lists are copied from each other and can be planted.
    private void weighIndicators(List<Indicator> hits) {
        TreeSet<String> sources = new TreeSet<>();
        double best = 0;
        boolean shared = true;
        int mine = 0;
        TreeSet<String> othersNamed = new TreeSet<>();
        for (Indicator hit : hits) {
            if (hit.actor() == null) continue;
            if (!ActorScorer.means(profile, hit.actor())) {
                othersNamed.add(hit.actor());
                continue;
            }
            mine++;
            sources.add(hit.source());
            shared &= hit.sharedList();
            best = Math.max(
                    best, hit.reliability() * (hit.sharedList() ? Weights.SHARED_LIST_HIT : Weights.LIST_HIT - 1));
        }
        if (mine == 0) return;
        if (!othersNamed.isEmpty()) {
            opposing.add("the indicator lists contradict each other: they also name " + String.join(", ", othersNamed)
                    + ", so they are not counted");
            return;
        }
        copyable += Math.log(1 + best) * (1 + 0.1 * Math.min(5, mine - 1));
        supporting.add(mine + (mine == 1 ? " indicator stands" : " indicators stand") + " on "
                + (shared ? "a list that mixes several actors (" : "a list of " + name() + " (")
                + String.join(", ", sources) + "); lists are copied and indicators can be planted");
    }

    /// Whether the record holds the technique, one of its sub-techniques, or the technique that it is a part of.
    private static boolean covers(Set<String> recorded, String technique) {
        int dot = technique.indexOf('.');
        if (recorded.contains(technique) || dot > 0 && recorded.contains(technique.substring(0, dot))) return true;
        for (String one : recorded) if (one.startsWith(technique + ".")) return true;
        return false;
    }

    private void weighTechniques() {
        TreeMap<String, Double> seen = new TreeMap<>();
        for (Observation observation : evidence.observations()) {
            if (usedObservations.contains(observation)) continue;
            for (String technique : observation.techniques()) {
                seen.merge(technique, observation.confidence(), Math::max);
            }
        }
        double spread = prevalence.techniquesPerGroup()
                / Math.max(1, profile.techniques().size());
        double sum = 0;
        List<String> rare = new ArrayList<>();
        List<String> foreign = new ArrayList<>();
        for (var entry : seen.entrySet()) {
            String technique = entry.getKey();
            boolean own = covers(profile.techniques(), technique);
            if (usedTechniques.contains(technique) || !own && covers(profile.toolTechniques(), technique)) continue;
            double share = prevalence.share(technique);
            double ratio = 1 - Weights.RECORDED + (own ? Weights.RECORDED * spread / share : 0);
            sum += Weights.TECHNIQUE_POWER * Weights.log(ratio, entry.getValue());
            if (own && ratio > 2) rare.add(technique);
            if (!own && !technique.startsWith("T0")) foreign.add(technique);
        }
        double bounded = Weights.clamp(sum, Weights.TECHNIQUES_MOST);
        total += bounded;
        if (bounded >= Weights.PIECE) otherPieces++;
        if (!rare.isEmpty()) {
            supporting.add(
                    "techniques that few groups are recorded with fit " + name() + ": " + String.join(", ", rare));
        }
        if (!foreign.isEmpty()) {
            opposing.add("not recorded for " + name() + ": " + String.join(", ", foreign));
        }
    }
}
