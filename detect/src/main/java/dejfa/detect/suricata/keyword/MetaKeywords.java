package dejfa.detect.suricata.keyword;

import dejfa.detect.suricata.keyword.field.Text;
import dejfa.detect.suricata.data.Classifications;
import dejfa.detect.suricata.data.Classifications.ClassType;
import dejfa.detect.suricata.rule.Action;
import dejfa.detect.suricata.rule.BadRule;
import dejfa.detect.suricata.rule.CompiledRule.Said;
import dejfa.detect.suricata.rule.CompiledRule.Tag;
import dejfa.detect.suricata.rule.RuleOption;
import dejfa.detect.suricata.rule.RuleText;
import dejfa.detect.suricata.rule.Threshold;
import dejfa.detect.suricata.rule.Threshold.Kind;
import dejfa.detect.suricata.rule.Threshold.Track;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What a rule says of itself, and how often it may speak.
final class MetaKeywords {
    /// Packets told of where the rule gives no number.
    private static final long DEFAULT_TAGGED = 256;

    private MetaKeywords() {}

    static void register(Map<String, Keyword> all) {
        // What only alerts show is read again by [#said]; here it is only checked.
        all.put("msg", (rule, value) -> Text.required(value, "msg"));
        all.put("sid", (rule, value) -> rule.sid = Text.count(Text.required(value, "sid"), "sid"));
        all.put("gid", (rule, value) -> rule.gid = Text.count(Text.required(value, "gid"), "gid"));
        all.put("rev", (rule, value) -> rule.revision = Text.count(Text.required(value, "rev"), "rev"));
        all.put("classtype", MetaKeywords::classType);
        all.put("priority", (rule, value) -> {
            rule.severity = Math.clamp(Text.count(Text.required(value, "priority"), "priority"), 1, 255);
            rule.severityGiven = true;
        });
        all.put("reference", (rule, value) -> comma(Text.required(value, "reference")));
        all.put("metadata", (rule, value) -> Text.required(value, "metadata"));
        all.put("target", (rule, value) -> {
            rule.target = switch (Text.required(value, "target")) {
                case "src_ip" -> "source";
                case "dest_ip" -> "destination";
                default -> throw new BadRule("target is src_ip or dest_ip", "write one of them");
            };
        });
        all.put("noalert", (rule, value) -> rule.noAlert = true);
        all.put("alert", (rule, value) -> rule.speaks = true);
        all.put("threshold", MetaKeywords::threshold);
        all.put("detection_filter", MetaKeywords::detectionFilter);
        // Hints on speed and on what to keep; the answer doesn't depend on them.
        for (String hint : List.of("prefilter", "bypass", "logto", "sampling", "nfq_set_mark")) {
            all.put(hint, (rule, value) -> {});
        }
        all.put("tag", MetaKeywords::tag);
        all.put("config", MetaKeywords::config);
        all.put("filestore", (rule, value) -> FileKeywords.store(rule));
        all.put("requires", MetaKeywords::requires);
        for (String name : List.of("lua", "luajit", "luaxform")) {
            all.put(name, (rule, value) -> {
                throw new BadRule("lua scripts of others are not run", "rewrite the rule without " + name);
            });
        }
    }

    private static void classType(RuleBuilder rule, String value) {
        String name = Text.required(value, "classtype");
        ClassType type = rule.context.classifications.type(name);
        // An unknown type is no reason to lose the rule: Suricata takes it with the default priority.
        rule.category = type == null ? "" : type.description();
        if (!rule.severityGiven) rule.severity = type == null ? 3 : type.priority();
    }

    private static int comma(String reference) {
        int comma = reference.indexOf(',');
        if (comma < 0) throw new BadRule("reference needs a kind and a value", "write reference:url,example.org;");
        return comma;
    }

    /// @param text of a rule that was compiled
    static Said said(String text, Classifications classifications) {
        String message = "";
        Map<String, List<String>> metadata = new TreeMap<>();
        List<String> references = new ArrayList<>();
        for (RuleOption option : RuleText.parse(text).options()) {
            switch (option.name()) {
                case "msg" -> message = Text.required(option.value(), "msg");
                case "metadata" -> metadata(Text.required(option.value(), "metadata"), metadata);
                case "reference" -> {
                    String t = Text.required(option.value(), "reference");
                    int comma = comma(t);
                    references.add(classifications.reference(t.substring(0, comma), t.substring(comma + 1)));
                }
                default -> {}
            }
        }
        metadata.replaceAll((key, values) -> List.copyOf(values));
        return new Said(message, Collections.unmodifiableMap(metadata), List.copyOf(references));
    }

    private static void metadata(String value, Map<String, List<String>> metadata) {
        for (String part : Text.parts(value)) {
            String[] words = part.split("\\s+", 2);
            if (words[0].isEmpty()) continue;
            String key = words[0].endsWith(":") ? words[0].substring(0, words[0].length() - 1) : words[0];
            metadata.computeIfAbsent(key, name -> new ArrayList<>()).add(words.length > 1 ? words[1].strip() : "");
        }
    }

    /// `session`, `host,100,packets,src`, `session,60,seconds`.
    private static void tag(RuleBuilder rule, String value) {
        List<String> parts = Text.parts(Text.required(value, "tag").toLowerCase(Locale.ROOT));
        boolean host =
                switch (parts.getFirst()) {
                    case "host" -> true;
                    case "session" -> false;
                    default -> throw new BadRule("tag knows no " + parts.getFirst(), "use session or host");
                };
        long count = DEFAULT_TAGGED;
        Tag.Metric metric = Tag.Metric.PACKETS;
        boolean source = false;
        for (String part : parts.subList(1, parts.size())) {
            switch (part) {
                case "packets" -> metric = Tag.Metric.PACKETS;
                case "bytes" -> metric = Tag.Metric.BYTES;
                case "seconds" -> metric = Tag.Metric.SECONDS;
                case "src" -> source = true;
                case "dst" -> source = false;
                default -> count = Text.count(part, "tag");
            }
        }
        // `exclusive` and zero counts tag nothing.
        if (count > 0) rule.tags.add(new Tag(host, count, metric, source));
    }

    /// `logging disable, type tx, scope tx`: what matches is not written (user guide, "Config Rules").
    private static void config(RuleBuilder rule, String value) {
        String type = "";
        String scope = "";
        for (String part : Text.parts(Text.required(value, "config").toLowerCase(Locale.ROOT))) {
            String[] words = part.split("\\s+", 2);
            String argument = words.length > 1 ? words[1].strip() : "";
            switch (words[0]) {
                case "logging" -> {
                    if (!argument.equals("disable")) throw new BadRule("logging can only be disabled", "write so");
                }
                case "type" -> type = argument;
                case "scope" -> scope = argument;
                default -> throw new BadRule("config knows no " + words[0], "use logging disable, type, scope");
            }
        }
        switch (type + "/" + scope) {
            case "tx/tx" ->
                rule.effects.add(s -> {
                    if (s.transaction != null) s.transaction.logged = true;
                });
            case "tx/flow" ->
                rule.effects.add(s -> {
                    if (s.memory != null) s.memory.hushTransactions();
                });
            case "flow/flow" ->
                rule.effects.add(s -> {
                    if (s.memory != null) s.memory.hushFlow();
                });
            default ->
                throw new BadRule(
                        "config knows no type " + type + " with scope " + scope,
                        "use type tx with scope tx or flow, or type flow with scope flow");
        }
        rule.noAlert = true;
    }

    private static void threshold(RuleBuilder rule, String value) {
        Draft draft = Draft.parse(value, "threshold");
        Kind kind =
                switch (draft.type) {
                    case "limit" -> Kind.LIMIT;
                    case "threshold" -> Kind.THRESHOLD;
                    case "both" -> Kind.BOTH;
                    case "backoff" -> Kind.BACKOFF;
                    default ->
                        throw new BadRule("threshold has no type " + draft.type, "use limit, threshold, both, backoff");
                };
        rule.thresholds.add(draft.threshold(kind));
    }

    private static void detectionFilter(RuleBuilder rule, String value) {
        rule.thresholds.add(Draft.parse(value, "detection_filter").threshold(Kind.DETECTION_FILTER));
    }

    /// `type limit, track by_src, count 1, seconds 60` in any order.
    private static final class Draft {
        String type = "";
        Track track;
        int count = -1;
        int seconds = -1;
        String unique;

        static Draft parse(String value, String keyword) {
            Draft draft = new Draft();
            for (String part : Text.parts(Text.required(value, keyword))) {
                String[] words = part.split("\\s+", 2);
                String argument = words.length > 1 ? words[1].strip().toLowerCase(Locale.ROOT) : "";
                switch (words[0].toLowerCase(Locale.ROOT)) {
                    case "type" -> draft.type = argument;
                    case "track" -> draft.track = track(argument);
                    case "count" -> draft.count = Text.count(argument, "count");
                    case "seconds" -> draft.seconds = Text.count(argument, "seconds");
                    case "multiplier" -> draft.seconds = Text.count(argument, "multiplier");
                    case "unique_on" -> draft.unique = argument;
                    case "reference" -> {}
                    case "" -> {}
                    // A lost semicolon: `track by_src reference:url,example.org`.
                    default -> {
                        if (words[0].contains("/")) break;
                        throw new BadRule(keyword + " knows no " + words[0], "use type, track, count, seconds");
                    }
                }
            }
            if (draft.track == null || draft.count < 0 || draft.seconds < 0) {
                throw new BadRule(keyword + " lacks track, count or seconds", "give all of them");
            }
            if (draft.type.equals("backoff") && draft.track != Track.FLOW) {
                throw new BadRule("backoff tracks flows only", "write track by_flow");
            }
            if (draft.unique != null && !draft.unique.equals("src_port") && !draft.unique.equals("dst_port")) {
                throw new BadRule("nothing is unique_on " + draft.unique, "use src_port or dst_port");
            }
            return draft;
        }

        Threshold threshold(Kind kind) {
            return new Threshold(kind, track, count, seconds, Action.ALERT, 0, null, unique);
        }
    }

    private static Track track(String text) {
        return switch (text.split("\\s+", 2)[0]) {
            case "by_src" -> Track.SOURCE;
            case "by_dst" -> Track.DESTINATION;
            case "by_both" -> Track.PAIR;
            case "by_rule" -> Track.RULE;
            case "by_flow" -> Track.FLOW;
            default ->
                throw new BadRule("nothing can be tracked " + text, "use by_src, by_dst, by_both, by_rule, by_flow");
        };
    }

    /// `requires: feature geoip, version >= 7.0.0, keyword foo`: rules that ask for what is not here are set aside.
    private static void requires(RuleBuilder rule, String value) {
        for (String part : Text.parts(Text.required(value, "requires"))) {
            String[] words = part.split("\\s+", 2);
            String argument = words.length > 1 ? words[1].strip() : "";
            boolean met =
                    switch (words[0]) {
                        case "keyword" -> RuleCompiler.knows(rule, argument);
                        case "version" -> Version.allows(argument);
                        case "feature" ->
                            argument.equals("ja3") || argument.equals("ja4") || argument.equals("true_ja3");
                        default -> false;
                    };
            if (!met) throw new BadRule(BadRule.REQUIRES + part, "nothing: it is meant for another engine");
        }
    }

    /// The Suricata version whose rule language this is, for `requires`.
    private static final class Version {
        private static final int[] OURS = {9, 0, 0};

        /// `>= 7.0.3 < 8` and `|` between alternatives.
        static boolean allows(String text) {
            for (String alternative : text.split("\\|+")) {
                String[] words = alternative.strip().split("\\s+");
                boolean all = words.length >= 2;
                for (int i = 0; i + 1 < words.length; i += 2) all &= holds(words[i], words[i + 1]);
                if (all) return true;
            }
            return false;
        }

        private static boolean holds(String operator, String version) {
            String[] parts = version.split("[.-]");
            int order = 0;
            for (int i = 0; i < 3 && order == 0; i++) {
                int wanted = i < parts.length && parts[i].matches("[0-9]{1,6}") ? Integer.parseInt(parts[i]) : 0;
                order = Integer.compare(OURS[i], wanted);
            }
            return switch (operator) {
                case ">=" -> order >= 0;
                case ">" -> order > 0;
                case "<=" -> order <= 0;
                case "<" -> order < 0;
                default -> false;
            };
        }
    }
}
