package dejfa.intel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Actor;
import dejfa.api.Indicator;
import dejfa.api.IndicatorIndex;
import dejfa.intel.Evidence.Observation;
import dejfa.testkit.Project;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ActorScorerTest {
    private static final ActorProfiles PROFILES =
            ActorProfiles.load(Project.root().resolve("content/actors"));
    private final ActorScorer scorer = new ActorScorer(PROFILES);

    private static Observation seen(String rule, boolean proved, String tool, String... techniques) {
        return new Observation(
                rule,
                rule,
                proved,
                0.9,
                new TreeSet<>(Arrays.asList(techniques)),
                tool == null ? Set.of() : Set.of(tool),
                Set.of(),
                List.of(rule));
    }

    private static Observation indicator(String value) {
        return new Observation(
                "indicator", "indicator", false, 0.9, Set.of(), Set.of(), Set.of("address:" + value), List.of());
    }

    private static final Observation GH0ST = seen("gh0st-framing", true, "gh0st", "T1095", "T1573.001");

    private static String firstName(List<Actor> actors) {
        return actors.isEmpty() ? Actor.UNKNOWN : actors.getFirst().name();
    }

    private static double of(List<Actor> actors, String name) {
        return actors.stream()
                .filter(actor -> actor.name().equals(name))
                .mapToDouble(Actor::probability)
                .sum();
    }

    private static IndicatorIndex lists(Indicator... all) {
        return new IndicatorIndex() {
            @Override
            public List<Indicator> lookup(Indicator.Kind kind, String value) {
                return Arrays.stream(all)
                        .filter(one -> one.kind() == kind && one.value().equals(value))
                        .toList();
            }

            @Override
            public int size() {
                return all.length;
            }
        };
    }

    private static Indicator listed(String value, String source, String actor, boolean shared) {
        return new Indicator(Indicator.Kind.ADDRESS, value, source, actor, 0.9, shared, 0, Long.MAX_VALUE);
    }

    private static List<Observation> apt27Habits() {
        return List.of(
                seen("web-shell", false, "China Chopper", "T1505.003"),
                seen("beacon", false, null, "T1071.001", "T1573.002"),
                GH0ST,
                seen("dns-tunnel", false, null, "T1071.004", "T1132.001"),
                seen("nbt-scan", false, "NBTscan", "T1018"),
                seen("access-log-silent", false, null, "T1562.002"),
                seen("staged-archive", false, null, "T1074.002", "T1560.001", "T1030"));
    }

    @Test
    void the_profiles_of_the_project_have_no_problem_and_there_are_at_least_eight() {
        assertEquals(List.of(), PROFILES.problems());
        assertTrue(PROFILES.all().size() >= 8, PROFILES.all().size() + " profiles");
        assertTrue(PROFILES.all().stream().anyMatch(p -> p.id().equals("G0027")));
    }

    @Test
    void no_evidence_is_no_hypothesis() {
        assertEquals(List.of(), scorer.score(new Evidence(List.of())));
    }

    @Test
    void gh0st_alone_names_nobody() {
        List<Actor> actors = scorer.score(new Evidence(List.of(GH0ST)));
        assertEquals(1, actors.size());
        assertEquals(Actor.UNKNOWN, actors.getFirst().name());
        assertTrue(actors.getFirst().supporting().toString().contains("gh0st RAT"), actors.toString());
    }

    @Test
    void plugx_alone_names_nobody() {
        List<Actor> actors = scorer.score(new Evidence(List.of(seen("plugx", true, "PlugX", "T1071.001"))));
        assertEquals(List.of(Actor.UNKNOWN), actors.stream().map(Actor::name).toList());
    }

    @Test
    void shared_tools_together_name_nobody() {
        List<Observation> all = List.of(
                GH0ST,
                seen("plugx", true, "PlugX", "T1071.001"),
                seen("chopper", false, "China Chopper", "T1505.003"),
                seen("mimikatz", false, "Mimikatz", "T1003.001"),
                seen("cobalt", true, "Cobalt Strike", "T1071.001"));
        assertEquals(Actor.UNKNOWN, firstName(scorer.score(new Evidence(all))));
        assertEquals(1, scorer.score(new Evidence(all)).size());
    }

    @Test
    void one_list_hit_alone_names_nobody() {
        ActorScorer listed = new ActorScorer(PROFILES, lists(listed("198.51.100.7", "list", "APT27", false)));
        List<Actor> actors = listed.score(new Evidence(List.of(indicator("198.51.100.7"))));
        assertEquals(List.of(Actor.UNKNOWN), actors.stream().map(Actor::name).toList());
    }

    @Test
    void the_whole_set_of_habits_puts_apt27_first_with_reasons() {
        List<Actor> actors = scorer.score(new Evidence(apt27Habits()));
        assertEquals("APT27", firstName(actors), actors.toString());
        assertEquals("high", actors.getFirst().odds());
        assertTrue(actors.getFirst().supporting().size() >= 3, actors.toString());
        assertTrue(actors.stream().anyMatch(actor -> actor.name().equals(Actor.UNKNOWN)));
        assertEquals(1, actors.stream().mapToDouble(Actor::probability).sum(), 0.15);
    }

    @Test
    void the_same_fact_told_by_many_rules_weighs_no_more_than_twice_its_techniques() {
        List<Observation> once = List.of(seen("a", false, null, "T1562.002"), GH0ST);
        List<Observation> often = new ArrayList<>(once);
        for (int i = 0; i < 50; i++) often.add(seen("copy-" + i, false, "gh0st", "T1562.002", "T1095"));
        assertEquals(
                scorer.score(new Evidence(once)).toString(),
                scorer.score(new Evidence(often)).toString());
    }

    @Test
    void a_copied_list_moves_the_odds_little() {
        List<Observation> some = new ArrayList<>(apt27Habits().subList(0, 5));
        some.add(indicator("198.51.100.7"));
        ActorScorer one = new ActorScorer(PROFILES, lists(listed("198.51.100.7", "list", "APT27", true)));
        ActorScorer copied = new ActorScorer(
                PROFILES,
                lists(
                        listed("198.51.100.7", "list", "APT27", true),
                        listed("198.51.100.7", "copy", "Emissary Panda", true),
                        listed("198.51.100.7", "copy of the copy", "LuckyMouse", true)));
        double without = of(scorer.score(new Evidence(some)), "APT27");
        double with = of(one.score(new Evidence(some)), "APT27");
        double withCopies = of(copied.score(new Evidence(some)), "APT27");
        assertTrue(with >= without && with - without < 0.15, without + " to " + with);
        assertTrue(withCopies - with < 0.05, with + " to " + withCopies);
    }

    @Test
    void lists_that_contradict_each_other_are_not_counted() {
        List<Observation> some = new ArrayList<>(apt27Habits().subList(0, 5));
        some.add(indicator("198.51.100.7"));
        ActorScorer conflict = new ActorScorer(
                PROFILES,
                lists(
                        listed("198.51.100.7", "list", "APT27", false),
                        listed("198.51.100.7", "other", "OilRig", false)));
        assertEquals(
                of(scorer.score(new Evidence(some)), "APT27"), of(conflict.score(new Evidence(some)), "APT27"), 1e-9);
        assertTrue(conflict.score(new Evidence(some)).toString().contains("contradict"));
    }

    @Test
    void a_false_flag_of_shared_tool_copied_indicator_and_published_pattern_does_not_put_apt27_first() {
        ActorScorer listed = new ActorScorer(PROFILES, lists(listed("198.51.100.7", "list", "APT27", false)));
        List<Observation> all = List.of(
                GH0ST,
                indicator("198.51.100.7"),
                seen("hyperbro-http", false, "HyperBro", "T1071.001"),
                seen("web-shell", false, "China Chopper", "T1505.003"),
                seen("password-guessing", false, null, "T1110.003"),
                seen("dns-tunnel", false, null, "T1048.003"),
                seen("archive", false, null, "T1560.003"));
        List<Actor> actors = listed.score(new Evidence(all));
        assertFalse(firstName(actors).equals("APT27"), actors.toString());
        assertEquals(0, of(actors, "APT27"), actors.toString());
    }

    @Test
    void evidence_against_lowers_the_odds() {
        List<Observation> some = new ArrayList<>(apt27Habits().subList(0, 5));
        double before = of(scorer.score(new Evidence(some)), "APT27");
        some.add(seen("spraying", false, null, "T1110.003"));
        some.add(seen("upload", false, null, "T1048.003"));
        some.add(seen("other", true, "GoldMax", "T1001"));
        double after = of(scorer.score(new Evidence(some)), "APT27");
        assertTrue(after < before, before + " to " + after);
    }

    @Test
    void nobody_is_ever_named_by_a_country() {
        String all = scorer.score(new Evidence(apt27Habits())).toString().toLowerCase(java.util.Locale.ROOT);
        for (String word : List.of("china-", "chinese", "iran", "russia", "north korea", "state-sponsored")) {
            assertFalse(all.contains(word), word);
        }
        for (ActorProfile profile : PROFILES.all()) {
            String text = profile.description().toLowerCase(java.util.Locale.ROOT);
            for (String word : List.of("chinese", "iranian", "russian", "korean", "state-sponsored")) {
                assertFalse(text.contains(word), profile.name() + ": " + word);
            }
        }
    }

    /// Draws intrusions from the profiles themselves: says how well the scorer undoes its own model, nothing about the
    /// world. The figure is printed as synthetic.
    @Test
    void on_draws_from_the_profiles_a_wrong_name_comes_first_seldom() {
        Random random = new Random(27);
        int draws = 200;
        Map<String, Integer> outcome = new TreeMap<>();
        for (int i = 0; i < draws; i++) {
            ActorProfile truth =
                    PROFILES.all().get(random.nextInt(PROFILES.all().size()));
            String first = firstName(scorer.score(draw(truth, random)));
            String what = first.equals(truth.name()) ? "right" : first.equals(Actor.UNKNOWN) ? "unknown" : "wrong";
            outcome.merge(what, 1, Integer::sum);
        }
        System.out.println(
                "SYNTHETIC: " + draws + " draws from " + PROFILES.all().size() + " profiles: " + outcome);
        assertTrue(outcome.getOrDefault("wrong", 0) <= draws / 20, outcome.toString());
        assertTrue(outcome.getOrDefault("right", 0) >= draws / 4, outcome.toString());
    }

    private static Evidence draw(ActorProfile truth, Random random) {
        List<Observation> all = new ArrayList<>();
        List<String> techniques = new ArrayList<>(new TreeSet<>(truth.techniques()));
        for (int i = 0; i < 8; i++) {
            String own = techniques.get(random.nextInt(techniques.size()));
            List<String> any = new ArrayList<>(
                    PROFILES.all().get(random.nextInt(PROFILES.all().size())).techniques());
            String technique = random.nextBoolean() ? own : any.get(random.nextInt(any.size()));
            all.add(seen("rule-" + i, false, null, technique));
        }
        List<String> tools = new ArrayList<>(new TreeSet<>(truth.tools()));
        if (!tools.isEmpty()) {
            all.add(seen("tool", random.nextInt(3) == 0, tools.get(random.nextInt(tools.size()))));
        }
        for (ActorProfile.Habit habit : truth.habits()) {
            if (random.nextDouble() >= habit.here()) continue;
            ActorProfile.Sign sign =
                    habit.signs().get(random.nextInt(habit.signs().size()));
            List<String> shown = new ArrayList<>(sign.techniques());
            shown.addAll(sign.with());
            String rule = sign.rules().isEmpty()
                    ? "habit " + habit.name()
                    : sign.rules().getFirst();
            String tool = sign.tools().isEmpty() ? null : sign.tools().getFirst();
            all.add(seen(rule, false, tool, shown.toArray(String[]::new)));
        }
        return new Evidence(all);
    }
}
