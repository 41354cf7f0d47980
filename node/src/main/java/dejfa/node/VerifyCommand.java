package dejfa.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/// `dejfa verify DIR --jobs F`: many captures with their rules in one process, each with its own EVE file.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Runs a batch of captures, each with its rules, in one process.")
final class VerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "the folder with the cases")
    Path folder;

    @Option(
            names = "--jobs",
            required = true,
            paramLabel = "F",
            description = "JSON lines: name, pcap, rules, home_net, vars_json, out")
    Path jobs;

    @Override
    public Integer call() throws IOException {
        int failed = 0;
        for (String line : Files.readAllLines(jobs)) {
            if (line.isBlank()) continue;
            Map<?, ?> job = JsonMapper.shared().readValue(line, Map.class);
            try {
                one(job);
            } catch (IOException | RuntimeException e) {
                failed++;
                System.err.println(Dejfa.NAME + ": " + job.get("name") + ": " + e);
            }
        }
        return failed == 0 ? ExitCode.FINE : ExitCode.BAD_INPUT;
    }

    private static void one(Map<?, ?> job) throws IOException {
        WatchCommand watch = new WatchCommand();
        watch.inputs = List.of(Path.of(text(job, "pcap")));
        watch.rules = List.of(text(job, "rules"));
        watch.homeNet = text(job, "home_net");
        watch.vars = Path.of(text(job, "vars_json"));
        watch.eve = Path.of(text(job, "out"));
        watch.respond = "off";
        watch.quiet = true;
        new Watch(watch).run();
    }

    private static String text(Map<?, ?> job, String key) {
        Object value = job.get(key);
        if (value == null) throw new IllegalArgumentException("the job lacks '" + key + "'");
        return value.toString();
    }
}
