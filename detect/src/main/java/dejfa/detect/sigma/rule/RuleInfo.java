package dejfa.detect.sigma.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a document says about itself.
///
/// @param file as found
/// @param id empty where there is none
/// @param name what correlations may call it, or empty
/// @param author kept for every alert: the Detection Rule License asks for it
/// @param tags as written, such as `attack.t1059.001`
/// @param fields what the rule's author wants an analyst to see
public record RuleInfo(
        String file,
        String id,
        String name,
        String title,
        Level level,
        String status,
        String author,
        String description,
        String date,
        String modified,
        String license,
        List<String> tags,
        List<String> references,
        List<String> falsePositives,
        List<String> fields) {

    static RuleInfo read(String file, Yaml.Mapping document) throws BadSigma {
        return new RuleInfo(
                file,
                text(document, "id"),
                text(document, "name"),
                text(document, "title"),
                Level.of(text(document, "level")),
                text(document, "status"),
                String.join(", ", texts(document, "author")),
                text(document, "description"),
                text(document, "date"),
                text(document, "modified"),
                text(document, "license"),
                texts(document, "tags"),
                texts(document, "references"),
                texts(document, "falsepositives"),
                texts(document, "fields"));
    }

    private static String text(Yaml.Mapping document, String key) {
        return document.get(key) instanceof Yaml.Scalar scalar && scalar.kind() != Yaml.Kind.NULL
                ? scalar.text().strip()
                : "";
    }

    /// A list, or one text; what is neither is left out.
    private static List<String> texts(Yaml.Mapping document, String key) {
        return switch (document.get(key)) {
            case Yaml.Scalar scalar when scalar.kind() != Yaml.Kind.NULL -> List.of(scalar.text());
            case Yaml.Sequence list -> {
                List<String> all = new ArrayList<>();
                for (Yaml one : list.elements()) if (one instanceof Yaml.Scalar scalar) all.add(scalar.text());
                yield List.copyOf(all);
            }
            case null, default -> List.of();
        };
    }

    /// The techniques of MITRE ATT&CK that the tags name: `T1059.001`.
    public List<String> techniques() {
        return tags.stream()
                .map(tag -> tag.toLowerCase(Locale.ROOT))
                .filter(tag -> tag.matches("attack\\.t\\d{4}(\\.\\d{3})?"))
                .map(tag -> tag.substring("attack.".length()).toUpperCase(Locale.ROOT))
                .toList();
    }

    /// The id, else the name, else the title: what people and other rules call it.
    public String label() {
        if (!id.isEmpty()) return id;
        return name.isEmpty() ? title : name;
    }
}
