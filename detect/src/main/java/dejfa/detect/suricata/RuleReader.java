package dejfa.detect.suricata;

import dejfa.detect.suricata.keyword.LoadContext;
import dejfa.detect.suricata.keyword.OrderMatters;
import dejfa.detect.suricata.keyword.RuleCompiler;
import dejfa.detect.suricata.rule.BadRule;
import dejfa.detect.suricata.rule.CompiledRule.Source;
import dejfa.detect.suricata.rule.RuleTexts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/// Compiles the rules of a load, by all processors. What comes out is as if they had been read one after the other:
/// a rule that needs what only the order gives ([OrderMatters]) is compiled in its turn, by the caller's thread.
final class RuleReader {
    /// Below that a second thread costs more than it saves.
    private static final int PARALLEL_FROM = 16 * RuleTexts.RULES;

    private final LoadContext context;
    private final RuleCompiler compiler;
    private final LongConsumer progress;
    private long read;

    RuleReader(LoadContext context, LongConsumer progress) {
        this.context = context;
        this.compiler = new RuleCompiler(context);
        this.progress = progress;
    }

    /// One rule while it is read.
    ///
    /// @param result null while its turn has not come
    private record Reading(Source source, String text, Loaded result) {}

    /// @param rules of one file
    void read(Path file, List<RuleLines.Rule> rules, List<Loaded> out) {
        List<List<RuleLines.Rule>> blocks = new ArrayList<>();
        for (int from = 0; from < rules.size(); from += RuleTexts.RULES) {
            blocks.add(rules.subList(from, Math.min(rules.size(), from + RuleTexts.RULES)));
        }
        int threads = Runtime.getRuntime().availableProcessors();
        if (threads > 1 && rules.size() >= PARALLEL_FROM) sideBySide(file, blocks, threads, out);
        else for (List<RuleLines.Rule> block : blocks) inTurn(block(file, block), out);
    }

    private void sideBySide(Path file, List<List<RuleLines.Rule>> blocks, int threads, List<Loaded> out) {
        List<List<Reading>> readings = new ArrayList<>();
        context.sideBySide(true);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<List<Reading>>> tasks = new ArrayList<>();
            for (List<RuleLines.Rule> block : blocks) tasks.add(pool.submit(() -> block(file, block)));
            for (Future<List<Reading>> task : tasks) readings.add(task.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading rules", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("rules could not be read", e.getCause());
        } finally {
            context.sideBySide(false);
        }
        for (List<Reading> block : readings) inTurn(block, out);
    }

    private List<Reading> block(Path file, List<RuleLines.Rule> rules) {
        RuleTexts texts = RuleTexts.of(rules.stream().map(RuleLines.Rule::text).toList());
        List<Reading> out = new ArrayList<>(rules.size());
        for (int i = 0; i < rules.size(); i++) {
            Source source = new Source(file, rules.get(i).line(), texts, i);
            String text = rules.get(i).text();
            Loaded result = null;
            try {
                result = compile(source, text);
            } catch (OrderMatters later) {
                // inTurn() compiles it
            }
            out.add(new Reading(source, text, result));
        }
        return out;
    }

    private void inTurn(List<Reading> block, List<Loaded> out) {
        for (Reading one : block) {
            out.add(one.result != null ? one.result : compile(one.source, one.text));
            if ((++read & 255) == 0) progress.accept(read);
        }
    }

    private Loaded compile(Source source, String text) {
        try {
            if (text.length() > RuleLines.MAX_RULE) throw new BadRule("the rule is longer than 1 MiB", "split it");
            return new Loaded.Rule(compiler.compile(source, text));
        } catch (BadRule e) {
            return new Loaded.Rejected(source.file(), source.line(), e.getMessage(), e.remedy());
        }
    }
}
