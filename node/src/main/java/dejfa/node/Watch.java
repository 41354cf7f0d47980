package dejfa.node;

import dejfa.node.route.HeapBudget;
import dejfa.node.terminal.Progress;
import dejfa.api.Alert;
import dejfa.api.Event;
import dejfa.api.FileHash;
import dejfa.api.Ids;
import dejfa.api.Schema;
import dejfa.correlate.IncidentBuilder;
import dejfa.decode.packet.ChecksumDecision;
import dejfa.detect.behaviour.DetectorStage;
import dejfa.detect.behaviour.HomeNetworks;
import dejfa.detect.cache.CompiledCache;
import dejfa.detect.pattern.PatternCompiler;
import dejfa.detect.sigma.SigmaRules;
import dejfa.detect.suricata.AlertDecider;
import dejfa.detect.suricata.RuleSet;
import dejfa.ingest.Input;
import dejfa.ingest.Inputs;
import dejfa.ingest.capture.CaptureException;
import dejfa.ingest.capture.Captures;
import dejfa.ingest.capture.FileIdentity;
import dejfa.ingest.live.LiveCapture;
import dejfa.ingest.live.LiveSettings;
import dejfa.ingest.log.LogContent;
import dejfa.ingest.log.LogSettings;
import dejfa.node.logs.ClockEstimate;
import dejfa.node.logs.GrowingLogs;
import dejfa.node.logs.LogInputs;
import dejfa.node.reload.Detection;
import dejfa.node.reload.HangUp;
import dejfa.node.reload.LiveIndicators;
import dejfa.node.reload.Reload;
import dejfa.node.route.Lanes;
import dejfa.node.route.PacketRoute;
import dejfa.node.route.PacketRun;
import dejfa.node.route.Pipeline;
import dejfa.node.route.RouteSettings;
import dejfa.node.route.Sources;
import dejfa.node.sigma.SigmaStage;
import dejfa.node.stage.AlertSource;
import dejfa.node.stage.EveFile;
import dejfa.node.stage.LogMerge;
import dejfa.node.stage.OrderedStage;
import dejfa.node.stage.Timeline;
import dejfa.protocols.ProtocolRecogniser;
import dejfa.respond.ResponsePolicy;
import dejfa.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/// One run of `dejfa watch`: content loaded, inputs opened, the route and the ordered stage wired, the outcome
/// told.
final class Watch {
    static final String SENSOR = Dejfa.NAME;

    private static final long INTERRUPT_GRACE_MS = 60_000;
    private static final long FLUSH_NS = 250_000_000L;
    private static final String SHEDDING =
            "frames come faster than they can be read: encrypted flows past their handshake,"
                    + " flows that a rule lets pass and, if that is not enough, long flows are only counted from now on";

    private final WatchCommand options;
    private final Consumer<String> complaints;
    private final Content content = new Content();
    private final RunNotes notes = new RunNotes();
    private final ClockEstimate clock = new ClockEstimate();
    private final List<Path> captures = new ArrayList<>();
    private final List<Path> logs = new ArrayList<>();
    private final List<PacketRoute> routes = new ArrayList<>();
    /// one, or one for each lane
    private final List<ProtocolRecogniser> recognisers = new ArrayList<>();
    private final Set<String> said = new HashSet<>();
    private Set<FileHash> wantedHashes = Set.of();
    private long rehearsedAt = Long.MAX_VALUE;
    private Runnable rehearsal = () -> {};
    private LogContent logFormats = LogContent.NONE;
    private LogInputs logInputs;
    private volatile GrowingLogs growing;
    private DetectorStage behaviours;
    private LiveIndicators indicators;
    private AlertDecider decider;
    private Outcome outcome;
    private Progress progress;
    private Onlooker onlooker = new Onlooker() {};
    private int refusedRules;
    private volatile boolean stopped;

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

    /// Rehearses a reload: at the first batch from that packet on, after `before`.
    Watch reloadAt(long packet, Runnable before) {
        rehearsedAt = packet;
        rehearsal = before;
        return this;
    }

    /// Ends a run that follows logs, from any thread.
    void stop() {
        stopped = true;
        if (growing != null) growing.stop();
    }

    Watch seenBy(Onlooker one) {
        onlooker = one;
        return this;
    }

    int run() throws IOException {
        VarsFile vars = options.vars == null ? VarsFile.none() : VarsFile.read(options.vars);
        OwnNetworks own = OwnNetworks.of(options.homeNet, vars);
        ProtocolRecogniser recogniser = new ProtocolRecogniser(vars.texts());
        recognisers.add(recogniser);
        try (CompiledCache cache = openCache()) {
            PatternCompiler compiler = cache == null ? PatternCompiler.WITHOUT_STORE : new PatternCompiler(cache);
            List<Schema> schemas = recogniser.schemas();
            logFormats = content.logs(schemas);
            Detection first = content.detection(options, vars, own, schemas, compiler, null);
            refusedRules = first.rules().rejected().size();
            Set<FileHash> hashes = fileHashes(first.rules(), vars);
            recogniser.hash(hashes);
            wantedHashes = hashes;
            Reload.Loader loader = before -> reloaded(own, schemas, compiler, hashes, before);
            try (Reload reload = new Reload(first, loader, this::handOver, complaints, options.reloadOnChange)) {
                return run(vars, own, reload, compiler);
            }
        }
    }

    private int run(VarsFile vars, OwnNetworks own, Reload reload, PatternCompiler compiler) throws IOException {
        Detection first = reload.current();
        HomeNetworks home = new HomeNetworks(own.networks());
        SuricataSettings settings = new SuricataSettings(vars);
        behaviours = new DetectorStage(first.detectors(), home);
        indicators = new LiveIndicators(first.indicators());
        decider = new AlertDecider(first.rules());
        IncidentBuilder incidents = content.incidents(own, indicators);
        ResponsePolicy response = content.response(own, options.protect);
        assumptions(own, first.rules());
        classify();
        progress = new Progress(!options.quiet);
        try (EveFile eve = options.eve == null ? null : new EveFile(options.eve);
                Timeline timeline = options.timeline == null ? null : Timeline.open(options.timeline);
                Store store = options.data == null ? null : Store.open(options.data);
                SigmaRules sigmaRules = content.sigma(options.sigma, options.sigmaOptions.settings(), compiler);
                SigmaStage sigma = new SigmaStage(sigmaRules, host -> own.contains(host.address()));
                LogMerge logLines = new LogMerge(logInputs.open(sigmaRules.fieldNames()), source -> {
                    progress.record();
                    sigma.accept(source);
                });
                Sources sources = openPackets()) {
            outcome = new Outcome(options, notes, incidents, response, store);
            outcome.content(first);
            tell(sigmaRules);
            List<Consumer<Event>> events =
                    new ArrayList<>(List.of(notes::see, clock::see, incidents::observe, onlooker::event));
            if (eve != null) events.add(eve::write);
            if (store != null) events.add(outcome::keep);
            OrderedStage stage = new OrderedStage(
                    decider,
                    host -> own.contains(host.address()),
                    List.of(AlertSource.of(behaviours), sigma),
                    logLines,
                    events,
                    alertSinks(incidents, timeline));
            long identity = identity(sources);
            if (store != null) store.input(identity, inputNames() + " " + logs);
            growing = new GrowingLogs(logInputs, logLines, stage);
            if (stopped) growing.stop();
            if (!sources.isEmpty()) packets(sources, settings, vars, reload, stage, eve);
            if (logInputs.isLive() && !isLive()) growing.run(eve == null ? () -> {} : eve::flush);
            growing.end();
            stage.finish();
            if (options.data != null) decider.save(options.data.resolve(Content.DATA_SETS));
            outcome.until(stage.lastNs());
            progress.done();
            outcome.read(logLines.records(), logs.size(), logLines.isSynthetic());
            logLines.complaints().forEach(complaints);
            behaviours.notes().forEach(notes::assume);
            clock.sentences().forEach(notes::assume);
            sigma.losses().forEach(notes::assume);
            TreeMap<String, Long> counters = counters(sources);
            outcome.finish(captures, counters, eve);
            onlooker.finished(counters);
        }
        return options.failOnAlert && !incidents.incidents().isEmpty() ? ExitCode.ALERTS : ExitCode.FINE;
    }

    private List<Consumer<Alert>> alertSinks(IncidentBuilder incidents, Timeline timeline) {
        Consumer<Alert> counted = alert -> progress.alert();
        return timeline == null ? List.of(counted, incidents::add) : List.of(counted, incidents::add, timeline::add);
    }

    /// @return null where nothing is to be kept, or can't be
    private CompiledCache openCache() {
        if (options.noCache) return null;
        try {
            return CompiledCache.open(options.cache == null ? CompiledCache.usualFolder() : options.cache);
        } catch (IOException e) {
            if (options.cache == null) notes.assume(e.getMessage());
            else complaints.accept(e.getMessage() + ".");
            return null;
        }
    }

    /// The same options read again. Own networks, and what parsers and the decoder were set to, stay as they were.
    private Detection reloaded(
            OwnNetworks own, List<Schema> schemas, PatternCompiler compiler, Set<FileHash> hashes, Detection before)
            throws IOException {
        VarsFile vars = options.vars == null ? VarsFile.none() : VarsFile.read(options.vars);
        Detection next = new Content().detection(options, vars, own, schemas, compiler, before);
        Set<FileHash> missing = EnumSet.noneOf(FileHash.class);
        missing.addAll(next.rules().fileHashes());
        missing.removeAll(hashes);
        return missing.isEmpty()
                ? next
                : next.with("the rules now compare digests of files that are not made since the start (" + missing
                        + "); start anew");
    }

    /// In the ordered stage, between the events of two packets.
    private void handOver(Detection now, Detection before, long packet) {
        decider.swap(now.rules());
        behaviours.swap(now.after(before), name -> now.goesOn(name, before));
        indicators.swap(now.indicators());
        outcome.content(now);
        notes.assume("the content was reloaded before packet " + packet);
        progress.done();
    }

    private void packets(
            Sources sources, SuricataSettings settings, VarsFile vars, Reload reload, OrderedStage stage, EveFile eve)
            throws IOException {
        PacketRun run = isLive() ? lanes(sources, settings, vars, reload) : pipeline(sources, settings, vars, reload);
        reload.at(rehearsedAt, rehearsal);
        reload.start();
        onlooker.loaded();
        // Ctrl-C ends the input, not the run: what was read is finished and told.
        Thread finishing = Thread.currentThread();
        Thread hook = new Thread(() -> {
            run.stop();
            try {
                finishing.join(INTERRUPT_GRACE_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        if (isLive()) Runtime.getRuntime().addShutdownHook(hook);
        Optional<HangUp> signal = options.hearsSignals ? HangUp.install(reload::request) : Optional.empty();
        try {
            run.run(stage, watched(eve));
        } finally {
            progress.done();
            signal.ifPresent(HangUp::close);
            routes.forEach(PacketRoute::close);
        }
        outcome.read(run.packets(), run.bytes(), run.synthetic());
        sources.complaints().forEach(this::sayOnce);
        refuseUnknownLink(run);
    }

    private Pipeline pipeline(Sources sources, SuricataSettings settings, VarsFile vars, Reload reload) {
        RouteSettings route = route(settings, vars, sources.identity());
        ChecksumDecision checksums = new ChecksumDecision(route.decode().checksums());
        RuleSet rules = reload.current().rules();
        IntFunction<PacketRoute> workers = worker -> {
            PacketRoute one = new PacketRoute(route, recognisers.getFirst(), rules, checksums);
            routes.add(one);
            return one;
        };
        return new Pipeline(sources.first(), checksums, options.workers, workers, reload);
    }

    /// Each lane has its own of everything, ids included.
    private Lanes lanes(Sources sources, SuricataSettings settings, VarsFile vars, Reload reload) {
        RuleSet rules = reload.current().rules();
        List<ChecksumDecision> checksums = new ArrayList<>();
        for (int i = 0; i < sources.all().size(); i++) {
            RouteSettings route = route(settings, vars, Ids.mix(sources.identity(), i));
            if (i > 0) {
                ProtocolRecogniser further = new ProtocolRecogniser(vars.texts());
                further.hash(wantedHashes);
                recognisers.add(further);
            }
            checksums.add(new ChecksumDecision(route.decode().checksums()));
            PacketRoute one = new PacketRoute(route, recognisers.get(i), rules, checksums.get(i));
            routes.add(one.sheds((long) options.shedAfterMib << 20, () -> sayOnce(SHEDDING)));
        }
        return new Lanes(sources.all(), checksums::get, routes::get, reload);
    }

    /// What is found live is written soon, also where little is found.
    private Pipeline.Progress flushing(EveFile eve) {
        return new Pipeline.Progress() {
            private long dueNs = System.nanoTime();

            @Override
            public void at(long packets, long readBytes, long totalBytes) {
                progress.at(packets, readBytes, totalBytes);
                if (System.nanoTime() - dueNs < 0) return;
                growing.look();
                if (eve != null) eve.flush();
                dueNs = System.nanoTime() + FLUSH_NS;
            }
        };
    }

    private boolean isLive() {
        return !options.interfaces.isEmpty();
    }

    /// From any thread.
    private synchronized void sayOnce(String sentence) {
        if (!said.add(sentence)) return;
        progress.done();
        complaints.accept(sentence);
    }

    private Pipeline.Progress watched(EveFile eve) {
        if (isLive()) return flushing(eve);
        HeapBudget budget = HeapBudget.ofThisProcess();
        return (packets, readBytes, totalBytes) -> {
            progress.at(packets, readBytes, totalBytes);
            onlooker.at(packets, readBytes, totalBytes);
            budget.keep();
        };
    }

    /// A capture of which nothing can be read is no quiet network; one that mixes link types is read as far as it
    /// goes.
    private void refuseUnknownLink(PacketRun run) throws CaptureException {
        if (run.unreadable() == 0) return;
        String link = "link type " + run.unknownLink() + " is unknown";
        if (run.unreadable() == run.packets()) {
            throw new CaptureException("the capture's " + link + ", so nothing in it can be read; capture as Ethernet,"
                    + " Linux cooked or raw IP.");
        }
        notes.assume(run.unreadable() + " of " + run.packets() + " packets were not read: their " + link);
    }

    /// What rules compare and the settings ask for; SHA-256 where the settings say nothing of files and somebody
    /// reads.
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

    private RouteSettings route(SuricataSettings settings, VarsFile vars, long identity) {
        return new RouteSettings(
                options.site,
                SENSOR,
                inputNames(),
                settings.decode(vars.checksums()),
                settings.flows(identity),
                settings.tcp(),
                options.eve != null || options.data != null,
                // ARP is chatter: it is written where it is asked for.
                vars.eveTypes().containsKey("arp") ? Set.of() : Set.of("arp"));
    }

    /// The same content gives the same identity, whatever the files are called.
    private long identity(Sources sources) throws IOException {
        long identity = sources.isEmpty() ? 0 : sources.identity();
        for (Path log : logs) identity = Ids.mix(identity, FileIdentity.of(log));
        return identity;
    }

    private TreeMap<String, Long> counters(Sources sources) {
        TreeMap<String, Long> counters = new TreeMap<>();
        for (PacketRoute route : routes) route.count(counters);
        counters.putAll(sources.counters());
        long failures = 0;
        for (ProtocolRecogniser recogniser : recognisers) failures += recogniser.parserFailures();
        counters.put("app_layer.parser_failures", failures);
        return counters;
    }

    private Sources openPackets() throws IOException {
        if (onlooker.source() != null) return new Sources(List.of(onlooker.source()));
        if (!isLive()) return new Sources(captures.isEmpty() ? List.of() : List.of(Captures.open(captures)));
        LiveSettings settings = new LiveSettings(options.ringMib << 20, !options.modest, options.bpf);
        try {
            return new Sources(LiveCapture.open(options.interfaces, options.workers, settings, this::sayOnce));
        } catch (CaptureException e) {
            // A missing right or interface is no fault of the input.
            throw new Failures.EnvironmentException(e.getMessage(), e);
        }
    }

    private List<String> inputNames() {
        if (onlooker.source() != null) return List.of("made");
        return isLive()
                ? options.interfaces
                : captures.stream().map(Path::toString).toList();
    }

    private void classify() throws IOException {
        logInputs = new LogInputs(
                new LogSettings(options.site, SENSOR, logFormats),
                options.logs.follow,
                options.inputs,
                options.logs.listeners(),
                options.logs.clocks());
        if (options.inputs.isEmpty()) return;
        List<Input.Unknown> found = new ArrayList<>();
        for (Input input : Inputs.classify(options.inputs, logFormats)) {
            switch (input) {
                case Input.Capture(var path) -> captures.add(path);
                case Input.Log(var path) -> {
                    logs.add(path);
                    logInputs.add(path);
                }
                case Input.Unknown unknown -> {
                    if (options.logs.follow) continue;
                    if (options.inputs.size() == 1 && options.inputs.contains(unknown.path()))
                        throw new CaptureException(unknown.reason() + ".");
                    if (options.inputs.contains(unknown.path())) {
                        complaints.accept("left out: " + unknown.reason() + ".");
                    } else found.add(unknown);
                }
            }
        }
        // A folder holds all sorts of files; one sentence for all of them.
        if (!found.isEmpty()) {
            complaints.accept("left out: " + found.getFirst().reason()
                    + (found.size() == 1 ? "." : ", and " + (found.size() - 1) + " more files of the folders."));
        }
        if (options.logs.follow) return;
        if (captures.isEmpty() && logs.isEmpty()) {
            throw new CaptureException("none of the inputs is a capture or a known log; check the paths.");
        }
    }

    private void assumptions(OwnNetworks own, RuleSet rules) {
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

    private void tell(SigmaRules rules) {
        int left = rules.total() - rules.loaded();
        int unread = rules.problems().size() - left;
        if (unread > 0) {
            notes.assume(unread + " files or folders of --sigma can't be read (dejfa sigma check says why)");
        } else if (rules.total() == 0 && !logs.isEmpty()) {
            notes.assume("no Sigma rules given: logs are judged by behaviours alone (--sigma)");
        }
        if (left > 0) {
            notes.assume(left + " of " + rules.total() + " Sigma rules can't run here (dejfa sigma check says why)");
        }
    }
}
