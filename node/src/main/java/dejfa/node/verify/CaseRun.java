package dejfa.node.verify;

import dejfa.node.Replay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Runs one case and judges its events.
final class CaseRun {
    /// The only part of a line that depends on where the case lies.
    private static final Pattern INPUT = Pattern.compile(",\"input\":\"(?:[^\"\\\\]|\\\\.)*\"");

    private final Path work;
    private final boolean updates;

    /// @param work folder for the events and settings of each case
    /// @param updates `expected.jsonl` is written anew instead of compared
    CaseRun(Path work, boolean updates) {
        this.work = work;
        this.updates = updates;
    }

    Case.Verdict run(Case one) {
        if (one.skip() != null) return new Case.Verdict(one, Case.Verdict.Kind.SKIP, 0, 0, List.of(), one.skip());
        Path eve = work.resolve(one.fileName() + ".jsonl");
        int refused;
        try {
            Files.deleteIfExists(eve);
            Replay replay = new Replay(
                    one.inputs(),
                    one.rules(),
                    null,
                    vars(one),
                    one.indicators(),
                    one.site(),
                    one.site() == null ? "off" : "dry-run",
                    eve);
            refused = replay.run(1).refusedRules();
        } catch (IOException | RuntimeException e) {
            if (one.exitCode() != 0) return new Case.Verdict(one, Case.Verdict.Kind.PASS, 0, 0, List.of(), "");
            return Case.Verdict.failed(one, "the run ended with: " + e);
        }
        try {
            return judge(one, Files.readAllLines(eve, StandardCharsets.UTF_8), refused);
        } catch (IOException e) {
            return Case.Verdict.failed(one, "its events can't be read: " + e.getMessage());
        }
    }

    private Path vars(Case one) throws IOException {
        if (one.vars() == null) return one.varsFile();
        Path file = work.resolve(one.fileName() + ".vars.json");
        Files.write(file, JsonMapper.shared().writeValueAsBytes(one.vars()));
        return file;
    }

    private Case.Verdict judge(Case one, List<String> lines, int refusedRules) throws IOException {
        List<Check.Failure> failures = new ArrayList<>();
        int total = one.checks().size();
        if (!one.checks().isEmpty()) {
            List<Check.Event> events = new ArrayList<>();
            try {
                for (int i = 0; i < lines.size(); i++)
                    if (!lines.get(i).isBlank()) events.add(event(i + 1, lines.get(i)));
            } catch (JacksonException e) {
                return Case.Verdict.failed(one, "an event is no JSON: " + e.getOriginalMessage());
            }
            for (Check check : one.checks()) {
                Check.Failure failure = check.failure(events);
                if (failure != null) failures.add(failure);
            }
        }
        if (one.exitCode() != 0) {
            total++;
            // The suite's engine ends so when a rule can't be loaded.
            if (refusedRules == 0) {
                failures.add(new Check.Failure(0, "wanted exit code " + one.exitCode() + ", all was fine", List.of()));
            }
        }
        if (one.expected() != null) {
            total++;
            String difference = difference(one, lines);
            if (!difference.isEmpty())
                failures.add(new Check.Failure(
                        0, "the events differ", difference.lines().toList()));
        }
        Case.Verdict.Kind kind = failures.isEmpty() ? Case.Verdict.Kind.PASS : Case.Verdict.Kind.FAIL;
        return new Case.Verdict(one, kind, total - failures.size(), total, failures, "");
    }

    private static Check.Event event(int number, String line) {
        return new Check.Event(number, JsonMapper.shared().readValue(line, Map.class));
    }

    private String difference(Case one, List<String> lines) throws IOException {
        List<String> told = new ArrayList<>();
        for (String line : lines)
            if (!line.isEmpty()) told.add(INPUT.matcher(line).replaceFirst(""));
        if (updates) {
            Files.writeString(one.expected(), String.join("\n", told) + "\n");
            return "";
        }
        return LineDifference.of(Files.readAllLines(one.expected(), StandardCharsets.UTF_8), told);
    }
}
