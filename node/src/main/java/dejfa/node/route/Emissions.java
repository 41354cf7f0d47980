package dejfa.node.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What one worker has to say about one batch, keyed so that several workers' lists merge into one order:
/// by packet number, then time (of flows that timers end), then partition, then order of emission.
final class Emissions {
    private final List<Object> items = new ArrayList<>();
    private long[] keys = new long[64];
    private long[] times = new long[64];
    private int[] partitions = new int[64];

    /// @param timeNs of the flow's last packet where a timer ended it, otherwise 0
    void add(long key, long timeNs, int partition, Object item) {
        int at = items.size();
        if (at == keys.length) {
            keys = Arrays.copyOf(keys, at * 2);
            times = Arrays.copyOf(times, at * 2);
            partitions = Arrays.copyOf(partitions, at * 2);
        }
        keys[at] = key;
        times[at] = timeNs;
        partitions[at] = partition;
        items.add(item);
    }

    /// Puts all that is here in order: timers end flows partition by partition, but who hears of them (what was
    /// first seen, who serves) wants the flow that ended first to come first.
    void sort() {
        if (isSorted()) return;
        int count = items.size();
        int[] order = new int[count];
        for (int i = 0; i < count; i++) order[i] = i;
        merge(order.clone(), order, 0, count);
        Object[] oldItems = items.toArray();
        long[] oldKeys = keys.clone();
        long[] oldTimes = times.clone();
        int[] oldPartitions = partitions.clone();
        for (int i = 0; i < count; i++) {
            items.set(i, oldItems[order[i]]);
            keys[i] = oldKeys[order[i]];
            times[i] = oldTimes[order[i]];
            partitions[i] = oldPartitions[order[i]];
        }
    }

    private boolean isSorted() {
        for (int i = 1; i < items.size(); i++) if (compare(i - 1, this, i) > 0) return false;
        return true;
    }

    /// Merge sort of places, stable: what one flow says stays in its order.
    private void merge(int[] from, int[] to, int start, int end) {
        if (end - start < 2) return;
        int middle = (start + end) >>> 1;
        merge(to, from, start, middle);
        merge(to, from, middle, end);
        int a = start;
        int b = middle;
        for (int i = start; i < end; i++) {
            boolean first = b >= end || a < middle && compare(from[a], this, from[b]) <= 0;
            to[i] = first ? from[a++] : from[b++];
        }
    }

    int size() {
        return items.size();
    }

    Object item(int index) {
        return items.get(index);
    }

    /// Is entry `a` of this list before entry `b` of the other?
    boolean before(int a, Emissions other, int b) {
        return compare(a, other, b) < 0;
    }

    private int compare(int a, Emissions other, int b) {
        int byKey = Long.compare(keys[a], other.keys[b]);
        if (byKey != 0) return byKey;
        int byTime = Long.compare(times[a], other.times[b]);
        return byTime != 0 ? byTime : Integer.compare(partitions[a], other.partitions[b]);
    }

    void clear() {
        items.clear();
    }
}
