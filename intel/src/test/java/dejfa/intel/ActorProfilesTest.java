package dejfa.intel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActorProfilesTest {
    @TempDir
    Path folder;

    @Test
    void every_problem_of_every_file_comes_at_once_and_the_good_profile_stays() throws IOException {
        Files.writeString(folder.resolve("prevalence.yaml"), """
            source: {title: t, url: u, date: d, licence: l}
            groups: 10
            techniques: {T1001: 2}
            tools:
              - {name: gh0st RAT, id: S0032, groups: 4, public: true}
            """);
        write(
                "good",
                "name: Good\nid: G0001\nactive_since: 2010\ndescription: d\n"
                        + "sources: [{title: t, url: u, date: d}]\ntechniques: [T1001]\ntools: [Gh0st]\n");
        write(
                "bad",
                "name: Bad\nid: X1\nactive_since: 2010\ndescription: d\n"
                        + "sources: [{title: t, url: u, date: d}]\ntechnique: [T1001]\ntools: [Nobody Knows]\n"
                        + "habits:\n  - {name: n, text: t, here: 2, elsewhere: 0.1, source: s, signs: [{}]}\n");
        write("broken", "name: [\n");
        ActorProfiles profiles = ActorProfiles.load(folder);
        assertEquals(
                List.of("Good"), profiles.all().stream().map(ActorProfile::name).toList());
        String problems = String.join("\n", profiles.problems());
        assertTrue(problems.contains("unknown key 'technique'; did you mean 'techniques'?"), problems);
        assertTrue(problems.contains("'X1'"), problems);
        assertTrue(problems.contains("Nobody Knows"), problems);
        assertTrue(problems.contains("'here' must be a number from 0.01 to 1"), problems);
        assertTrue(problems.contains("everything would match"), problems);
        assertTrue(problems.contains("is not YAML"), problems);
    }

    private void write(String actor, String text) throws IOException {
        Files.createDirectories(folder.resolve(actor));
        Files.writeString(folder.resolve(actor).resolve("actor.yaml"), text);
    }

    @Test
    void a_missing_folder_is_a_sentence() {
        ActorProfiles profiles = ActorProfiles.load(folder.resolve("nowhere"));
        assertTrue(profiles.all().isEmpty());
        assertTrue(
                profiles.problems().toString().contains("unknown actor"),
                profiles.problems().toString());
    }

    @Test
    void spellings_of_a_tool_are_one_tool() {
        Prevalence table = ActorProfiles.load(dejfa.testkit.Project.root().resolve("content/actors"))
                .prevalence();
        for (String spelling : List.of("gh0st", "Gh0st RAT", "gh0st-rat", "gh0st-like", "Moudoor")) {
            assertEquals("gh0st RAT", table.tool(spelling).name(), spelling);
        }
        assertEquals("HyperBro", table.tool("hyperbro-like").name());
        assertTrue(table.tool("gh0st").open());
    }
}
