package dejfa.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Actor;
import dejfa.api.Address;
import dejfa.api.Alert.Phase;
import dejfa.api.Block;
import dejfa.api.Incident;
import dejfa.api.Incident.Server;
import dejfa.api.Incident.Step;
import dejfa.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StoryWriterTest {
    private static final String[] HOSTILE = {
        "\u001b[2J\u001b[31mFINE\r\n",
        "\u202eexe.\u2066x",
        "\u009b1A\u0007\u0000",
        "a\u0300\u0301\u0302\u0303\u0304",
        "\ud800",
        "x".repeat(65_536),
        "word ".repeat(2_000),
        "<script>",
        "\ufeff\u200b",
        ""
    };

    private static String hostile(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) text.append(HOSTILE[random.nextInt(HOSTILE.length)]);
        return text.toString();
    }

    private static Incident incident(Random random, int size) {
        List<Step> steps = new ArrayList<>();
        List<Server> servers = new ArrayList<>();
        List<Actor> actors = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Phase phase = Phase.values()[random.nextInt(Phase.values().length)];
            steps.add(new Step(
                    Made.at(i),
                    Made.at(i + 1),
                    phase,
                    hostile(random),
                    hostile(random),
                    List.of(),
                    i,
                    random.nextDouble()));
            servers.add(
                    new Server(hostile(random), hostile(random), Made.at(i), Made.at(i), false, random.nextDouble()));
            actors.add(new Actor(hostile(random), 1.0 / size, texts(random), texts(random)));
        }
        return new Incident(
                "0123456789abcd",
                hostile(random),
                "critical",
                texts(random),
                0.9,
                Made.at(0),
                Made.at(size),
                List.of(Made.host("10.1.1.1")),
                texts(random),
                servers,
                List.of(),
                steps,
                List.of(),
                actors,
                List.of(),
                size,
                random.nextBoolean());
    }

    private static List<String> texts(Random random) {
        return List.of(hostile(random), hostile(random), hostile(random));
    }

    private static List<Block> blocks(int count) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blocks.add(new Block(
                    "b" + i,
                    new Block.Subject.OfAddress(Address.parse("203.0.113." + (i % 250 + 1))),
                    Block.State.values()[i % 3],
                    "C2",
                    "0123456789abcd",
                    0.9,
                    "policy",
                    Made.at(0),
                    Made.at(60 + i / 9),
                    null));
        }
        return blocks;
    }

    @Test
    void whatever_an_attacker_writes_the_story_stays_short_narrow_and_plain() {
        Seeds.run(60, random -> {
            List<String> lines = StoryWriter.lines(incident(random, random.nextInt(1, 40)), blocks(random.nextInt(30)));
            assertTrue(lines.size() <= 40, () -> lines.size() + " lines");
            for (String line : lines) {
                assertTrue(line.length() <= Lines.COLUMNS, line);
                assertTrue(line.codePoints().noneMatch(StoryWriterTest::moves), line);
            }
        });
    }

    private static boolean moves(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE;
    }

    @Test
    void the_mark_of_the_range_comes_first() {
        Incident made = incident(new Random(1), 3).synthetic(true);
        assertTrue(StoryWriter.lines(made).getFirst().startsWith("SYNTHETIC Incident "));
        assertFalse(StoryWriter.lines(made.synthetic(false)).getFirst().contains("SYNTHETIC"));
    }

    @Test
    void blocks_that_are_not_shown_are_counted() {
        List<String> lines = StoryWriter.lines(incident(new Random(1), 3), blocks(27));
        String head = lines.stream()
                .filter(line -> line.startsWith("  Blocks"))
                .findFirst()
                .orElseThrow();
        assertTrue(head.matches("  Blocks \\(and \\d+ more in --report\\):"), head);
    }

    @Test
    void lines_fold_between_words_and_say_where_they_end_early() {
        Lines lines = new Lines();
        assertEquals(2, lines.add(4, 6, "word ".repeat(60), 2));
        assertTrue(lines.all().getFirst().endsWith("word"), lines.all().getFirst());
        assertTrue(lines.all().getLast().startsWith("      word"), lines.all().getLast());
        assertTrue(lines.all().getLast().endsWith(" …"), lines.all().getLast());
    }
}
