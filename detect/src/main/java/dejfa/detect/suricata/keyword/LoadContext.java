package dejfa.detect.suricata.keyword;

import dejfa.detect.pattern.Expressions;
import dejfa.detect.suricata.data.Classifications;
import dejfa.detect.suricata.data.DataSet;
import dejfa.detect.suricata.data.DataSets;
import dejfa.detect.suricata.rule.BadRule;
import dejfa.detect.suricata.rule.BufferCatalog;
import dejfa.detect.suricata.rule.Variables;
import dejfa.detect.suricata.wire.CountryDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What all rules of one load share: variables, buffers, settings, names of flowbits, data sets.
public final class LoadContext {
    private static final String DATABASE = "geoip-database";

    final Variables variables;
    final BufferCatalog buffers;
    final Classifications classifications;
    final Map<String, String> settings;
    final List<Path> baseFolders;
    private final DataSets dataSets;
    final Expressions expressions = new Expressions();
    private CountryDatabase countries;
    private final Map<String, Integer> bits = new HashMap<>();
    private final List<String> bitNames = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> numberNames = new ArrayList<>();
    private final Map<Object, Object> shared = new ConcurrentHashMap<>();
    private boolean sideBySide;

    public LoadContext(
            Variables variables,
            BufferCatalog buffers,
            Classifications classifications,
            Map<String, String> settings,
            List<Path> baseFolders) {
        this.variables = variables;
        this.buffers = buffers;
        this.classifications = classifications;
        this.settings = settings;
        this.baseFolders = baseFolders;
        this.dataSets = new DataSets(baseFolders, settings);
    }

    /// Names keep the places that they had in an earlier load, so that what flows remember stays readable. Names
    /// that no rule uses any more stay too.
    public void inherit(LoadContext before) {
        before.bitNames.forEach(this::bit);
        before.numbers.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(entry -> number(entry.getKey()));
    }

    /// Are rules read by several threads, in any order? Then what depends on the order throws [OrderMatters].
    public void sideBySide(boolean now) {
        sideBySide = now;
    }

    private void inOrder() {
        if (sideBySide) throw OrderMatters.SIGNAL;
    }

    /// An equal value that an earlier rule has: thousands ask the same of flow and header.
    @SuppressWarnings("unchecked")
    <T> T shared(T value) {
        T known = (T) shared.putIfAbsent(value, value);
        return known == null ? value : known;
    }

    /// No rule comes any more.
    public void complete() {
        shared.clear();
    }

    /// Files that rules have read.
    public Set<Path> dataFiles() {
        return dataSets.files();
    }

    /// To be closed once no rule of this load runs any more.
    public Expressions expressions() {
        return expressions;
    }

    int bit(String name) {
        inOrder();
        return bits.computeIfAbsent(name, key -> {
            bitNames.add(key);
            return bitNames.size() - 1;
        });
    }

    /// The database of `geoip`.
    ///
    /// @throws BadRule where none is given, or it can't be read
    CountryDatabase countries() {
        inOrder();
        if (countries != null) return countries;
        String given = settings.getOrDefault(DATABASE, "");
        if (given.isEmpty()) {
            throw new BadRule("geoip needs a country database", "give one as the setting " + DATABASE);
        }
        Path file = Path.of(given);
        for (Path folder : baseFolders) {
            if (!file.isAbsolute() && Files.exists(folder.resolve(file))) file = folder.resolve(file);
        }
        try {
            countries = CountryDatabase.open(file);
        } catch (IOException e) {
            throw new BadRule(DATABASE + " " + file + ": " + e.getMessage(), "give a file in MaxMind's DB format");
        }
        return countries;
    }

    DataSets sets() {
        inOrder();
        return dataSets;
    }

    /// Names of flowbits by index.
    public List<String> bitNames() {
        return bitNames;
    }

    /// All data sets that rules name.
    public Map<String, DataSet> dataSets() {
        return dataSets.all();
    }

    int number(String name) {
        inOrder();
        return numbers.computeIfAbsent(name, key -> {
            numberNames.add(key);
            return numberNames.size() - 1;
        });
    }

    /// Names of flowints by index.
    public List<String> numberNames() {
        return numberNames;
    }
}
