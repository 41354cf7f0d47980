package dejfa.detect.sigma;

import dejfa.api.log.LogOrigin;
import dejfa.api.log.LogRecord;
import dejfa.detect.sigma.correlate.Correlator;
import dejfa.detect.sigma.correlate.Found;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Rules from a text, held against records made of fields.
final class SigmaFixture implements AutoCloseable {
    static final LogOrigin ORIGIN = new LogOrigin("testproduct", null, null);

    final SigmaRules rules;
    final SigmaEngine engine;
    final LogRecord record;
    final SigmaHits hits = new SigmaHits();
    final Correlator correlator;
    final List<Found> found = new ArrayList<>();

    SigmaFixture(String yaml) {
        this(yaml, SigmaSettings.defaults());
    }

    SigmaFixture(String yaml, SigmaSettings settings) {
        rules = SigmaRules.parse("test.yml", yaml, settings);
        engine = rules.engine();
        record = new LogRecord(rules.fieldNames());
        correlator = rules.correlator();
    }

    /// One rule whose `detection` is given, indented by four blanks.
    static SigmaFixture detection(String detection) {
        return new SigmaFixture(rule(detection));
    }

    static String rule(String detection) {
        return "title: Test\nid: t-1\nlogsource:\n  product: testproduct\ndetection:\n" + detection.indent(2);
    }

    /// One rule with one selection.
    static SigmaFixture selection(String selection) {
        return detection("selection:\n" + selection.indent(2) + "condition: selection\n");
    }

    /// @param fields names and values in turn; a null value is a null in the log
    void fill(LogOrigin origin, String... fields) {
        record.clear();
        record.origin = origin;
        for (int i = 0; i < fields.length; i += 2) add(fields[i], fields[i + 1]);
    }

    void add(String name, String value) {
        byte[] text = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
        record.add(name, text, 0, text.length, value == null ? LogRecord.Kind.NULL : LogRecord.Kind.TEXT);
    }

    /// Whether any rule fires.
    boolean fires(String... fields) {
        fill(ORIGIN, fields);
        return !match().isEmpty();
    }

    /// The titles of the rules that fire on the record as it is.
    List<String> match() {
        engine.match(record, hits);
        List<String> titles = new ArrayList<>();
        for (int i = 0; i < hits.count(); i++) {
            titles.add(rules.rules().get(hits.rule(i)).info().title());
        }
        return titles;
    }

    /// A record at that second; what correlations find is in `found`.
    void at(double second, String... fields) {
        fill(ORIGIN, fields);
        record.timeNs = (long) (second * 1e9);
        correlator.advance(record.timeNs, found::add);
        engine.match(record, hits);
        for (int i = 0; i < hits.count(); i++) {
            if (correlator.wants(hits.rule(i))) {
                correlator.add(engine.observation(record, hits, i, correlator), found::add);
            }
        }
    }

    void end() {
        correlator.end(found::add);
    }

    /// Title, group and value of what was found.
    List<String> told() {
        return found.stream()
                .map(one -> rules.rules().get(one.rule()).info().title() + " " + one.group() + " " + (long) one.value())
                .toList();
    }

    /// The reasons of all problems.
    List<String> reasons() {
        return rules.problems().stream().map(SigmaProblem::reason).toList();
    }

    static Map<String, String> map(String... fields) {
        Map<String, String> map = new java.util.LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) map.put(fields[i], fields[i + 1]);
        return map;
    }

    @Override
    public void close() {
        engine.close();
        rules.close();
    }
}
