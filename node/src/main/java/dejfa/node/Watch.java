package dejfa.node;

import dejfa.api.Alert;
import dejfa.api.Detector;
import dejfa.api.Event;
import dejfa.api.EventSource;
import dejfa.api.FileHash;
import dejfa.api.Ids;
import dejfa.api.PacketSource;
import dejfa.api.Schema;
import dejfa.correlate.IncidentBuilder;
import dejfa.decode.packet.ChecksumDecision;
import dejfa.detect.behaviour.DetectorStage;
import dejfa.detect.behaviour.HomeNetworks;
import dejfa.detect.indicator.IndicatorDetector;
import dejfa.detect.suricata.AlertDecider;
import dejfa.detect.suricata.RuleSet;
import dejfa.ingest.Input;
import dejfa.ingest.Inputs;
import dejfa.ingest.capture.CaptureException;
import dejfa.ingest.capture.Captures;
import dejfa.ingest.capture.FileIdentity;
import dejfa.ingest.live.LiveCapture;
import dejfa.ingest.log.LogSettings;
import dejfa.ingest.log.Logs;
import dejfa.intel.Indicators;
import dejfa.node.route.Interfaces;
import dejfa.node.route.PacketRoute;
import dejfa.node.route.Pipeline;
import dejfa.node.route.RouteSettings;
import dejfa.node.stage.AlertSource;
import dejfa.node.stage.EveFile;
import dejfa.node.stage.LogMerge;
import dejfa.node.stage.OrderedStage;
import dejfa.protocols.ProtocolRecogniser;
import dejfa.respond.ResponsePolicy;
import dejfa.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// One run of `dejfa watch`: content loaded, inputs opened, the route and the ordered stage wired, the outcome told.
final class Watch {
    static final String SENSOR = Dejfa.NAME;

    private static final long INTERRUPT_GRACE_MS = 20_000;

    private final WatchCommand options;
    private final Consumer<String> complaints;
    private final Content content = new Content();
    private final RunNotes notes = new RunNotes();
    private final List<Path> captures = new ArrayList<>();
    private final List<Path> logs = new ArrayList<>();
    private final List<PacketRoute> routes = new ArrayList<>();
    private int refusedRules;

    Watch(WatchCommand options) {
        this(options, complaint -> System.err.println(Dejfa.NAME + ": " + complaint));
    }

    /// @param complaints takes one sentence each
    Watch(WatchCommand options, Consumer<String> complaints) {
        this.options = options;
        this.complaints = complaints;
    }

    /// Rules that could not run.
    int refusedRules() {
        return refusedRules;
    }

    int run() throws IOException {
        VarsFile vars = options.vars == null ? VarsFile.none() : VarsFile.read(options.vars);
        OwnNetworks own = OwnNetworks.of(options.homeNet, vars);
        ProtocolRecogniser recogniser = new ProtocolRecogniser(vars.texts());
        List<Schema> schemas = recogniser.schemas();
        SuricataSettings settings = new SuricataSettings(vars);
        RuleSet rules = content.rules(options.rules, vars, own, schemas, options.data, read -> {});
        refusedRules = rules.rejected().size();
        recogniser.hash(fileHashes(rules, vars));
        HomeNetworks home = new HomeNetworks(own.networks());
        Indicators indicators = Indicators.load(options.indicators);
        List<Detector<?>> detectors = new ArrayList<>(content.behaviours(home, schemas));
        if (indicators.size() > 0) detectors.add(new IndicatorDetector(indicators, home));
        DetectorStage behaviours = new DetectorStage(detectors, home);
        IncidentBuilder incidents = content.incidents(own, indicators);
        ResponsePolicy response = content.response(own, options.protect);
        assumptions(own, rules, vars, settings, indicators);
        classify();
        try (rules;
                EveFile eve = options.eve == null ? null : new EveFile(options.eve);
                Store store = options.data == null ? null : Store.open(options.data);
                LogMerge logLines = new LogMerge(openLogs());
                PacketSource source = openPackets()) {
            Outcome outcome = new Outcome(options, notes, incidents, response, rules, store, content.behaviourTexts());
            Progress progress = new Progress(!options.quiet);
            List<Consumer<Event>> events = new ArrayList<>(List.of(notes::see, incidents::observe));
            if (eve != null) events.add(eve::write);
            if (store != null) events.add(outcome::keep);
            AlertDecider decider = new AlertDecider(rules);
            OrderedStage stage = new OrderedStage(
                    decider,
                    host -> own.contains(host.address()),
                    List.of(source(behaviours)),
                    logLines,
                    events,
                    List.of(alert -> progress.alert(), incidents::add));
            long identity = identity(source);
            if (store != null) store.input(identity, inputNames() + " " + logs);
            if (source != null) {
                RouteSettings route = route(settings, vars, source);
                packets(source, route, recogniser, rules, stage, progress, outcome);
            }
            stage.finish();
            if (options.data != null) decider.save(options.data.resolve(Content.DATA_SETS));
            outcome.until(stage.lastNs());
            progress.done();
            logLines.complaints().forEach(complaints);
            behaviours.notes().forEach(notes::assume);
            outcome.finish(captures, counters(source, recogniser), eve);
        }
        return options.failOnAlert && !incidents.incidents().isEmpty() ? ExitCode.ALERTS : ExitCode.FINE;
    }

    private void packets(
            PacketSource source,
            RouteSettings route,
            ProtocolRecogniser recogniser,
            RuleSet rules,
            OrderedStage stage,
            Progress progress,
            Outcome outcome)
            throws IOException {
        ChecksumDecision checksums = new ChecksumDecision(route.decode().checksums());
        Pipeline pipeline = new Pipeline(source, checksums, options.workers, worker -> {
            PacketRoute one = new PacketRoute(route, recogniser, rules, checksums);
            routes.add(one);
            return one;
        });
        // Ctrl-C ends the input, not the run: what was read is finished and told.
        Thread finishing = Thread.currentThread();
        Thread hook = new Thread(() -> {
            pipeline.stop();
            try {
                finishing.join(INTERRUPT_GRACE_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        if (!options.interfaces.isEmpty()) Runtime.getRuntime().addShutdownHook(hook);
        try {
            pipeline.run(stage, progress);
        } finally {
            progress.done();
        }
        outcome.read(pipeline.packets(), pipeline.bytes(), pipeline.synthetic());
        source.complaints().forEach(complaints);
        refuseUnknownLink(pipeline);
    }

    /// A capture of which nothing can be read is no quiet network; one that mixes link types is read as far as it goes.
    private void refuseUnknownLink(Pipeline pipeline) throws CaptureException {
        if (pipeline.unreadable() == 0) return;
        String link = "link type " + pipeline.unknownLink() + " is unknown";
        if (pipeline.unreadable() == pipeline.packets()) {
            throw new CaptureException("the capture's " + link + ", so nothing in it can be read; capture as Ethernet,"
                    + " Linux cooked or raw IP.");
        }
        notes.assume(pipeline.unreadable() + " of " + pipeline.packets() + " packets were not read: their " + link);
    }

    /// What rules compare and the settings ask for; SHA-256 where the settings say nothing of files and somebody reads.
    private Set<FileHash> fileHashes(RuleSet rules, VarsFile vars) {
        Set<FileHash> wanted = EnumSet.noneOf(FileHash.class);
        wanted.addAll(rules.fileHashes());
        if (vars.eveTypes().get("files") instanceof Map<?, ?> files) {
            String forced = String.valueOf(files.get("force-hash"));
            for (FileHash hash : FileHash.values()) {
                if (forced.contains(hash.name().toLowerCase(Locale.ROOT))) wanted.add(hash);
            }
        } else if (options.eve != null || options.data != null || !options.indicators.isEmpty()) {
            wanted.add(FileHash.SHA256);
        }
        return wanted;
    }

    private RouteSettings route(SuricataSettings settings, VarsFile vars, PacketSource source) {
        return new RouteSettings(
                options.site,
                SENSOR,
                inputNames(),
                settings.decode(vars.checksums()),
                settings.flows(source.identity()),
                settings.tcp(),
                options.eve != null || options.data != null,
                // ARP is chatter: it is written where it is asked for.
                vars.eveTypes().containsKey("arp") ? Set.of() : Set.of("arp"));
    }

    /// The same content gives the same identity, whatever the files are called.
    private long identity(PacketSource source) throws IOException {
        long identity = source == null ? 0 : source.identity();
        for (Path log : logs) identity = Ids.mix(identity, FileIdentity.of(log));
        return identity;
    }

    private TreeMap<String, Long> counters(PacketSource source, ProtocolRecogniser recogniser) {
        TreeMap<String, Long> counters = new TreeMap<>();
        for (PacketRoute route : routes) route.count(counters);
        if (source != null) counters.put("capture.dropped", source.dropped());
        counters.put("app_layer.parser_failures", recogniser.parserFailures());
        return counters;
    }

    private PacketSource openPackets() throws IOException {
        if (options.interfaces.isEmpty()) return captures.isEmpty() ? null : Captures.open(captures);
        List<PacketSource> sources = new ArrayList<>();
        for (String name : options.interfaces) sources.add(live(name));
        return new Interfaces(sources);
    }

    /// A missing right or interface is no fault of the input.
    private static PacketSource live(String name) throws IOException {
        try {
            return LiveCapture.open(name);
        } catch (CaptureException e) {
            throw new Failures.EnvironmentException(e.getMessage(), e);
        }
    }

    private List<String> inputNames() {
        return options.interfaces.isEmpty()
                ? captures.stream().map(Path::toString).toList()
                : options.interfaces;
    }

    private void classify() throws CaptureException {
        if (!options.interfaces.isEmpty()) return;
        for (Input input : Inputs.classify(options.inputs)) {
            switch (input) {
                case Input.Capture(var path) -> captures.add(path);
                case Input.Log(var path) -> logs.add(path);
                case Input.Unknown unknown -> {
                    if (options.inputs.size() == 1 && options.inputs.contains(unknown.path()))
                        throw new CaptureException(unknown.reason() + ".");
                    complaints.accept("left out: " + unknown.reason() + ".");
                }
            }
        }
        if (captures.isEmpty() && logs.isEmpty()) {
            throw new CaptureException("none of the inputs is a capture or a known log; check the paths.");
        }
    }

    private List<EventSource> openLogs() throws IOException {
        List<EventSource> sources = new ArrayList<>();
        for (Path log : logs)
            Logs.open(log, new LogSettings(options.site, SENSOR)).ifPresent(sources::add);
        return sources;
    }

    private void assumptions(
            OwnNetworks own, RuleSet rules, VarsFile vars, SuricataSettings settings, Indicators indicators) {
        vars.complaints().forEach(content.problems()::add);
        content.problems().addAll(settings.unknown());
        content.problems().addAll(indicators.refused());
        content.problems().forEach(complaints);
        if (own.assumed()) notes.assume("own networks are the private addresses (--home-net)");
        int count = rules.rules().size();
        if (count == 0) notes.assume("no rules loaded: signatures are blind (--rules adds some)");
        else if (options.rules.isEmpty()) {
            notes.assume("only Dejfa's own " + count + " rules (--rules brings yours)");
        }
        if (!rules.rejected().isEmpty()) {
            notes.assume(rules.rejected().size() + " rules can't run here and are listed above");
        }
        if (options.data == null) notes.assume("nothing kept (--data)");
    }

    private static AlertSource source(DetectorStage behaviours) {
        return new AlertSource() {
            @Override
            public void accept(Event event, Consumer<Alert> out) {
                behaviours.accept(event, out);
            }

            @Override
            public void finish(long lastNs, Consumer<Alert> out) {
                behaviours.finish(lastNs, out);
            }
        };
    }
}
