package dejfa.detect.sigma.source;

import dejfa.detect.sigma.match.FieldMap;
import dejfa.detect.sigma.rule.BadSigma;
import dejfa.detect.sigma.rule.LogSource;
import dejfa.detect.sigma.rule.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// The mapping of log sources, read strictly: an unknown key is refused.
public final class LogSources {
    private static final String OWN = "content/sigma/logsources.yaml";

    private static final Set<String> PLACE_KEYS =
            Set.of("product", "service", "category", "channels", "event-ids", "where", "fields");

    /// @param key what a rule must say
    private record Entry(LogSource key, List<Place> places) {}

    private final List<Entry> entries;
    /// product → service → channels, lower case
    private final Map<String, Map<String, Set<String>>> channels;

    private final Map<LogSource, List<Place>> known = new ConcurrentHashMap<>();
    /// what records call themselves, so that no mapping is needed
    private final Set<LogSource> familiar;

    private LogSources(List<Entry> entries, Map<String, Map<String, Set<String>>> channels, Set<LogSource> familiar) {
        this.familiar = familiar;
        this.entries = entries;
        this.channels = channels;
    }

    /// Dejfa's own.
    public static LogSources own() {
        try (InputStream in = LogSources.class.getClassLoader().getResourceAsStream(OWN)) {
            if (in == null) throw new IllegalStateException(OWN + " is not on the class path");
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BadSigma e) {
            throw new IllegalStateException(OWN + ": " + e.getMessage(), e);
        }
    }

    /// @throws BadSigma with the first thing that is wrong
    public static LogSources read(String text) throws BadSigma {
        List<Yaml> documents = new ArrayList<>();
        Yaml.read(text, documents);
        if (documents.size() != 1) throw new BadSigma("must be one document");
        Yaml.Mapping map = map(documents.getFirst(), "", Set.of("channels", "field-maps", "sources", "familiar"));
        Map<String, FieldMap> maps = new LinkedHashMap<>();
        for (var entry :
                map(map.get("field-maps"), "field-maps", Set.of()).members().entrySet()) {
            maps.put(entry.getKey(), fieldMap(entry.getValue(), "field-maps." + entry.getKey()));
        }
        Map<String, Map<String, Set<String>>> channels = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (var product :
                map(map.get("channels"), "channels", Set.of()).members().entrySet()) {
            Map<String, Set<String>> services = new LinkedHashMap<>();
            String at = "channels." + product.getKey();
            for (var service : map(product.getValue(), at, Set.of()).members().entrySet()) {
                Set<String> names = Place.lower(texts(service.getValue(), at + "." + service.getKey()));
                services.put(service.getKey(), names);
                entries.add(new Entry(
                        new LogSource(null, product.getKey(), service.getKey()),
                        List.of(new Place(product.getKey(), null, null, names, Set.of(), Map.of(), FieldMap.NONE))));
            }
            channels.put(product.getKey(), services);
        }
        for (Yaml source : elements(map.get("sources"), "sources")) entries.add(entry(source, maps));
        Set<LogSource> familiar = new LinkedHashSet<>();
        if (map.get("familiar") != null) {
            for (Yaml one : elements(map.get("familiar"), "familiar")) {
                Yaml.Mapping said = map(one, "familiar", Set.of("product", "service", "category"));
                familiar.add(new LogSource(text(said, "category"), text(said, "product"), text(said, "service")));
            }
        }
        return new LogSources(entries, channels, familiar);
    }

    private static Entry entry(Yaml yaml, Map<String, FieldMap> maps) throws BadSigma {
        Yaml.Mapping map = map(yaml, "sources", Set.of("product", "service", "category", "records"));
        LogSource key = new LogSource(text(map, "category"), text(map, "product"), text(map, "service"));
        String at = "sources (" + key + ")";
        List<Place> places = new ArrayList<>();
        for (Yaml record : elements(map.get("records"), at + ".records")) {
            Yaml.Mapping place = map(record, at, PLACE_KEYS);
            Map<String, List<String>> where = new LinkedHashMap<>();
            if (place.get("where") != null) {
                for (var field : map(place.get("where"), at + ".where", Set.of())
                        .members()
                        .entrySet()) {
                    where.put(field.getKey(), texts(field.getValue(), at + ".where"));
                }
            }
            Set<Long> ids = new TreeSet<>();
            if (place.get("event-ids") != null) {
                for (String id : texts(place.get("event-ids"), at + ".event-ids")) {
                    if (!id.matches("\\d{1,9}")) throw new BadSigma(at + ": '" + id + "' is no event id");
                    ids.add(Long.parseLong(id));
                }
            }
            places.add(new Place(
                    text(place, "product"),
                    text(place, "service"),
                    text(place, "category"),
                    place.get("channels") == null ? Set.of() : Place.lower(texts(place.get("channels"), at)),
                    ids,
                    where,
                    fields(place, maps, at)));
        }
        return new Entry(key, places);
    }

    /// A map of its own, or names of maps that are laid over each other.
    private static FieldMap fields(Yaml.Mapping place, Map<String, FieldMap> maps, String at) throws BadSigma {
        if (place.get("fields") == null) return FieldMap.NONE;
        if (place.get("fields") instanceof Yaml.Mapping) return fieldMap(place.get("fields"), at + ".fields");
        Map<String, FieldMap.Made> all = new LinkedHashMap<>();
        for (String name : texts(place.get("fields"), at + ".fields")) {
            if (!maps.containsKey(name)) throw new BadSigma(at + ": there is no field map '" + name + "'");
            all.putAll(maps.get(name).fields());
        }
        return new FieldMap(all);
    }

    private static FieldMap fieldMap(Yaml yaml, String at) throws BadSigma {
        Map<String, FieldMap.Made> fields = new LinkedHashMap<>();
        for (var field : map(yaml, at, Set.of()).members().entrySet()) {
            String here = at + "." + field.getKey();
            if (field.getValue() instanceof Yaml.Scalar scalar) {
                fields.put(field.getKey(), new FieldMap.Made(List.of(scalar.text()), "", Map.of(), Map.of()));
                continue;
            }
            Yaml.Mapping made = map(field.getValue(), here, Set.of("from", "between", "values", "prefixes"));
            String between = text(made, "between");
            fields.put(
                    field.getKey(),
                    new FieldMap.Made(
                            texts(made.get("from"), here + ".from"),
                            between == null ? "" : between,
                            strings(made.get("values"), here + ".values"),
                            strings(made.get("prefixes"), here + ".prefixes")));
        }
        return new FieldMap(fields);
    }

    private static Map<String, String> strings(Yaml yaml, String at) throws BadSigma {
        Map<String, String> all = new LinkedHashMap<>();
        if (yaml == null) return all;
        for (var entry : map(yaml, at, Set.of()).members().entrySet()) {
            all.put(entry.getKey(), texts(entry.getValue(), at).getFirst());
        }
        return all;
    }

    /// @param known empty where any key may stand there
    private static Yaml.Mapping map(Yaml yaml, String at, Set<String> known) throws BadSigma {
        if (!(yaml instanceof Yaml.Mapping map)) throw new BadSigma("'" + at + "' must be a map");
        for (String key : map.members().keySet()) {
            if (!known.isEmpty() && !known.contains(key)) {
                throw new BadSigma(at + ": unknown key '" + key + "'; known are " + new TreeSet<>(known));
            }
        }
        return map;
    }

    private static List<Yaml> elements(Yaml yaml, String at) throws BadSigma {
        if (!(yaml instanceof Yaml.Sequence list)) throw new BadSigma("'" + at + "' must be a list");
        return list.elements();
    }

    private static List<String> texts(Yaml yaml, String at) throws BadSigma {
        List<String> texts = new ArrayList<>();
        for (Yaml one : yaml instanceof Yaml.Sequence list ? list.elements() : List.of(yaml)) {
            if (!(one instanceof Yaml.Scalar scalar)) throw new BadSigma("'" + at + "' must hold texts");
            texts.add(scalar.text());
        }
        if (texts.isEmpty()) throw new BadSigma("'" + at + "' is empty");
        return texts;
    }

    private static String text(Yaml.Mapping map, String key) throws BadSigma {
        return map.get(key) == null ? null : texts(map.get(key), key).getFirst();
    }

    /// Where to look for records that the rule means: where the mapping says, and in records that say the same of
    /// themselves.
    public List<Place> places(LogSource source) {
        return known.computeIfAbsent(source, this::find);
    }

    private List<Place> find(LogSource source) {
        Set<Place> all = new LinkedHashSet<>();
        all.add(new Place(
                source.product(), source.service(), source.category(), Set.of(), Set.of(), Map.of(), FieldMap.NONE));
        boolean byCategory = source.category() != null;
        for (Entry entry : entries) {
            LogSource key = entry.key();
            if ((key.category() != null) != byCategory || !key.contains(fill(source, key))) continue;
            for (Place place : entry.places()) add(all, source, key, place);
        }
        return List.copyOf(all);
    }

    /// A rule that says no product means every product.
    private static LogSource fill(LogSource source, LogSource key) {
        return source.product() != null ? source : new LogSource(source.category(), key.product(), source.service());
    }

    private void add(Set<Place> all, LogSource source, LogSource key, Place place) {
        Place found = key.product() == null ? place.ofProduct(source.product()) : place;
        if (found != null && source.service() != null && key.service() == null) {
            String product = found.product() != null ? found.product() : key.product();
            Set<String> known = product == null
                    ? null
                    : channels.getOrDefault(product, Map.of()).get(source.service());
            found = known != null ? found.within(known) : found.ofService(source.service());
        }
        if (found != null) all.add(found);
    }

    /// Whether the mapping knows it: an unknown one is no fault, but its rules see only records that call
    /// themselves so.
    public boolean knows(LogSource source) {
        return familiar.contains(source) || places(source).size() > 1;
    }
}
