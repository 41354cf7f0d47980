package dejfa.detect.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.testkit.Project;
import dejfa.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BehavioursTest {
    private static List<Behaviours.Problem> problems(String text) {
        List<Behaviours.Problem> problems = new ArrayList<>();
        Behaviours.read("x", "x/behaviour.yaml", text, World.SCHEMAS, HomeNetworks.PRIVATE, problems);
        return problems;
    }

    private static String shipped(String name) {
        try {
            return Files.readString(Project.root().resolve("content/behaviours/" + name + "/behaviour.yaml"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void every_shipped_behaviour_loads_and_has_a_readme_that_names_its_look_alikes() throws IOException {
        Path root = Project.root().resolve("content/behaviours");
        Behaviours.Loaded loaded = Behaviours.load(root.getParent(), World.SCHEMAS, HomeNetworks.PRIVATE);
        assertEquals(List.of(), loaded.problems());
        try (Stream<Path> folders = Files.list(root).filter(Files::isDirectory)) {
            List<Path> all = folders.toList();
            assertEquals(all.size(), loaded.detectors().size());
            for (Path folder : all) {
                String readme = Files.readString(folder.resolve("README.md"));
                assertTrue(readme.contains("Look-alikes") && readme.contains("ATT&CK"), folder::toString);
            }
        }
    }

    @Test
    void an_unknown_key_is_refused_with_file_line_and_the_nearest_known_one() {
        Behaviours.Problem problem = problems(shipped("beacon").replace("alert-when:", "alert-whem:"))
                .getFirst();
        assertEquals("x/behaviour.yaml", problem.file());
        assertEquals("alert-whem", problem.key());
        assertTrue(problem.line() > 5 && problem.remedy().contains("alert-when"), problem::toString);
    }

    @Test
    void all_problems_are_told_at_once() {
        String text = shipped("port-scan")
                .replace("destination_port}", "destination_prot}")
                .replace("window: 10m", "window: ten")
                .replace("severity: 3", "severity: 9")
                .replace("T1046", "X1046")
                .replace("phase: RECONNAISSANCE", "phase: RECON");
        List<Behaviours.Problem> problems = problems(text);
        assertEquals(5, problems.size(), problems::toString);
        assertTrue(problems.toString().contains("did you mean 'destination_port'"), problems::toString);
    }

    @Test
    void an_event_that_no_parser_yields_is_a_problem_of_that_behaviour_alone() {
        assertTrue(problems(shipped("gh0st-framing").replace("event: gh0st", "event: gh1st"))
                .getFirst()
                .reason()
                .contains("gh1st"));
    }

    @Test
    void any_text_ends_in_problems_and_not_in_an_exception() {
        String text = shipped("web-shell");
        Seeds.run(500, random -> {
            StringBuilder broken = new StringBuilder(text);
            for (int i = 0; i < 1 + random.nextInt(8); i++) {
                int at = random.nextInt(broken.length());
                switch (random.nextInt(3)) {
                    case 0 -> broken.setCharAt(at, (char) (32 + random.nextInt(95)));
                    case 1 -> broken.delete(at, Math.min(broken.length(), at + random.nextInt(30)));
                    default -> broken.insert(at, "[{: ");
                }
            }
            problems(broken.toString());
        });
        assertEquals(1, problems("").size());
        assertEquals(1, problems("- a").size());
    }

    @Test
    void zones_follow_the_shape_of_names() {
        assertEquals("example.com", Derive.zone("a.b.Example.com."));
        assertEquals("example.co.uk", Derive.zone("a.example.co.uk"));
        assertEquals("gov.ir", Derive.zone("gov.ir"));
        assertEquals("localhost", Derive.zone("localhost"));
        assertEquals("ab", Derive.byName("below-zone").apply("a.b.example.com"));
        assertEquals("/a/b.aspx", Derive.path("http://h/A/b.aspx?q=1#f"));
        assertEquals("cmd.exe", Derive.byName("file").apply("C:\\Windows\\CMD.exe"));
        assertNull(Derive.byName("network").apply("no address"));
    }
}
