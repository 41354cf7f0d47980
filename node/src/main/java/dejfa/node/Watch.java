package dejfa.node;

import dejfa.api.Alert;
import dejfa.api.Event;
import dejfa.api.EventSource;
import dejfa.api.PacketSource;
import dejfa.decode.packet.ChecksumDecision;
import dejfa.detect.suricata.AlertDecider;
import dejfa.detect.suricata.RuleLoader;
import dejfa.detect.suricata.RuleSet;
import dejfa.detect.suricata.RuleSettings;
import dejfa.ingest.capture.Captures;
import dejfa.node.route.PacketRoute;
import dejfa.node.route.Pipeline;
import dejfa.node.route.RouteSettings;
import dejfa.node.stage.AlertSource;
import dejfa.node.stage.EveFile;
import dejfa.node.stage.LogMerge;
import dejfa.node.stage.OrderedStage;
import dejfa.protocols.ProtocolRecogniser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// One run of `dejfa watch`, wired.
final class Watch {
    private static final String SENSOR = "dejfa";

    private final WatchCommand options;
    private final List<String> remarks = new ArrayList<>();

    Watch(WatchCommand options) {
        this.options = options;
    }

    int run() throws IOException {
        VarsFile vars = options.vars == null ? VarsFile.none() : VarsFile.read(options.vars);
        SuricataSettings settings = new SuricataSettings(vars);
        OwnNetworks own = OwnNetworks.of(options.homeNet, vars);
        ProtocolRecogniser recogniser = new ProtocolRecogniser();
        RuleSet rules = rules(vars, own, recogniser);
        rules.rejected().forEach(bad -> System.err.println(bad));
        try (PacketSource source = Captures.open(options.inputs);
                EveFile eve = options.eve == null ? null : new EveFile(options.eve)) {
            RouteSettings route = new RouteSettings(
                    options.site,
                    SENSOR,
                    options.inputs.stream().map(Path::toString).toList(),
                    settings.decode(vars.checksums()),
                    settings.flows(source.identity()),
                    settings.tcp(),
                    true,
                    Set.of());
            List<Consumer<Event>> sinks = new ArrayList<>();
            if (eve != null) sinks.add(eve::write);
            List<AlertSource> sources = List.of();
            List<Consumer<Alert>> alerts = new ArrayList<>();
            OrderedStage stage = new OrderedStage(
                    new AlertDecider(rules),
                    host -> own.contains(host.address()),
                    sources,
                    new LogMerge(List.<EventSource>of()),
                    sinks,
                    alerts);
            ChecksumDecision checksums = new ChecksumDecision(route.decode().checksums());
            Pipeline pipeline = new Pipeline(
                    source, checksums, options.workers, worker -> new PacketRoute(route, recogniser, rules, checksums));
            Progress progress = new Progress(!options.quiet);
            pipeline.run(stage, progress);
            stage.finish();
        }
        return ExitCode.FINE;
    }

    private RuleSet rules(VarsFile vars, OwnNetworks own, ProtocolRecogniser recogniser) {
        RuleSettings base = RuleSettings.around(own.ruleText());
        Map<String, String> addresses = new TreeMap<>(base.addressGroups());
        addresses.putAll(vars.addressGroups());
        Map<String, String> ports = new TreeMap<>(base.portGroups());
        ports.putAll(vars.portGroups());
        Map<String, String> settings = new TreeMap<>();
        vars.settings().forEach((name, value) -> settings.put(name, String.valueOf(value)));
        List<Path> files = options.rules.stream().map(Path::of).toList();
        RuleSettings all = new RuleSettings(
                addresses, ports, settings, eveTypes(vars), vars.folder() == null ? List.of() : List.of(vars.folder()));
        return RuleLoader.load(files, all, recogniser.schemas());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> eveTypes(VarsFile vars) {
        Map<String, Map<String, Object>> all = new TreeMap<>();
        vars.eveTypes()
                .forEach((type, value) ->
                        all.put(type, value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of()));
        return all;
    }
}
