package dejfa.detect.suricata.keyword;

import dejfa.detect.suricata.data.Classifications;
import dejfa.detect.suricata.data.DataSet;
import dejfa.detect.suricata.data.DataSets;
import dejfa.detect.suricata.rule.BufferCatalog;
import dejfa.detect.suricata.rule.Variables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What all rules of one load share: variables, buffers, settings, names of flowbits, data sets.
public final class LoadContext {
    final Variables variables;
    final BufferCatalog buffers;
    final Classifications classifications;
    final Map<String, String> settings;
    final List<Path> baseFolders;
    final DataSets dataSets;
    private final Map<String, Integer> bits = new HashMap<>();
    private final List<String> bitNames = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> numberNames = new ArrayList<>();

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

    int bit(String name) {
        return bits.computeIfAbsent(name, key -> {
            bitNames.add(key);
            return bitNames.size() - 1;
        });
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
