package dejfa.detect.sigma;

import dejfa.api.log.FieldNames;
import dejfa.detect.pattern.Expressions;
import dejfa.detect.sigma.correlate.Spec;
import dejfa.detect.sigma.match.FieldMap;
import dejfa.detect.sigma.match.Program;
import dejfa.detect.sigma.match.ProgramBuilder;
import dejfa.detect.sigma.rule.Document;
import dejfa.detect.sigma.rule.RuleInfo;
import dejfa.detect.sigma.rule.SigmaReader;
import dejfa.detect.sigma.rule.SigmaReader.Outcome;
import dejfa.detect.sigma.source.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads rule files, puts filters and correlations in place, compiles.
final class SigmaLoader {
    private final SigmaSettings settings;
    private final Expressions expressions = new Expressions();
    private final SigmaReader reader;
    private final List<SigmaProblem> problems = new ArrayList<>();

    SigmaLoader(SigmaSettings settings) {
        this.settings = settings;
        this.reader = new SigmaReader(settings.placeholders(), expressions);
    }

    SigmaRules load(List<Path> names) {
        List<Path> files = SigmaFiles.find(names, problems);
        // The order of the files stays.
        List<List<Outcome>> all = files.parallelStream().map(this::read).toList();
        return compile(all.stream().flatMap(List::stream).toList());
    }

    SigmaRules parse(String file, String text) {
        return compile(reader.read(file, text));
    }

    private List<Outcome> read(Path file) {
        try {
            if (Files.size(file) > SigmaFiles.MAX_BYTES) {
                return List.of(new Outcome.Refused(file.toString(), "", "longer than 24 MB: cut it into several"));
            }
            return reader.read(file.toString(), text(Files.readAllBytes(file)));
        } catch (CharacterCodingException e) {
            return List.of(new Outcome.Refused(file.toString(), "", "not UTF-8"));
        } catch (IOException e) {
            return List.of(new Outcome.Refused(file.toString(), "", "can't be read: " + SigmaFiles.reason(e)));
        }
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private SigmaRules compile(List<Outcome> outcomes) {
        int total = 0;
        int foreign = 0;
        int missing = problems.size();
        List<Document> documents = new ArrayList<>();
        Map<String, String> ids = new HashMap<>();
        for (Outcome outcome : outcomes) {
            if (!(outcome instanceof Outcome.Foreign)) total++;
            switch (outcome) {
                case Outcome.Foreign() -> foreign++;
                case Outcome.Refused(var file, var id, var reason) -> problems.add(new SigmaProblem(file, id, reason));
                case Outcome.Read(var document) -> {
                    RuleInfo info = document.info();
                    String first = info.id().isEmpty() ? null : ids.putIfAbsent(info.id(), info.file());
                    if (first == null) documents.add(document);
                    else problems.add(new SigmaProblem(info.file(), info.id(), "the same id stands in " + first));
                }
            }
        }
        Links links = new Links(documents, problems);
        List<Document> run = links.resolve();
        Set<String> silent = silent(run);
        List<SigmaRule> rules = new ArrayList<>();
        Map<String, Integer> numbers = new HashMap<>();
        for (Document document : run) {
            numbers.put(document.info().id(), rules.size());
            if (!document.info().name().isEmpty())
                numbers.putIfAbsent(document.info().name(), rules.size());
            rules.add(rule(rules.size(), document, silent));
        }
        List<Spec> specs = new ArrayList<>();
        for (Document.Correlation one : links.inOrder(run)) {
            List<Integer> members = one.rules().stream().map(numbers::get).toList();
            specs.add(new Spec(run.indexOf(one), one, members));
        }
        FieldNames names = names(run, specs);
        List<Index.Variant> variants = new ArrayList<>();
        Program program = compile(run, names, variants);
        int loaded = total - (problems.size() - missing);
        Index index = new Index(program, variants, settings.compiler());
        return new SigmaRules(rules, problems, total, loaded, foreign, names, expressions, program, index, specs);
    }

    private static SigmaRule rule(int number, Document document, Set<String> silent) {
        RuleInfo info = document.info();
        boolean alerts = !silent.contains(info.id()) && !silent.contains(info.name());
        return document instanceof Document.Rule rule
                ? new SigmaRule(number, info, rule.source(), alerts, rule.placeholders())
                : new SigmaRule(number, info, null, alerts, Set.of());
    }

    /// Ids and names of rules that correlations want for themselves.
    private static Set<String> silent(List<Document> documents) {
        Set<String> silent = new HashSet<>();
        for (Document document : documents) {
            if (document instanceof Document.Correlation correlation && !correlation.generate()) {
                silent.addAll(correlation.rules());
            }
        }
        silent.remove("");
        return silent;
    }

    private FieldNames names(List<Document> documents, List<Spec> specs) {
        Set<String> names = new HashSet<>();
        for (Spec spec : specs) names.addAll(spec.fields());
        Set<String> wanted = Set.copyOf(names);
        for (Document document : documents) {
            if (!(document instanceof Document.Rule rule)) continue;
            for (Place place : settings.sources().places(rule.source())) {
                names.addAll(ProgramBuilder.names(rule.condition(), place.fields()));
                names.addAll(place.where().keySet());
                for (String field : wanted) {
                    FieldMap.Made made = place.fields().fields().get(field);
                    if (made != null) names.addAll(made.from());
                }
            }
        }
        return new FieldNames(names);
    }

    private Program compile(List<Document> documents, FieldNames names, List<Index.Variant> variants) {
        ProgramBuilder builder = new ProgramBuilder(names, expressions);
        for (int i = 0; i < documents.size(); i++) {
            if (!(documents.get(i) instanceof Document.Rule rule)) continue;
            for (Place place : settings.sources().places(rule.source())) {
                int node = builder.add(rule.condition(), place.fields());
                if (!place.where().isEmpty()) {
                    int where = builder.add(Wheres.expression(place.where()), FieldMap.NONE);
                    node = builder.both(node, where);
                }
                variants.add(new Index.Variant(i, node, place, builder.eventIds(node)));
            }
        }
        return builder.build();
    }
}
