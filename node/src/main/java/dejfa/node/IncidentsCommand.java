package dejfa.node;

import dejfa.api.Incident;
import dejfa.correlate.StoryWriter;
import dejfa.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dejfa incidents`: what was kept.
@Command(
        name = "incidents",
        mixinStandardHelpOptions = true,
        description = "Shows the incidents kept in a data folder.")
final class IncidentsCommand {
    @Command(name = "list", mixinStandardHelpOptions = true, description = "One line per incident.")
    int list(@Option(names = "--data", required = true, paramLabel = "DIR") Path data) throws IOException {
        if (missing(data)) return ExitCode.BAD_INPUT;
        try (Store store = Store.open(data)) {
            List<Incident> all = store.incidents();
            for (Incident incident : all) {
                System.out.println(StoryWriter.lines(incident).getFirst());
            }
            if (all.isEmpty()) System.out.println("no incidents are kept in " + data);
        }
        return ExitCode.FINE;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "The story of one incident.")
    int show(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--data", required = true, paramLabel = "DIR") Path data)
            throws IOException {
        if (missing(data)) return ExitCode.BAD_INPUT;
        try (Store store = Store.open(data)) {
            for (Incident incident : store.incidents()) {
                if (!incident.id().equals(id)) continue;
                StoryWriter.lines(incident, store.blocks(id)).forEach(System.out::println);
                return ExitCode.FINE;
            }
        }
        System.err.println("dejfa: no incident " + id + " is kept in " + data + "; 'dejfa incidents list' names them.");
        return ExitCode.BAD_INPUT;
    }

    private static boolean missing(Path data) {
        if (Files.isDirectory(data)) return false;
        System.err.println("dejfa: there is no data folder " + data + "; 'dejfa watch … --data DIR' makes one.");
        return true;
    }
}
