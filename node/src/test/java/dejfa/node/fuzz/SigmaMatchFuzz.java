package dejfa.node.fuzz;

import dejfa.api.log.LogOrigin;
import dejfa.api.log.LogRecord;
import dejfa.detect.sigma.SigmaEngine;
import dejfa.detect.sigma.SigmaHits;
import dejfa.detect.sigma.SigmaRules;
import dejfa.detect.sigma.SigmaSettings;
import dejfa.detect.sigma.correlate.Correlator;
import java.nio.charset.StandardCharsets;

/// Records of any bytes against rules with every kind of test. A record is matched twice: the second time, with all
/// that the engine remembers, must say the same.
public final class SigmaMatchFuzz {
    private static final String HEAD = "logsource: {product: fuzz}\ndetection:\n";
    private static final SigmaRules RULES = SigmaRules.parse(
            "fuzz.yml",
            "title: a\nname: a\n" + HEAD
                    + "  s1: {a|contains: ['ab', 'é', 'x*y?z'], b|re|i: '^(a|b)+c.$'}\n"
                    + "  s2: {a|cidr: ['10.0.0.0/8', '2001:db8::/32'], c|gt: 5}\n"
                    + "  s3: {a|fieldref|contains: b}\n  s4: {c: 17, d: null, e|hour: 3}\n  s5: ['key*word', 'ключ']\n"
                    + "  s6: {a|windash|contains: ' -x', b|base64offset|contains: foo, c|wide|contains: bar}\n"
                    + "  condition: 1 of s*\n---\n"
                    + "title: b\nname: b\n" + HEAD + "  s: {a|endswith: 'é?*'}\n  condition: not s\n---\n"
                    + "title: c\ncorrelation: {type: value_count, rules: [a, b], group-by: [b], timespan: 1m, "
                    + "condition: {field: a, gte: 2}}\n---\n"
                    + "title: d\ncorrelation: {type: temporal_ordered, rules: [a, b], timespan: 1m}\n",
            SigmaSettings.defaults());

    private static final LogOrigin ORIGIN = new LogOrigin("fuzz", null, null);

    private SigmaMatchFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        if (!RULES.problems().isEmpty())
            throw new IllegalStateException(RULES.problems().toString());
        match(RULES, data);
    }

    /// Every byte below 6 starts a field of that name.
    static void match(SigmaRules rules, byte[] data) {
        LogRecord record = new LogRecord(rules.fieldNames());
        SigmaHits hits = new SigmaHits();
        Correlator correlator = rules.correlator();
        try (SigmaEngine engine = rules.engine()) {
            int first = -1;
            for (int round = 0; round < 2; round++) {
                fill(record, data);
                engine.match(record, hits);
                if (round == 1 && first != hits.count()) throw new IllegalStateException("twice is not the same");
                first = hits.count();
                for (int i = 0; i < hits.count(); i++) {
                    engine.matched(hits, i);
                    if (correlator.wants(hits.rule(i))) {
                        correlator.add(engine.observation(record, hits, i, correlator), found -> {});
                    }
                    // Reasons are looked for with another state of the engine.
                    engine.match(record, hits);
                }
            }
            correlator.end(found -> {});
        }
    }

    private static void fill(LogRecord record, byte[] data) {
        record.clear();
        record.origin = ORIGIN;
        record.timeNs = data.length * 1_000_000_000L;
        int from = 0;
        int name = 'a';
        for (int i = 0; i <= data.length; i++) {
            if (i < data.length && (data[i] < 0 || data[i] > 5)) continue;
            LogRecord.Kind kind = LogRecord.Kind.values()[(i + name) % 4];
            byte[] key = String.valueOf((char) name).getBytes(StandardCharsets.US_ASCII);
            int length = kind == LogRecord.Kind.NULL ? 0 : i - from;
            record.add(key, 0, 1, data, from, length, kind);
            if (i < data.length) name = 'a' + data[i];
            from = i + 1;
        }
    }
}
