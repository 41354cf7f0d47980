package dejfa.detect.sigma.source;

import dejfa.api.log.LogOrigin;
import dejfa.detect.sigma.match.FieldMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Records of one kind.
///
/// @param product null where any
/// @param service null where any
/// @param category null where any
/// @param channels lower case; empty where any
/// @param eventIds empty where any
/// @param where the log's own fields that must have one of these values
/// @param fields what rules' fields are called there
public record Place(
        String product,
        String service,
        String category,
        Set<String> channels,
        Set<Long> eventIds,
        Map<String, List<String>> where,
        FieldMap fields) {

    public boolean covers(LogOrigin origin) {
        return (product == null || product.equals(origin.product()))
                && (service == null || service.equals(origin.service()))
                && (category == null || category.equals(origin.category()));
    }

    /// @return null where there are no such records
    Place ofProduct(String wanted) {
        if (wanted == null || wanted.equals(product)) return this;
        return product == null ? new Place(wanted, service, category, channels, eventIds, where, fields) : null;
    }

    /// @return null where there are no such records
    Place ofService(String wanted) {
        if (wanted == null || wanted.equals(service)) return this;
        return service == null ? new Place(product, wanted, category, channels, eventIds, where, fields) : null;
    }

    /// @return null where there are no such records
    Place within(Set<String> wanted) {
        if (channels.isEmpty()) return new Place(product, service, category, wanted, eventIds, where, fields);
        Set<String> both = new TreeSet<>(channels);
        both.retainAll(wanted);
        return both.isEmpty() ? null : new Place(product, service, category, both, eventIds, where, fields);
    }

    static Set<String> lower(List<String> names) {
        Set<String> lower = new TreeSet<>();
        for (String name : names) lower.add(name.toLowerCase(Locale.ROOT));
        return lower;
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        if (product != null) out.append("product ").append(product).append(", ");
        if (category != null) out.append("category ").append(category).append(", ");
        if (service != null) out.append("service ").append(service).append(", ");
        if (!channels.isEmpty())
            out.append("channel ").append(String.join(" or ", channels)).append(", ");
        if (!eventIds.isEmpty()) {
            out.append("event id ")
                    .append(String.join(
                            " or ", eventIds.stream().map(String::valueOf).toList()))
                    .append(", ");
        }
        where.forEach((field, values) -> out.append(field)
                .append(' ')
                .append(String.join(" or ", values))
                .append(", "));
        return out.isEmpty() ? "any record" : out.substring(0, out.length() - 2);
    }
}
