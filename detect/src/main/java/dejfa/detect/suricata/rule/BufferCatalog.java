package dejfa.detect.suricata.rule;

import dejfa.api.Direction;
import dejfa.api.Field;
import dejfa.api.Schema;
import dejfa.detect.suricata.rule.BufferSource.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Which buffers there are, as the schemas of the parsers name them.
public final class BufferCatalog {
    private static final int MAX_DEPTH = 6;

    private final Map<String, List<BufferSource>> sources = new HashMap<>();
    private final Set<String> protocols = new TreeSet<>();

    public BufferCatalog(List<Schema> schemas) {
        for (Schema schema : schemas) {
            protocols.add(schema.event());
            collect(schema.event(), schema, List.of(), null, 0);
        }
        add("file.data", new BufferSource(Origin.FILE_DATA, null, List.of(), null, 0));
        add("file.name", new BufferSource(Origin.FILE_NAME, null, List.of(), null, 0));
    }

    private void collect(String protocol, Schema schema, List<Field> path, Direction side, int ready) {
        if (path.size() >= MAX_DEPTH) return;
        for (Field field : schema.fields()) {
            List<Field> here = new ArrayList<>(path);
            here.add(field);
            Direction ownSide = field.side() != null ? field.side() : side;
            int ownReady = Math.max(ready, field.ready());
            if (field.buffer() != null) {
                for (String name : field.buffer().split(",")) {
                    add(name.strip(), new BufferSource(Origin.SLOT, protocol, here, ownSide, ownReady));
                }
            }
            if (field.of() != null) collect(protocol, field.of(), here, ownSide, ownReady);
        }
    }

    private void add(String name, BufferSource source) {
        sources.computeIfAbsent(name, key -> new ArrayList<>()).add(source);
    }

    /// Empty where no parser offers it.
    public List<BufferSource> sources(String name) {
        return sources.getOrDefault(name, List.of());
    }

    public boolean knows(String name) {
        return sources.containsKey(name);
    }

    /// Every buffer and value keyword, by name.
    public Set<String> names() {
        return new TreeSet<>(sources.keySet());
    }

    public Set<String> protocols() {
        return protocols;
    }
}
