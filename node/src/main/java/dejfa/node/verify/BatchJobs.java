package dejfa.node.verify;

import dejfa.node.terminal.CountProgress;
import dejfa.node.Dejfa;
import dejfa.node.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import tools.jackson.databind.json.JsonMapper;

/// `--jobs F`: JSON lines with name, pcap, rules, home_net, vars_json and out; each capture's events go to its `out`.
final class BatchJobs {
    private BatchJobs() {}

    /// What became of a job.
    private record Result(String name, List<String> complaints, boolean failed) {}

    /// @return number of jobs that failed
    static int run(Path file, int workers) throws IOException {
        List<Callable<Result>> jobs = new ArrayList<>();
        for (String line : Files.readAllLines(file)) if (!line.isBlank()) jobs.add(() -> one(line));
        int[] failed = {0};
        int[] done = {0};
        try (CountProgress progress = new CountProgress("jobs")) {
            InOrder.run(workers, jobs, result -> {
                progress.at(++done[0], jobs.size());
                if (result.failed()) failed[0]++;
                for (String complaint : result.complaints()) {
                    System.err.println(Dejfa.NAME + ": " + result.name() + ": " + complaint);
                }
            });
        }
        return failed[0];
    }

    private static Result one(String line) {
        String name = "?";
        try {
            Map<?, ?> job = JsonMapper.shared().readValue(line, Map.class);
            name = String.valueOf(job.get("name"));
            Replay replay = new Replay(
                    List.of(Path.of(text(job, "pcap"))),
                    List.of(text(job, "rules")),
                    text(job, "home_net"),
                    Path.of(text(job, "vars_json")),
                    List.of(),
                    null,
                    "off",
                    Path.of(text(job, "out")));
            return new Result(name, replay.run(1).complaints(), false);
        } catch (IOException | RuntimeException e) {
            return new Result(name, List.of(e.toString()), true);
        }
    }

    private static String text(Map<?, ?> job, String key) {
        Object value = job.get(key);
        if (value == null) throw new IllegalArgumentException("the job lacks '" + key + "'");
        return value.toString();
    }
}
