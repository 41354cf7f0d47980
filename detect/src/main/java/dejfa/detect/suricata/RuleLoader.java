package dejfa.detect.suricata;

import dejfa.api.Schema;
import dejfa.detect.pattern.PatternCompiler;
import dejfa.detect.suricata.data.Classifications;
import dejfa.detect.suricata.keyword.LoadContext;
import dejfa.detect.suricata.rule.Action;
import dejfa.detect.suricata.rule.BufferCatalog;
import dejfa.detect.suricata.rule.CompiledRule;
import dejfa.detect.suricata.rule.Threshold;
import dejfa.detect.suricata.rule.Variables;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/// Reads rule files, plain or gzip. Every problem is listed; nothing in a file can make it throw.
public final class RuleLoader {

    private final LoadContext context;
    private final RuleReader reader;
    private final List<Loaded> loaded = new ArrayList<>();

    private RuleLoader(RuleSettings settings, List<Schema> schemas, List<Path> folders, LongConsumer progress) {
        context = new LoadContext(
                new Variables(settings.addressGroups(), settings.portGroups()),
                new BufferCatalog(schemas),
                Classifications.stock(),
                settings.settings(),
                folders);
        reader = new RuleReader(context, progress);
    }

    /// @param schemas of all parsers: they say which buffers there are
    public static RuleSet load(List<Path> files, RuleSettings settings, List<Schema> schemas) {
        return load(files, settings, schemas, How.PLAIN);
    }

    /// How a load goes beyond the files.
    ///
    /// @param before the set that this one is to take over from ([RuleSet#succeed(RuleSet)]), or null
    /// @param progress told the number of rules read so far, again and again
    public record How(PatternCompiler compiler, RuleSet before, LongConsumer progress) {
        public static final How PLAIN = new How(PatternCompiler.WITHOUT_STORE, null, rules -> {});

        public How with(LongConsumer newProgress) {
            return new How(compiler, before, newProgress);
        }
    }

    public static RuleSet load(List<Path> files, RuleSettings settings, List<Schema> schemas, How how) {
        List<Path> folders = new ArrayList<>(settings.baseFolders());
        for (Path file : files) {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && !folders.contains(folder)) folders.add(folder);
        }
        RuleLoader loader = new RuleLoader(settings, schemas, folders, how.progress);
        if (how.before != null) loader.context.inherit(how.before.context());
        for (Path file : files) loader.file(file);
        return loader.finish(settings, files, folders, how.compiler);
    }

    /// For rules that are not in files; `file` only names them.
    public static RuleSet parse(String text, Path file, RuleSettings settings, List<Schema> schemas) {
        return parse(text, file, settings, schemas, null);
    }

    static RuleSet parse(String text, Path file, RuleSettings settings, List<Schema> schemas, RuleSet before) {
        RuleLoader loader = new RuleLoader(settings, schemas, settings.baseFolders(), rules -> {});
        if (before != null) loader.context.inherit(before.context());
        try (BufferedReader reader = new BufferedReader(new java.io.StringReader(text))) {
            loader.reader.read(file, RuleLines.read(reader), loader.loaded);
        } catch (IOException e) {
            throw new IllegalStateException("a text can always be read", e);
        }
        return loader.finish(settings, List.of(), settings.baseFolders(), PatternCompiler.WITHOUT_STORE);
    }

    private void file(Path file) {
        List<RuleLines.Rule> rules;
        try {
            rules = RuleLines.read(file);
        } catch (IOException e) {
            loaded.add(new Loaded.Rejected(file, 0, "can't be read: " + e.getMessage(), "check path and rights"));
            return;
        }
        String foreign = ForeignSyntax.of(rules);
        if (foreign != null) loaded.add(new Loaded.Rejected(file, 0, foreign, ForeignSyntax.REMEDY));
        else reader.read(file, rules, loaded);
    }

    private RuleSet finish(RuleSettings settings, List<Path> files, List<Path> folders, PatternCompiler compiler) {
        context.complete();
        List<Loaded.Rejected> rejected = new ArrayList<>();
        Map<Id, CompiledRule> byId = new LinkedHashMap<>();
        for (Loaded one : loaded) {
            switch (one) {
                case Loaded.Rejected no -> rejected.add(no);
                case Loaded.Rule(CompiledRule rule) -> keepNewest(rule, byId, rejected);
            }
        }
        List<CompiledRule> rules = new ArrayList<>(byId.values());
        Map<Action, Integer> ranks = actionOrder(settings);
        // The sort is stable: rules of one rank keep the order of their files.
        rules.sort(Comparator.comparing((CompiledRule rule) -> ranks.get(rule.action()))
                .thenComparing(CompiledRule::order)
                .thenComparing(rule -> rule.info().severity()));
        List<CompiledRule> ordered = new ArrayList<>(rules.size());
        for (CompiledRule rule : rules) ordered.add(rule.withOrder(ordered.size()));
        Map<String, List<Threshold>> thresholds = ThresholdFile.load(settings, folders, rejected);
        List<Path> read = new ArrayList<>(files);
        read.addAll(context.dataFiles());
        ThresholdFile.path(settings, folders).ifPresent(read::add);
        return new RuleSet(ordered, rejected, settings, thresholds, context, read, compiler);
    }

    private record Id(long gid, long sid) {
        @Override
        public String toString() {
            return gid + ":" + sid;
        }
    }

    private static void keepNewest(CompiledRule rule, Map<Id, CompiledRule> byId, List<Loaded.Rejected> rejected) {
        Id id = new Id(rule.info().gid(), rule.info().sid());
        CompiledRule older = byId.putIfAbsent(id, rule);
        if (older == null) return;
        if (older.info().revision() < rule.info().revision()) byId.put(id, rule);
        else older = rule;
        rejected.add(new Loaded.Rejected(
                older.info().file(), older.info().line(), "the rule " + id + " is there twice", "keep one"));
    }

    /// `action-order.0` to `.3`, as far as they are set.
    private static Map<Action, Integer> actionOrder(RuleSettings settings) {
        Map<Action, Integer> ranks = new EnumMap<>(Action.class);
        for (int i = 0; i < 4; i++) {
            String name = settings.setting("action-order." + i, "");
            for (Action action : Action.values()) {
                if (action.name().equalsIgnoreCase(name)) ranks.put(action, i);
            }
        }
        for (Action action : Action.values()) ranks.putIfAbsent(action, 4 + action.ordinal());
        return new HashMap<>(ranks);
    }
}
