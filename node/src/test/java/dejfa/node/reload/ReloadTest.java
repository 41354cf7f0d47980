package dejfa.node.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.detect.pattern.PatternCompiler;
import dejfa.detect.suricata.RuleLoader;
import dejfa.detect.suricata.RuleSet;
import dejfa.detect.suricata.RuleSettings;
import dejfa.intel.Indicators;
import dejfa.node.route.Pipeline.Swap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {
    private static final long LOOK_MS = 40;

    @TempDir
    Path folder;

    private Path rules;
    private int loads;
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> handedOver = new ArrayList<>();

    @BeforeEach
    void write_a_rule() throws IOException {
        rules = Files.writeString(folder.resolve("a.rules"), rule(1));
    }

    private static String rule(int sid) {
        return "alert tcp any any -> any any (msg:\"m\"; content:\"x\"; sid:" + sid + ";)\n";
    }

    private Detection load(Detection before) {
        loads++;
        RuleSet set = RuleLoader.load(
                List.of(rules),
                RuleSettings.around("any"),
                List.of(),
                new RuleLoader.How(PatternCompiler.WITHOUT_STORE, before == null ? null : before.rules(), read -> {}));
        List<String> problems = set.rejected().stream().map(Object::toString).toList();
        return new Detection(set, List.of(), Map.of(), Indicators.none(), problems, set.files());
    }

    private Reload reload(long lookMs) {
        Reload reload =
                new Reload(load(null), this::load, (now, before, packet) -> handedOver.add(packet), said::add, lookMs);
        reload.start();
        return reload;
    }

    /// As the reader asks, packet after packet, until there is something or long enough nothing.
    private static Swap swap(Reload reload, long withinMs) throws InterruptedException {
        long end = System.nanoTime() + withinMs * 1_000_000;
        for (long packet = 1; System.nanoTime() < end; packet++) {
            Swap swap = reload.before(packet);
            if (swap != null) return swap;
            Thread.sleep(2);
        }
        return null;
    }

    @Test
    void a_request_gives_one_swap_and_several_at_once_no_more_than_one_after_it() throws Exception {
        try (Reload reload = reload(-1)) {
            assertNull(swap(reload, 50));
            Detection before = reload.current();
            for (int i = 0; i < 5; i++) reload.request();
            Swap swap = swap(reload, 10_000);
            assertSame(before, reload.current(), "until the ordered stage has come to it");
            swap.ordered().accept(77);
            assertEquals(List.of(77L), handedOver);
            assertSame(swap.rules(), reload.current().rules());
            Swap second = swap(reload, 300);
            if (second != null) second.ordered().accept(99);
            assertNull(swap(reload, 100));
            assertTrue(loads <= 3, loads + " loads");
        }
    }

    @Test
    void a_changed_file_gives_a_swap_once_it_has_rested() throws Exception {
        try (Reload reload = reload(LOOK_MS)) {
            assertNull(swap(reload, 5 * LOOK_MS));
            Files.writeString(rules, rule(1) + rule(2));
            Swap swap = swap(reload, 10_000);
            assertEquals(2, swap.rules().rules().size());
            swap.ordered().accept(5);
            assertNull(swap(reload, 5 * LOOK_MS));
            assertEquals(2, loads);
        }
    }

    @Test
    void a_broken_file_is_refused_once_and_its_mending_is_taken() throws Exception {
        try (Reload reload = reload(LOOK_MS)) {
            Detection first = reload.current();
            Files.writeString(rules, rule(1) + "alert nonsense\n" + "alert tcp any any -> any any (msg:\"no sid\";)\n");
            for (int i = 0; i < 200 && said.size() < 3; i++) assertNull(swap(reload, LOOK_MS));
            assertNull(swap(reload, 5 * LOOK_MS));
            assertSame(first, reload.current());
            assertEquals(3, said.size(), said.toString());
            assertTrue(said.getFirst().contains("2 problems"), said.toString());
            Files.writeString(rules, rule(3) + rule(1));
            Swap swap = swap(reload, 10_000);
            swap.ordered().accept(5);
            assertTrue(said.getLast().contains("2 rules (1 new, 0 changed, 0 gone)"), said.toString());
        }
    }

    @Test
    void what_is_offered_when_the_input_ends_is_dropped() throws Exception {
        Reload reload = reload(-1);
        reload.request();
        while (loads < 2) Thread.sleep(2);
        reload.close();
        assertEquals(List.of(), handedOver);
        assertEquals(List.of(), said);
    }

    @Test
    void a_problem_counts_as_new_by_what_it_says_and_how_often_whatever_its_line() {
        Detection before = with("a.rules:3: the keyword x is not known", "a.rules:4: the keyword x is not known");
        assertEquals(List.of(), with("a.rules:30: the keyword x is not known").newProblems(before));
        assertEquals(
                List.of("a.rules:9: the keyword x is not known", "b.rules:1: the keyword x is not known"),
                with(
                                "a.rules:7: the keyword x is not known",
                                "a.rules:8: the keyword x is not known",
                                "a.rules:9: the keyword x is not known",
                                "b.rules:1: the keyword x is not known")
                        .newProblems(before));
    }

    private static Detection with(String... problems) {
        return new Detection(RuleSet.empty(), List.of(), Map.of(), Indicators.none(), List.of(problems), List.of());
    }
}
