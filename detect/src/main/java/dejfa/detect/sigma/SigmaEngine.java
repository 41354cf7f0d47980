package dejfa.detect.sigma;

import dejfa.api.HotPath;
import dejfa.api.log.LogRecord;
import dejfa.detect.sigma.correlate.Correlator;
import dejfa.detect.sigma.correlate.Observation;
import dejfa.detect.sigma.match.Evaluator;
import dejfa.detect.sigma.match.FieldMap;
import dejfa.detect.sigma.match.Group;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Holds records against all rules of a set. One thread's own; allocates nothing once it has seen each kind of
/// record.
public final class SigmaEngine implements AutoCloseable {
    private final SigmaRules rules;
    private final Index.Lookup lookup;
    private final Evaluator evaluator;
    private final List<Group.Handle> handles = new ArrayList<>();

    SigmaEngine(SigmaRules rules) {
        this.rules = rules;
        this.lookup = rules.index().lookup();
        this.evaluator = new Evaluator(rules.program());
    }

    /// @param record filled with the rules' [SigmaRules#fieldNames]
    /// @param hits takes the rules that fire, also those that only correlations want to know of
    @HotPath
    public void match(LogRecord record, SigmaHits hits) {
        hits.clear();
        int kind = lookup.kind(record);
        if (kind < 0) return;
        while (kind >= handles.size()) handles.add(null);
        Group.Handle handle = handles.get(kind);
        if (handle == null) handles.set(kind, handle = rules.index().group(kind).forThread());
        handle.match(record, evaluator, hits);
        hits.settle();
    }

    /// A field that made a rule fire.
    ///
    /// @param field as the rule calls it; `keyword` where it looks at all values
    /// @param value of the record
    public record Matched(String field, String value) {}

    /// What made it fire. Only for the record that was matched last.
    public List<Matched> matched(SigmaHits hits, int index) {
        List<Matched> all = new ArrayList<>();
        evaluator.reasons(hits.node(index), (field, value) -> {
            Matched one = new Matched(field == null ? "keyword" : field, value);
            if (!all.contains(one)) all.add(one);
        });
        return all;
    }

    /// What a correlation must know of a hit. Only for the record that was matched last.
    public Observation observation(LogRecord record, SigmaHits hits, int index, Correlator correlator) {
        int rule = hits.rule(index);
        FieldMap map = rules.index().fields(rule, hits.node(index));
        Map<String, List<String>> values = new HashMap<>();
        for (String field : correlator.fields(rule)) {
            FieldMap.Made made = map.fields().get(field);
            int first = made == null
                    ? -1
                    : record.first(rules.fieldNames().id(made.from().getFirst()));
            if (first < 0) first = record.first(rules.fieldNames().id(field));
            List<String> all = new ArrayList<>();
            for (int one = first; one >= 0; one = record.next(one)) {
                if (record.kind(one) != LogRecord.Kind.NULL) all.add(record.value(one));
            }
            if (!all.isEmpty()) values.put(field, all);
        }
        return new Observation(rule, record.timeNs, values, record.computer, record.channel, record.recordId);
    }

    @Override
    public void close() {
        for (Group.Handle handle : handles) if (handle != null) handle.close();
    }
}
