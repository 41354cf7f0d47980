package dejfa.detect.sigma.rule;

/// A rule's `logsource`; each part null where the rule doesn't say it.
public record LogSource(String category, String product, String service) {
    static LogSource read(Yaml yaml) throws BadSigma {
        if (!(yaml instanceof Yaml.Mapping map)) throw new BadSigma("has no logsource");
        LogSource source = new LogSource(text(map, "category"), text(map, "product"), text(map, "service"));
        if (source.category == null && source.product == null && source.service == null) {
            throw new BadSigma("its logsource says neither category nor product nor service");
        }
        return source;
    }

    private static String text(Yaml.Mapping map, String key) throws BadSigma {
        return switch (map.get(key)) {
            case null -> null;
            case Yaml.Scalar scalar ->
                scalar.kind() == Yaml.Kind.NULL || scalar.text().isBlank()
                        ? null
                        : scalar.text().strip().toLowerCase(java.util.Locale.ROOT);
            default -> throw new BadSigma("logsource." + key + " must be one text");
        };
    }

    /// Whether everything that is said here is said there too.
    public boolean contains(LogSource other) {
        return (category == null || category.equals(other.category))
                && (product == null || product.equals(other.product))
                && (service == null || service.equals(other.service));
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        if (product != null) out.append("product ").append(product).append(", ");
        if (category != null) out.append("category ").append(category).append(", ");
        if (service != null) out.append("service ").append(service).append(", ");
        return out.isEmpty() ? "any" : out.substring(0, out.length() - 2);
    }
}
