package dejfa.detect.suricata.keyword;

import dejfa.detect.suricata.keyword.field.Text;
import dejfa.detect.suricata.data.DataSet;
import dejfa.detect.suricata.data.DataSets;
import dejfa.detect.suricata.data.DataSets.Form;
import dejfa.detect.suricata.match.IntegerTest;
import dejfa.detect.suricata.match.PayloadTest;
import dejfa.detect.suricata.match.SetQuestion;
import dejfa.detect.suricata.match.SetQuestion.Operation;
import dejfa.detect.suricata.rule.BadRule;
import java.util.List;
import java.util.Map;

/// `dataset` and `datarep` (user guide, "Datasets").
final class DataSetKeywords {
    private DataSetKeywords() {}

    static void register(Map<String, Keyword> all) {
        all.put("dataset", DataSetKeywords::dataSet);
        all.put("datajson", DataSetKeywords::dataSet);
        all.put("datarep", DataSetKeywords::reputation);
    }

    /// `isset,name,type string,load file`, with JSON files `format ndjson,value_key host,context_key host`.
    private static void dataSet(RuleBuilder rule, String value) {
        List<String> parts = Text.parts(Text.required(value, "dataset"));
        if (parts.size() < 2) throw new BadRule("dataset needs operation and name", "write dataset:isset,name,…;");
        Operation operation =
                switch (parts.get(0)) {
                    case "isset" -> Operation.IS_SET;
                    case "isnotset" -> Operation.IS_NOT_SET;
                    case "set" -> Operation.SET;
                    case "unset" -> Operation.UNSET;
                    default -> throw new BadRule("dataset knows no " + parts.get(0), "use set, unset, isset, isnotset");
                };
        Draft draft = Draft.parse(parts.subList(2, parts.size()));
        DataSet set = load(rule, parts.get(1), draft);
        if (operation == Operation.SET || operation == Operation.UNSET) set.willChange();
        String contextKey = draft.contextKey;
        rule.test(new PayloadTest.Whole(
                (data, length, notes) -> {
                    String member = DataSets.spell(data, length, set.type);
                    Object known = set.member(member);
                    boolean asks = operation == Operation.IS_SET || operation == Operation.IS_NOT_SET;
                    if (set.changes()) notes.ask(new SetQuestion(operation, set.name, member));
                    else if (asks && (known != null) != (operation == Operation.IS_SET)) return false;
                    if (contextKey != null && known != null && !known.equals("")) notes.context.put(contextKey, known);
                    return true;
                },
                false));
    }

    /// `name, >, 200, load file, type string`.
    private static void reputation(RuleBuilder rule, String value) {
        List<String> parts = Text.parts(Text.required(value, "datarep"));
        if (parts.size() < 3) throw new BadRule("datarep needs name, comparison, number", "write datarep:name,>,10,…;");
        String comparison = parts.get(1).equals("==") ? parts.get(2) : parts.get(1) + parts.get(2);
        IntegerTest test = Text.integerTest(comparison, "datarep", Map.of());
        Draft draft = Draft.parse(parts.subList(3, parts.size()));
        DataSet set = load(rule, parts.get(0), draft);
        rule.test(new PayloadTest.Whole(
                (data, length, notes) -> set.member(DataSets.spell(data, length, set.type)) instanceof String text
                        && text.matches("[0-9]{1,9}")
                        && test.holds(Long.parseLong(text)),
                false));
    }

    private static DataSet load(RuleBuilder rule, String name, Draft draft) {
        if (draft.save != null
                && rule.context
                        .settings
                        .getOrDefault("datasets.rules.allow-write", "yes")
                        .matches("no|false")) {
            throw new BadRule("rules may not save data sets here", "set datasets.rules.allow-write, or use load");
        }
        try {
            return rule.context
                    .sets()
                    .set(
                            name,
                            new DataSets.Place(
                                    draft.type, draft.file, draft.optional, draft.save, draft.memcapBytes, draft.form));
        } catch (IllegalArgumentException e) {
            throw new BadRule(e.getMessage(), "mend the file, or its place");
        }
    }

    /// Options of both keywords.
    private static final class Draft {
        DataSets.Type type;
        String file;
        String save;
        long memcapBytes;
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
                        draft.save = underData(argument);
                        draft.optional = true;
                    }
                    case "save" -> draft.save = underData(argument);
                    case "format" -> draft.form = draft.form.with(kind(argument));
                    case "value_key" -> draft.form = draft.form.withValueKey(argument);
                    case "array_key" -> draft.form = draft.form.withArrayKey(argument);
                    case "remove_key" -> draft.form = draft.form.withoutKey();
                    case "context_key", "enrichment_key" -> draft.contextKey = argument;
                    case "memcap" -> draft.memcapBytes = Text.number(argument, "memcap");
                    case "hashsize", "" -> {}
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
            try {
                return DataSets.Type.of(text);
            } catch (IllegalArgumentException e) {
                throw new BadRule(e.getMessage(), "use string, md5, sha256, ipv4, ip");
            }
        }

        /// Rules of others write nowhere but under the data folder.
        private static String underData(String file) {
            if (file.isEmpty() || file.startsWith("/") || file.contains("..") || file.contains("\\")) {
                throw new BadRule("a rule may not save outside of the data folder", "give a plain file name");
            }
            return file;
        }
    }
}
