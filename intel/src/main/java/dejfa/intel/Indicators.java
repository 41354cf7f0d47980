package dejfa.intel;

import dejfa.api.Address;
import dejfa.api.Indicator;
import dejfa.api.Indicator.Kind;
import dejfa.api.IndicatorIndex;
import dejfa.api.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Indicators of all lists, by value. A list that names several actors is marked as shared; a list that repeats another
/// is counted as the one it repeats.
public final class Indicators implements IndicatorIndex {
    /// Share of a smaller list's values found in another from which on it is a copy.
    private static final double COPY_SHARE = 0.8;
    /// Lists shorter than this overlap by chance.
    private static final int COPY_LEAST = 5;

    private final Map<String, List<Indicator>> byValue = new HashMap<>();
    /// networks by prefix length of the mapped form; few lengths are in use, so a look-up asks each
    private final TreeMap<Integer, Map<Address, List<Indicator>>> networks = new TreeMap<>();
    private final List<String> refused;
    private final int size;

    private Indicators(List<Indicator> all, List<String> refused) {
        this.refused = List.copyOf(refused);
        this.size = all.size();
        for (Indicator indicator : all) {
            if (indicator.kind() == Kind.NETWORK) {
                Network network = Network.parse(indicator.value());
                networks.computeIfAbsent(network.prefix(), any -> new HashMap<>())
                        .computeIfAbsent(network.base(), any -> new ArrayList<>(1))
                        .add(indicator);
            } else {
                byValue.computeIfAbsent(key(indicator.kind(), indicator.value()), any -> new ArrayList<>(1))
                        .add(indicator);
            }
        }
    }

    /// Reads all files; what can't be read or understood stands in [#refused()].
    public static Indicators load(List<Path> files) {
        Map<String, Indicator> once = new LinkedHashMap<>();
        List<String> refused = new ArrayList<>();
        for (Path file : files) {
            new IndicatorReader(
                            file,
                            indicator -> once.putIfAbsent(
                                    key(indicator.kind(), indicator.value()) + " " + indicator.source() + " "
                                            + indicator.actor(),
                                    indicator),
                            refused)
                    .read();
        }
        return new Indicators(judge(List.copyOf(once.values())), refused);
    }

    public static Indicators none() {
        return new Indicators(List.of(), List.of());
    }

    /// Marks lists of several actors, and gives copies the source they repeat.
    private static List<Indicator> judge(List<Indicator> all) {
        Map<String, Set<String>> actors = new HashMap<>();
        Map<String, Set<String>> values = new LinkedHashMap<>();
        for (Indicator one : all) {
            values.computeIfAbsent(one.source(), any -> new HashSet<>()).add(key(one.kind(), one.value()));
            if (one.actor() != null) {
                actors.computeIfAbsent(one.source(), any -> new TreeSet<>()).add(one.actor());
            }
        }
        Map<String, String> original = originals(values);
        List<Indicator> judged = new ArrayList<>();
        for (Indicator one : all) {
            judged.add(new Indicator(
                    one.kind(),
                    one.value(),
                    original.getOrDefault(one.source(), one.source()),
                    one.actor(),
                    one.reliability(),
                    one.sharedList()
                            || actors.getOrDefault(one.source(), Set.of()).size() > 1,
                    one.validFromNs(),
                    one.validUntilNs()));
        }
        return judged;
    }

    private static Map<String, String> originals(Map<String, Set<String>> values) {
        Map<String, String> original = new HashMap<>();
        List<String> sources = new ArrayList<>(values.keySet());
        // Pairs of lists; a few hundred at most are worth comparing.
        int compared = Math.min(200, sources.size());
        for (int i = 0; i < compared; i++) {
            for (int j = 0; j < i; j++) {
                Set<String> earlier = values.get(sources.get(j));
                Set<String> later = values.get(sources.get(i));
                Set<String> smaller = earlier.size() < later.size() ? earlier : later;
                Set<String> larger = smaller == earlier ? later : earlier;
                if (smaller.size() < COPY_LEAST) continue;
                long common = smaller.stream().filter(larger::contains).count();
                if (common >= COPY_SHARE * smaller.size()) {
                    original.putIfAbsent(sources.get(i), original.getOrDefault(sources.get(j), sources.get(j)));
                }
            }
        }
        return original;
    }

    private static String key(Kind kind, String value) {
        return kind.ordinal() + " " + value;
    }

    @Override
    public List<Indicator> lookup(Kind kind, String value) {
        if (size == 0) return List.of();
        Spelling.Value normal;
        try {
            normal = Spelling.of(kind, value);
        } catch (IllegalArgumentException notOfThatKind) {
            // What was seen on the wire need not be a name or address at all; then no list knows it.
            return List.of();
        }
        List<Indicator> hits = new ArrayList<>(byValue.getOrDefault(key(normal.kind(), normal.text()), List.of()));
        if (normal.kind() == Kind.ADDRESS) networksOf(Address.parse(normal.text()), hits);
        if (normal.kind() == Kind.DOMAIN) {
            String name = normal.text();
            for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
                hits.addAll(byValue.getOrDefault(key(Kind.DOMAIN, name.substring(dot + 1)), List.of()));
            }
        }
        return hits;
    }

    private void networksOf(Address address, List<Indicator> hits) {
        for (var entry : networks.descendingMap().entrySet()) {
            Address base = new Network(address, entry.getKey()).base();
            hits.addAll(entry.getValue().getOrDefault(base, List.of()));
        }
    }

    @Override
    public int size() {
        return size;
    }

    /// What was not taken, with file, line and reason.
    public List<String> refused() {
        return refused;
    }
}
