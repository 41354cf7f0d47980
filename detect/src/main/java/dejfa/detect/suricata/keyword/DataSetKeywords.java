package dejfa.detect.suricata.keyword;

import dejfa.detect.suricata.data.DataSets;
import dejfa.detect.suricata.data.DataSets.Form;
import dejfa.detect.suricata.match.IntegerTest;
import dejfa.detect.suricata.match.PayloadTest;
import dejfa.detect.suricata.rule.BadRule;
import java.util.List;
import java.util.Map;

/// `dataset` and `datarep` (user guide, "Datasets").
final class DataSetKeywords {
    private DataSetKeywords() {}

    static void register(Map<String, Keyword> all) {
        all.put("dataset", DataSetKeywords::dataSet);
        all.put("datarep", DataSetKeywords::reputation);
    }

    /// `isset,name,type string,load file`, with JSON files `format ndjson,value_key host,context_key host`.
    private static void dataSet(RuleBuilder rule, String value) {
        List<String> parts = Text.parts(Text.required(value, "dataset"));
        if (parts.size() < 2) throw new BadRule("dataset needs operation and name", "write dataset:isset,name,…;");
        boolean negated =
                switch (parts.get(0)) {
                    case "isset" -> false;
                    case "isnotset" -> true;
                    default ->
                        throw new BadRule(
                                "dataset:" + parts.get(0) + " changes a set while rules run",
                                "fill the set by load or state; isset and isnotset run");
                };
        Draft draft = Draft.parse(parts.subList(2, parts.size()));
        Map<String, Object> members = load(rule, parts.get(1), draft);
        String contextKey = draft.contextKey;
        DataSets.Type type = draft.type;
        rule.test(new PayloadTest.Whole(
                (data, length, notes) -> {
                    Object known = members.get(DataSets.spell(data, length, type));
                    if (known == null) return false;
                    if (contextKey != null && !known.equals("")) notes.context.put(contextKey, known);
                    return true;
                },
                negated));
    }

    /// `name, >, 200, load file, type string`.
    private static void reputation(RuleBuilder rule, String value) {
        List<String> parts = Text.parts(Text.required(value, "datarep"));
        if (parts.size() < 3) throw new BadRule("datarep needs name, comparison, number", "write datarep:name,>,10,…;");
        String comparison = parts.get(1).equals("==") ? parts.get(2) : parts.get(1) + parts.get(2);
        IntegerTest test = Text.integerTest(comparison, "datarep", Map.of());
        Draft draft = Draft.parse(parts.subList(3, parts.size()));
        Map<String, Object> members = load(rule, parts.get(0), draft);
        DataSets.Type type = draft.type;
        rule.test(new PayloadTest.Whole(
                (data, length, notes) -> {
                    Object score = members.get(DataSets.spell(data, length, type));
                    return score instanceof String text
                            && text.matches("[0-9]{1,9}")
                            && test.holds(Long.parseLong(text));
                },
                false));
    }

    private static Map<String, Object> load(RuleBuilder rule, String name, Draft draft) {
        try {
            return rule.context.dataSets.set(name, draft.type, draft.file, draft.optional, draft.form);
        } catch (IllegalArgumentException e) {
            throw new BadRule(e.getMessage(), "mend the file, or its place");
        }
    }

    /// Options of both keywords.
    private static final class Draft {
        DataSets.Type type = DataSets.Type.STRING;
        String file;
        boolean optional;
        String contextKey;
        Form form = Form.LINES;

        static Draft parse(List<String> parts) {
            Draft draft = new Draft();
            for (String part : parts) {
                String[] words = part.split("\\s+", 2);
                String argument = words.length > 1 ? words[1].strip() : "";
                switch (words[0]) {
                    case "type" -> draft.type = type(argument);
                    case "load" -> draft.file = argument;
                    case "state" -> {
                        draft.file = argument;
                        draft.optional = true;
                    }
                    case "save" -> throw new BadRule("rules may not write files", "use load");
                    case "format" -> draft.form = draft.form.with(kind(argument));
                    case "value_key" -> draft.form = draft.form.withValueKey(argument);
                    case "array_key" -> draft.form = draft.form.withArrayKey(argument);
                    case "remove_key" -> draft.form = draft.form.withoutKey();
                    case "context_key", "enrichment_key" -> draft.contextKey = argument;
                    case "memcap", "hashsize", "" -> {}
                    default -> throw new BadRule("data sets know no " + words[0], "use type, load, state, format");
                }
            }
            return draft;
        }

        private static Form.Kind kind(String text) {
            return switch (text) {
                case "csv" -> Form.Kind.LINES;
                case "json" -> Form.Kind.JSON;
                case "ndjson", "jsonline" -> Form.Kind.JSON_LINES;
                default -> throw new BadRule("data sets have no format " + text, "use csv, json, ndjson");
            };
        }

        private static DataSets.Type type(String text) {
            return switch (text) {
                case "string" -> DataSets.Type.STRING;
                case "md5" -> DataSets.Type.MD5;
                case "sha256" -> DataSets.Type.SHA256;
                case "ipv4" -> DataSets.Type.IPV4;
                case "ip" -> DataSets.Type.IP;
                default -> throw new BadRule("dataset has no type " + text, "use string, md5, sha256, ipv4, ip");
            };
        }
    }
}
