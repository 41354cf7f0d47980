package dejfa.node;

import dejfa.api.AlertFields;
import dejfa.api.AnomalyFields;
import dejfa.api.ArpFields;
import dejfa.api.Detector;
import dejfa.api.FileinfoFields;
import dejfa.api.FlowFields;
import dejfa.api.IndicatorIndex;
import dejfa.api.Schema;
import dejfa.api.SigmaFields;
import dejfa.api.TcpFields;
import dejfa.correlate.IncidentBuilder;
import dejfa.correlate.Settings;
import dejfa.detect.behaviour.Behaviours;
import dejfa.detect.behaviour.HomeNetworks;
import dejfa.detect.indicator.IndicatorDetector;
import dejfa.detect.pattern.PatternCompiler;
import dejfa.detect.sigma.SigmaRules;
import dejfa.detect.sigma.SigmaSettings;
import dejfa.detect.suricata.RuleLoader;
import dejfa.detect.suricata.RuleSet;
import dejfa.detect.suricata.RuleSettings;
import dejfa.ingest.log.LogContent;
import dejfa.ingest.log.mapped.LogContents;
import dejfa.ingest.log.text.LogFields;
import dejfa.ingest.log.web.AccessFields;
import dejfa.ingest.log.web.IisFields;
import dejfa.ingest.log.windows.WindowsFields;
import dejfa.intel.ActorProfiles;
import dejfa.intel.ActorScorer;
import dejfa.intel.Indicators;
import dejfa.node.reload.Detection;
import dejfa.respond.Guard;
import dejfa.respond.Playbooks;
import dejfa.respond.Protected;
import dejfa.respond.ResponsePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/// Detection content from disk: rules, behaviours, actors, playbooks. What is wrong with it is listed, never fatal.
final class Content {
    private static final int MOST_BLOCKS = 1_000;

    private final Path folder;
    private final List<String> problems = new ArrayList<>();

    /// Folder under the data folder where rules may save data sets.
    static final String DATA_SETS = "datasets";

    Content() {
        folder = Path.of(System.getProperty("dejfa.home", ".")).resolve("content");
    }

    /// One sentence each, with file and line where there is one.
    List<String> problems() {
        return problems;
    }

    /// All that finds attacks, as one whole.
    ///
    /// @param before what it is to take over from, or null
    Detection detection(
            WatchCommand options,
            VarsFile vars,
            OwnNetworks own,
            List<Schema> schemas,
            PatternCompiler compiler,
            Detection before) {
        problems.addAll(vars.complaints());
        problems.addAll(new SuricataSettings(vars).unknown());
        RuleSet earlier = before == null ? null : before.rules();
        RuleLoader.How how = new RuleLoader.How(compiler, earlier, read -> {});
        RuleSet rules = rules(options.rules, vars, own, schemas, options.data, how);
        HomeNetworks home = new HomeNetworks(own.networks());
        Indicators indicators = Indicators.load(options.indicators);
        problems.addAll(indicators.refused());
        List<Detector<?>> detectors = new ArrayList<>(behaviours(home, schemas));
        if (indicators.size() > 0) detectors.add(new IndicatorDetector(indicators, home));
        List<Path> files = new ArrayList<>(rules.files());
        files.addAll(options.indicators);
        if (options.vars != null) files.add(options.vars);
        files.add(folder.resolve("behaviours"));
        return new Detection(rules, detectors, behaviourTexts(), indicators, problems, files);
    }

    /// @param files as given; empty: Dejfa's own rules; `none`: no rules
    ///
    /// @param data the data folder, where data sets of an earlier run are, or null
    RuleSet rules(
            List<String> files, VarsFile vars, OwnNetworks own, List<Schema> schemas, Path data, RuleLoader.How how) {
        List<Path> folders = new ArrayList<>();
        if (data != null) folders.add(data.resolve(DATA_SETS));
        if (vars.folder() != null) folders.add(vars.folder());
        RuleSettings base = RuleSettings.around(own.ruleText());
        Map<String, String> addresses = new TreeMap<>(base.addressGroups());
        addresses.putAll(vars.addressGroups());
        Map<String, String> ports = new TreeMap<>(base.portGroups());
        ports.putAll(vars.portGroups());
        RuleSettings all = new RuleSettings(addresses, ports, vars.texts(), eveTypes(vars), folders);
        List<Path> paths = files.stream()
                .filter(file -> !file.equals("none"))
                .map(Path::of)
                .toList();
        if (files.isEmpty()) paths = List.of(folder.resolve("suricata/dejfa.rules"));
        RuleSet rules = RuleLoader.load(paths, all, schemas, how);
        rules.rejected().forEach(bad -> problems.add(bad.toString()));
        return rules;
    }

    /// @param files files and folders; none: no rules
    SigmaRules sigma(List<Path> files, SigmaSettings settings, PatternCompiler compiler) {
        return SigmaRules.load(files, settings.with(compiler));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> eveTypes(VarsFile vars) {
        Map<String, Map<String, Object>> all = new TreeMap<>();
        vars.eveTypes()
                .forEach((type, value) ->
                        all.put(type, value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of()));
        return all;
    }

    /// The log formats that are data.
    ///
    /// @param protocols schemas of the protocols' events
    LogContent logs(List<Schema> protocols) {
        List<Schema> schemas = new ArrayList<>(protocols);
        schemas.addAll(List.of(
                FlowFields.SCHEMA,
                TcpFields.SCHEMA,
                FileinfoFields.SCHEMA,
                AnomalyFields.SCHEMA,
                ArpFields.SCHEMA,
                AlertFields.SCHEMA,
                SigmaFields.SCHEMA,
                IisFields.SCHEMA,
                AccessFields.SCHEMA,
                WindowsFields.SCHEMA));
        LogContent logs = LogContents.load(folder.resolve("logs"), schemas);
        problems.addAll(logs.problems());
        return logs;
    }

    private List<Detector<?>> behaviours(HomeNetworks home, List<Schema> protocols) {
        List<Schema> schemas = new ArrayList<>(protocols);
        schemas.addAll(List.of(
                FlowFields.SCHEMA,
                FileinfoFields.SCHEMA,
                AnomalyFields.SCHEMA,
                IisFields.SCHEMA,
                AccessFields.SCHEMA,
                WindowsFields.SCHEMA,
                LogFields.SCHEMA));
        Behaviours.Loaded loaded = Behaviours.load(folder, schemas, home);
        loaded.problems().forEach(problem -> problems.add(problem.toString()));
        return loaded.detectors();
    }

    /// Each behaviour as written, by name: what the report shows as its rule. What can't be read is left out;
    /// loading has listed it.
    private Map<String, String> behaviourTexts() {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder.resolve("behaviours"))) {
            for (Path one : all.toList()) {
                Path file = one.resolve("behaviour.yaml");
                if (Files.isReadable(file)) texts.put(one.getFileName().toString(), Files.readString(file));
            }
        } catch (IOException e) {
            problems.add(folder.resolve("behaviours") + ": can't be read (" + e.getMessage() + ")");
        }
        return texts;
    }

    IncidentBuilder incidents(OwnNetworks own, IndicatorIndex indicators) {
        ActorProfiles profiles = ActorProfiles.load(folder.resolve("actors"));
        problems.addAll(profiles.problems());
        return new IncidentBuilder(
                new ActorScorer(profiles, indicators), Settings.defaults().withHome(own.networks()));
    }

    /// @param protect networks and names that the operator protects, besides the own networks
    ResponsePolicy response(OwnNetworks own, List<String> protect) throws IOException {
        Playbooks playbooks = Playbooks.load(folder.resolve("playbooks"));
        problems.addAll(playbooks.problems());
        List<dejfa.api.Network> networks = new ArrayList<>(own.networks());
        List<String> names = new ArrayList<>();
        for (String one : protect) {
            try {
                networks.add(dejfa.api.Network.parse(one));
            } catch (IllegalArgumentException notANetwork) {
                names.add(one);
            }
        }
        return new ResponsePolicy(playbooks, new Guard(new Protected(networks, names), MOST_BLOCKS));
    }
}
