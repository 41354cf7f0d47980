package dejfa.node.route;

import java.util.ArrayList;
import java.util.List;

/// What one worker has to say about one batch, keyed so that several workers' lists merge into one order:
/// by packet number, then partition, then order of emission.
final class Emissions {
    private final List<Object> items = new ArrayList<>();
    private long[] keys = new long[64];
    private int[] partitions = new int[64];

    void add(long key, int partition, Object item) {
        int at = items.size();
        if (at == keys.length) {
            keys = java.util.Arrays.copyOf(keys, at * 2);
            partitions = java.util.Arrays.copyOf(partitions, at * 2);
        }
        keys[at] = key;
        partitions[at] = partition;
        items.add(item);
    }

    int size() {
        return items.size();
    }

    Object item(int index) {
        return items.get(index);
    }

    /// Is entry `a` of this list before entry `b` of the other?
    boolean before(int a, Emissions other, int b) {
        return keys[a] != other.keys[b] ? keys[a] < other.keys[b] : partitions[a] < other.partitions[b];
    }

    void clear() {
        items.clear();
    }
}
