package dejfa.detect.sigma.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values for the placeholders (`%Administrators%`) of rules with the modifier `expand`.
///
/// @param values by name without percent signs; names differ in more than case
public record Placeholders(Map<String, List<String>> values) {
    public static final Placeholders NONE = new Placeholders(Map.of());

    /// Texts that one value may become, where several placeholders stand in it.
    private static final int MAX_TEXTS = 10_000;

    private static final Pattern NAME = Pattern.compile("(?<!\\\\)%([^%\\s]+)%");

    public Placeholders {
        TreeMap<String, List<String>> folded = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.forEach((name, texts) -> folded.put(name, List.copyOf(texts)));
        values = folded;
    }

    /// A YAML map from names to lists of texts, or to one text.
    public static Placeholders read(String text) throws BadSigma {
        List<Yaml> documents = new ArrayList<>();
        Yaml.read(text, documents);
        Map<String, List<String>> all = new TreeMap<>();
        for (Yaml document : documents) {
            if (!(document instanceof Yaml.Mapping map)) throw new BadSigma("must be a map from names to values");
            for (Map.Entry<String, Yaml> entry : map.members().entrySet()) {
                String name = entry.getKey().replaceAll("^%|%$", "");
                all.put(name, texts(name, entry.getValue()));
            }
        }
        return new Placeholders(all);
    }

    private static List<String> texts(String name, Yaml value) throws BadSigma {
        List<Yaml> elements = value instanceof Yaml.Sequence list ? list.elements() : List.of(value);
        List<String> texts = new ArrayList<>();
        for (Yaml one : elements) {
            if (!(one instanceof Yaml.Scalar scalar)) throw new BadSigma("the values of '" + name + "' must be texts");
            texts.add(scalar.text());
        }
        return texts;
    }

    /// @param unknown takes the placeholders that have no values
    /// @return what the text becomes; empty where a placeholder has no values
    List<String> expand(String written, List<String> unknown) throws BadSigma {
        List<String> texts = List.of(written);
        Matcher names = NAME.matcher(written);
        while (names.find()) {
            List<String> known = values.get(names.group(1));
            if (known == null || known.isEmpty()) unknown.add(names.group(1));
            if (!unknown.isEmpty()) continue;
            List<String> longer = new ArrayList<>();
            for (String text : texts) {
                for (String value : known) longer.add(text.replace(names.group(), value));
            }
            if (longer.size() > MAX_TEXTS)
                throw new BadSigma("its placeholders make more than " + MAX_TEXTS + " texts");
            texts = longer;
        }
        if (!unknown.isEmpty()) return List.of();
        return texts.stream().map(text -> text.replace("\\%", "%")).toList();
    }
}
