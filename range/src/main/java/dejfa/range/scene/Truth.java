package dejfa.range.scene;

import dejfa.range.wire.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What really happened, for the comparison with what was found; written as `truth.yaml`.
public final class Truth {
    /// One step of the attack. Times are widened by [#seen].
    public static final class Step {
        final String id;
        final String kind;
        final String technique;
        final Host attacker;
        final Host victim;
        final String with;
        final boolean mustDetect;
        final List<String> servers = new ArrayList<>();
        long startNs = Long.MAX_VALUE;
        long endNs = Long.MIN_VALUE;

        Step(String id, String kind, String technique, Host attacker, Host victim, String with, boolean mustDetect) {
            this.id = id;
            this.kind = kind;
            this.technique = technique;
            this.attacker = attacker;
            this.victim = victim;
            this.with = with;
            this.mustDetect = mustDetect;
        }

        /// Something of this step was on the wire at that time.
        public Step seen(long timeNs) {
            startNs = Math.min(startNs, timeNs);
            endNs = Math.max(endNs, timeNs);
            return this;
        }

        public Step server(String addressOrName) {
            servers.add(addressOrName);
            return this;
        }
    }

    private record Quiet(String kind, String subject, String why) {}

    private final List<Step> steps = new ArrayList<>();
    private final List<Quiet> quiet = new ArrayList<>();
    private String expectedActor;
    private String wrongActor;

    public Step step(String id, String kind, String technique, Host attacker, Host victim, String with) {
        return step(id, kind, technique, attacker, victim, with, true);
    }

    public Step step(
            String id, String kind, String technique, Host attacker, Host victim, String with, boolean mustDetect) {
        Step step = new Step(id, kind, technique, attacker, victim, with, mustDetect);
        steps.add(step);
        return step;
    }

    /// Harmless, though it looks like an attack.
    public void quiet(String kind, String subject, String why) {
        quiet.add(new Quiet(kind, subject, why));
    }

    /// @param expected whom to name first, or null for nobody
    /// @param wrong whom to name first is the fault, or null
    public void actor(String expected, String wrong) {
        expectedActor = expected;
        wrongActor = wrong;
    }

    public void write(Path file, String scenario, long seed, long startNs, long endNs) throws IOException {
        StringBuilder out =
                new StringBuilder("# Written by dejfa range; a composite of public reporting, not a certain day.\n");
        out.append("scenario: ")
                .append(scenario)
                .append("\nseed: ")
                .append(seed)
                .append("\nsynthetic: true\n");
        out.append("start: ")
                .append(time(startNs))
                .append("\nend: ")
                .append(time(endNs))
                .append('\n');
        out.append("actor:\n  expected: ").append(expectedActor == null ? "null" : expectedActor);
        out.append("\n  not_first: ")
                .append(wrongActor == null ? "null" : wrongActor)
                .append('\n');
        out.append(steps.isEmpty() ? "steps: []\n" : "steps:\n");
        for (Step step : steps) if (step.startNs < endNs) write(step, Math.min(step.endNs, endNs - 1), out);
        out.append(quiet.isEmpty() ? "quiet: []\n" : "quiet:\n");
        for (Quiet look : quiet) {
            out.append("  - kind: ").append(look.kind).append("\n    subject: ").append(text(look.subject));
            out.append("\n    why: ").append(text(look.why)).append('\n');
        }
        Files.writeString(file, out);
    }

    private static void write(Step step, long endNs, StringBuilder out) {
        out.append("  - id: ").append(step.id).append("\n    kind: ").append(step.kind);
        out.append("\n    technique: ").append(step.technique);
        out.append("\n    start: ")
                .append(time(step.startNs))
                .append("\n    end: ")
                .append(time(endNs));
        out.append("\n    attacker: ").append(step.attacker == null ? "null" : text(step.attacker.ip()));
        out.append("\n    victim: ").append(step.victim == null ? "null" : text(step.victim.ip()));
        out.append("\n    servers: [");
        for (int i = 0; i < step.servers.size(); i++)
            out.append(i > 0 ? ", " : "").append(text(step.servers.get(i)));
        out.append("]\n    with: ").append(text(step.with));
        out.append("\n    must_detect: ").append(step.mustDetect).append('\n');
    }

    /// Quoted, so that YAML takes it for text.
    private static String text(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String time(long timeNs) {
        Instant instant = Instant.ofEpochSecond(timeNs / 1_000_000_000L, timeNs % 1_000_000_000L / 1000 * 1000);
        return '"' + instant.toString() + '"';
    }
}
