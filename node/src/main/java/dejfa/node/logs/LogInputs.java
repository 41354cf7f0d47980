package dejfa.node.logs;

import dejfa.api.log.FieldNames;
import dejfa.api.log.RecordSource;
import dejfa.ingest.Input;
import dejfa.ingest.Inputs;
import dejfa.ingest.log.LogSettings;
import dejfa.ingest.log.Logs;
import dejfa.ingest.log.follow.FollowedLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The logs that were named, and those that appear in a folder while it is followed.
public final class LogInputs {
    /// Opens what arrives over the network.
    public interface Listeners {
        List<RecordSource> open(LogSettings settings, FieldNames names) throws IOException;

        boolean isEmpty();
    }

    /// So many may stand open at once, whatever their times.
    private static final int MANY = 64;

    private final LogSettings settings;
    private final boolean follows;
    private final List<Path> named;
    private final Listeners listeners;
    private final Clocks clocks;
    private final List<Path> logs = new ArrayList<>();
    private final Set<Path> known = new HashSet<>();
    private FieldNames names = FieldNames.NONE;

    /// @param named files and folders of the command line
    public LogInputs(LogSettings settings, boolean follows, List<Path> named, Listeners listeners, Clocks clocks) {
        this.settings = settings;
        this.follows = follows;
        this.named = List.copyOf(named);
        this.listeners = listeners;
        this.clocks = clocks;
    }

    public void add(Path log) {
        if (known.add(log)) logs.add(log);
    }

    /// More may come after what is there now.
    public boolean isLive() {
        return follows || !listeners.isEmpty();
    }

    /// @param fields that somebody will ask the records for
    public List<RecordSource> open(FieldNames fields) throws IOException {
        names = fields;
        List<RecordSource> sources = new ArrayList<>(listeners.open(settings, names));
        for (Path log : logs) open(log, sources);
        return sources;
    }

    private void open(Path log, List<RecordSource> sources) throws IOException {
        if (!follows && logs.size() > MANY && !Logs.isZip(log)) {
            sources.add(new ParkedSource(() -> ClockedSource.of(
                    Logs.open(log, settings, names).orElseThrow(() -> new IOException(log + " is no log any more")),
                    log.toString(),
                    clocks)));
            return;
        }
        List<RecordSource> found = follows && isPlain(log)
                ? List.of(new FollowedLog(log, settings, names))
                : Logs.openAll(log, settings, names);
        for (RecordSource source : found) sources.add(ClockedSource.of(source, log.toString(), clocks));
    }

    /// A packed file is whole, and an EVTX or zip file is no text: they are read once.
    private boolean isPlain(Path log) throws IOException {
        return Logs.isText(log);
    }

    /// Logs that appeared, or got their first lines, since the last look.
    List<RecordSource> appeared() throws IOException {
        List<RecordSource> sources = new ArrayList<>();
        if (!follows) return sources;
        for (Input input : Inputs.classify(named, settings.content())) {
            if (input instanceof Input.Log(var path) && known.add(path)) open(path, sources);
        }
        return sources;
    }
}
