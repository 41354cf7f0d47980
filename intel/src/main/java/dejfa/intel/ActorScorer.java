package dejfa.intel;

import dejfa.api.Actor;
import dejfa.api.Indicator;
import dejfa.api.IndicatorIndex;
import dejfa.intel.Evidence.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Competing hypotheses on who did it: likelihood ratios over independent pieces of evidence, with the unknown actor as
/// one hypothesis that has most of the prior. Groups only, never a state.
public final class ActorScorer {
    /// Names shown beside the unknown actor at most.
    private static final int MOST_NAMES = 4;

    private static final double LEAST_SHOWN = 0.02;

    private final ActorProfiles profiles;
    private final IndicatorIndex indicators;

    /// @param indicators asked for what lists say of the values seen, or null where there are none
    public ActorScorer(ActorProfiles profiles, IndicatorIndex indicators) {
        this.profiles = profiles;
        this.indicators = indicators;
    }

    public ActorScorer(ActorProfiles profiles) {
        this(profiles, null);
    }

    /// Hypotheses, likeliest first. Not enough evidence: the first is [Actor#UNKNOWN]; no evidence: empty.
    public List<Actor> score(Evidence evidence) {
        if (evidence.observations().isEmpty() || profiles.all().isEmpty()) return List.of();
        List<Indicator> hits = hits(evidence);
        List<ActorCase> named = new ArrayList<>();
        ActorCase nearest = null;
        for (ActorProfile profile : profiles.all()) {
            ActorCase one = new ActorCase(profile, profiles.prevalence(), evidence, hits);
            if (one.mayBeNamed()) named.add(one);
            else if (one.logRatio() > 0 && (nearest == null || one.logRatio() > nearest.logRatio())) nearest = one;
        }
        named.sort(Comparator.comparingDouble(ActorCase::logRatio).reversed());
        return posterior(named, unknownReasons(evidence, named, nearest));
    }

    private List<Actor> posterior(List<ActorCase> named, List<String> reasons) {
        double each = (1 - Weights.PRIOR_UNKNOWN) / profiles.all().size();
        double sum = 1 - each * named.size();
        for (ActorCase one : named) sum += each * Math.exp(one.logRatio());
        List<Actor> actors = new ArrayList<>();
        double rest = 1;
        for (ActorCase one : named.subList(0, Math.min(MOST_NAMES, named.size()))) {
            double probability = Weights.CEILING * each * Math.exp(one.logRatio()) / sum;
            if (probability < LEAST_SHOWN) break;
            rest -= probability;
            actors.add(new Actor(one.name(), probability, one.supporting(), one.opposing()));
        }
        List<String> against = actors.isEmpty()
                ? List.of()
                : List.of(
                        "habits of " + actors.getFirst().name() + " were seen that can't be copied from reports alone");
        actors.add(new Actor(Actor.UNKNOWN, rest, reasons, against));
        actors.sort(Comparator.comparingDouble(Actor::probability).reversed());
        return List.copyOf(actors);
    }

    private List<String> unknownReasons(Evidence evidence, List<ActorCase> named, ActorCase nearest) {
        List<String> reasons = new ArrayList<>();
        Set<String> shared = new TreeSet<>();
        for (Observation seen : evidence.observations()) {
            for (String name : seen.tools()) {
                Prevalence.Tool tool = profiles.prevalence().tool(name);
                if (tool != null && (tool.open() || tool.groups() > 3)) {
                    shared.add(tool.name() + " (" + tool.groups() + " recorded groups)");
                }
            }
        }
        if (!shared.isEmpty()) reasons.add("shared tools name nobody: " + String.join(", ", shared));
        if (named.isEmpty()) reasons.add("not enough evidence: fewer than two independent pieces fit one actor alone");
        if (nearest != null && named.isEmpty() && nearest.bestPiece() != null) {
            reasons.add(
                    "nearest is " + nearest.name() + " (" + nearest.bestPiece() + "), on what can be shared or copied");
        }
        reasons.add("most intrusions are the work of somebody whom no profile describes");
        return reasons;
    }

    private List<Indicator> hits(Evidence evidence) {
        List<Indicator> hits = new ArrayList<>();
        if (indicators == null) return hits;
        Set<String> asked = new TreeSet<>();
        for (Observation seen : evidence.observations()) asked.addAll(seen.indicators());
        for (String entry : asked) {
            int colon = entry.indexOf(':');
            Indicator.Kind kind = colon < 0 ? null : kind(entry.substring(0, colon));
            if (kind != null) hits.addAll(indicators.lookup(kind, entry.substring(colon + 1)));
        }
        return hits;
    }

    /// Kinds as alerts spell them in `kind:value`.
    static Indicator.Kind kind(String word) {
        return switch (word.toLowerCase(Locale.ROOT).replace('-', '_')) {
            case "address", "ip", "server", "peer" -> Indicator.Kind.ADDRESS;
            case "domain", "name", "host", "sni", "zone" -> Indicator.Kind.DOMAIN;
            case "url" -> Indicator.Kind.URL;
            case "md5" -> Indicator.Kind.MD5;
            case "sha1" -> Indicator.Kind.SHA1;
            case "sha256" -> Indicator.Kind.SHA256;
            case "ja3" -> Indicator.Kind.JA3;
            case "ja3s" -> Indicator.Kind.JA3S;
            case "ja4" -> Indicator.Kind.JA4;
            case "cert", "certificate", "certificate_sha1" -> Indicator.Kind.CERTIFICATE_SHA1;
            case "user_agent", "ua" -> Indicator.Kind.USER_AGENT;
            default -> null;
        };
    }

    /// Whether a list's word for an actor means this profile.
    static boolean means(ActorProfile profile, String actor) {
        String word = plain(actor);
        if (word.equals(plain(profile.name())) || word.equals(plain(profile.id()))) return true;
        for (String alias : profile.aliases()) if (word.equals(plain(alias))) return true;
        return false;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
