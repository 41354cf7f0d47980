package dejfa.detect.sigma;

import dejfa.detect.sigma.rule.Document;
import dejfa.detect.sigma.rule.Expression;
import dejfa.detect.sigma.rule.RuleInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Ties documents together: filters narrow rules, correlations find theirs.
final class Links {
    private static final int MAX_CHAIN = 32;

    private final List<Document> documents;
    /// correlations looked at: why they can't run, or "null"
    private final Map<Document, String> judged = new IdentityHashMap<>();
    private final List<SigmaProblem> problems;
    private final Map<String, Document> named = new HashMap<>();

    Links(List<Document> documents, List<SigmaProblem> problems) {
        this.documents = documents;
        this.problems = problems;
        for (Document document : documents) {
            RuleInfo info = document.info();
            if (document instanceof Document.Filter) continue;
            if (!info.id().isEmpty()) named.putIfAbsent(info.id(), document);
            if (!info.name().isEmpty()) named.putIfAbsent(info.name(), document);
        }
    }

    /// @return rules, narrowed, and correlations whose rules are all there
    List<Document> resolve() {
        List<Document.Filter> filters = new ArrayList<>();
        for (Document document : documents) {
            if (document instanceof Document.Filter filter && isUsable(filter)) filters.add(filter);
        }
        List<Document> resolved = new ArrayList<>();
        for (Document document : documents) {
            switch (document) {
                case Document.Rule rule -> resolved.add(narrowed(rule, filters));
                case Document.Correlation correlation -> {
                    String wrong = wrong(correlation);
                    if (wrong == null) resolved.add(correlation);
                    else refuse(correlation, wrong);
                }
                case Document.Filter ignored -> {
                    // stands in its rules now
                }
            }
        }
        return resolved;
    }

    private void refuse(Document document, String reason) {
        problems.add(new SigmaProblem(document.info().file(), document.info().id(), reason));
    }

    /// A filter of which no rule is loaded here would seem to be in force and do nothing.
    private boolean isUsable(Document.Filter filter) {
        if (filter.rules().isEmpty()) return true;
        for (String name : filter.rules()) if (named.get(name) instanceof Document.Rule) return true;
        refuse(filter, "none of the rules that it filters is loaded");
        return false;
    }

    private static Document.Rule narrowed(Document.Rule rule, List<Document.Filter> filters) {
        List<Expression> all = new ArrayList<>(List.of(rule.condition()));
        for (Document.Filter filter : filters) {
            boolean meant = filter.rules().isEmpty()
                    || filter.rules().contains(rule.info().id())
                    || !rule.info().name().isEmpty()
                            && filter.rules().contains(rule.info().name());
            if (meant && filter.source().contains(rule.source())) all.add(filter.condition());
        }
        return all.size() == 1
                ? rule
                : new Document.Rule(rule.info(), rule.source(), Expression.and(all), rule.placeholders());
    }

    /// @return null where the correlation can run
    private String wrong(Document.Correlation correlation) {
        String known = judged.get(correlation);
        if (known == null) {
            known = String.valueOf(wrong(correlation, new HashSet<>(Set.of(correlation))));
            judged.put(correlation, known);
        }
        return known.equals("null") ? null : known;
    }

    private String wrong(Document.Correlation correlation, Set<Document> above) {
        if (above.size() > MAX_CHAIN) return "more than " + MAX_CHAIN + " correlations stand on each other";
        for (String name : correlation.rules()) {
            Document rule = named.get(name);
            if (rule == null) return "its rule '" + name + "' is not loaded";
            if (!(rule instanceof Document.Correlation inner)) continue;
            if (!above.add(inner)) return "it refers to itself by way of '" + name + "'";
            String wrong = judged.containsKey(inner) ? wrong(inner) : wrong(inner, above);
            judged.putIfAbsent(inner, String.valueOf(wrong));
            above.remove(inner);
            if (wrong != null) return wrong;
        }
        return null;
    }

    /// A correlation stands behind those that it refers to.
    List<Document.Correlation> inOrder(List<Document> resolved) {
        Set<Document> done = new LinkedHashSet<>();
        for (Document document : resolved) {
            if (document instanceof Document.Correlation correlation) order(correlation, done);
        }
        return done.stream().map(Document.Correlation.class::cast).toList();
    }

    private void order(Document.Correlation correlation, Set<Document> done) {
        for (String name : correlation.rules()) {
            if (named.get(name) instanceof Document.Correlation inner && !done.contains(inner)) order(inner, done);
        }
        done.add(correlation);
    }

    /// @return the document that is called so, or null
    Document named(String name) {
        return named.get(name);
    }
}
