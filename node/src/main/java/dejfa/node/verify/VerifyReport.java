package dejfa.node.verify;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// Tells verdicts: a line a case, the difference below a failing one, a summary.
final class VerifyReport {
    private static final int MOST_LINES = 30;

    private final PrintStream out;
    private final boolean json;
    private final boolean quiet;
    private final List<Case.Verdict> verdicts = new ArrayList<>();

    VerifyReport(PrintStream out, boolean json, boolean quiet) {
        this.out = out;
        this.json = json;
        this.quiet = quiet;
    }

    void add(Case.Verdict verdict) {
        verdicts.add(verdict);
        if (json || quiet && verdict.kind() == Case.Verdict.Kind.PASS) return;
        StringBuilder text =
                new StringBuilder(verdict.kind() + " " + verdict.of().name());
        if (verdict.kind() != Case.Verdict.Kind.SKIP) text.append(' ').append(verdict.good() + "/" + verdict.total());
        if (!verdict.note().isEmpty()) text.append(": ").append(verdict.note());
        if (!verdict.of().notJudged().isEmpty()) {
            text.append(" (not judged: ")
                    .append(counted(verdict.of().notJudged()))
                    .append(')');
        }
        text.append('\n');
        for (Check.Failure failure : verdict.failures()) {
            text.append("    ");
            if (failure.place() > 0)
                text.append("check ").append(failure.place()).append(": ");
            text.append(failure.sentence()).append('\n');
            List<String> lines = failure.difference();
            for (String line : lines.subList(0, Math.min(MOST_LINES, lines.size()))) {
                text.append("      ").append(line).append('\n');
            }
            if (lines.size() > MOST_LINES)
                text.append("      … ").append(lines.size() - MOST_LINES).append(" more lines\n");
        }
        out.print(text);
        out.flush();
    }

    private static String counted(Map<String, Integer> kinds) {
        List<String> parts = new ArrayList<>();
        new TreeMap<>(kinds).forEach((kind, count) -> parts.add(count + " " + kind));
        return String.join(", ", parts);
    }

    int count(Case.Verdict.Kind kind) {
        return (int) verdicts.stream().filter(one -> one.kind() == kind).count();
    }

    /// The summary, or all of it as JSON.
    void finish() {
        if (json) out.println(JsonMapper.shared().writeValueAsString(asMap()));
        else out.print(summary());
        out.flush();
    }

    private String summary() {
        Map<String, Integer> others = new TreeMap<>();
        for (Case.Verdict one : verdicts)
            one.of().notJudged().forEach((kind, n) -> others.merge(kind, n, Integer::sum));
        String skipped = others.isEmpty() ? "" : "checks not judged: " + counted(others) + "\n";
        return String.format(
                Locale.ROOT,
                "%schecks: %,d hold of %,d%n%,d passed, %,d failed, %,d skipped of %,d%n",
                skipped,
                verdicts.stream().mapToInt(Case.Verdict::good).sum(),
                verdicts.stream().mapToInt(Case.Verdict::total).sum(),
                count(Case.Verdict.Kind.PASS),
                count(Case.Verdict.Kind.FAIL),
                count(Case.Verdict.Kind.SKIP),
                verdicts.size());
    }

    private Map<String, Object> asMap() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("total", verdicts.size());
        all.put("passed", count(Case.Verdict.Kind.PASS));
        all.put("failed", count(Case.Verdict.Kind.FAIL));
        all.put("skipped", count(Case.Verdict.Kind.SKIP));
        all.put("cases", verdicts.stream().map(VerifyReport::asMap).toList());
        return all;
    }

    private static Map<String, Object> asMap(Case.Verdict verdict) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", verdict.of().name());
        one.put("verdict", verdict.kind().name());
        one.put("good", verdict.good());
        one.put("checks", verdict.total());
        if (!verdict.note().isEmpty()) one.put("note", verdict.note());
        if (!verdict.of().notJudged().isEmpty())
            one.put("not_judged", verdict.of().notJudged());
        if (verdict.failures().isEmpty()) return one;
        List<Map<String, Object>> failures = new ArrayList<>();
        for (Check.Failure failure : verdict.failures()) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("check", failure.place());
            each.put("reason", failure.sentence());
            each.put("difference", failure.difference());
            failures.add(each);
        }
        one.put("failures", failures);
        return one;
    }
}
