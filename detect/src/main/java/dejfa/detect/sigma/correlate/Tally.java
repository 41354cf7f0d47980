package dejfa.detect.sigma.correlate;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a correlation remembers of one group: events with their value, oldest first.
final class Tally implements Serializable {
    private static final long serialVersionUID = 1;

    /// Events of a group whose times are kept; of more the oldest go.
    static final int MAX_EVENTS = 10_000;

    /// Events that a finding can show.
    private static final int MAX_SHOWN = 20;

    final List<String> group;
    /// when it was told last; nothing was where it is the least long
    long toldNs = Long.MIN_VALUE;

    private long[] times = new long[4];
    /// a number's bits, a hash, or a member's position
    private long[] values = new long[4];
    private int from;
    private int count;
    /// how often each value stands in it, for distinct values only
    private Map<Long, Integer> distinct;

    private final ArrayDeque<Observation> shown = new ArrayDeque<>();

    Tally(List<String> group, boolean countsDistinct) {
        this.group = List.copyOf(group);
        if (countsDistinct) distinct = new HashMap<>();
    }

    /// @return events that found no room
    int add(long timeNs, long value) {
        int dropped = 0;
        if (count == MAX_EVENTS) {
            removeOldest();
            dropped = 1;
        }
        if (from + count == times.length) makeRoom();
        int at = from + count;
        // A late event goes to its place.
        while (at > from && times[at - 1] > timeNs) {
            times[at] = times[at - 1];
            values[at] = values[at - 1];
            at--;
        }
        times[at] = timeNs;
        values[at] = value;
        count++;
        if (distinct != null) distinct.merge(value, 1, Integer::sum);
        return dropped;
    }

    /// The event before was of the same value: it is this one now.
    boolean again(long timeNs, long value) {
        if (count == 0 || value(count - 1) != value || lastNs() > timeNs) return false;
        times[from + count - 1] = timeNs;
        return true;
    }

    /// As [Budget] counts.
    long weight() {
        return Budget.GROUP + (long) Budget.SHOWN * shown.size() + (distinct == null ? count : 3L * count);
    }

    void show(Observation observation) {
        if (shown.size() == MAX_SHOWN) shown.removeFirst();
        shown.addLast(observation);
    }

    private void makeRoom() {
        int length = count * 2 > times.length ? times.length * 2 : times.length;
        long[] moved = new long[length];
        System.arraycopy(times, from, moved, 0, count);
        times = moved;
        moved = new long[length];
        System.arraycopy(values, from, moved, 0, count);
        values = moved;
        from = 0;
    }

    private void removeOldest() {
        if (distinct != null) {
            distinct.computeIfPresent(values[from], (value, times) -> times == 1 ? null : times - 1);
        }
        from++;
        count--;
    }

    /// Forgets events before that time.
    ///
    /// @return how many
    int forget(long beforeNs) {
        int before = count;
        while (count > 0 && times[from] < beforeNs) removeOldest();
        while (!shown.isEmpty() && shown.peekFirst().timeNs() < beforeNs) shown.removeFirst();
        return before - count;
    }

    void clear() {
        from = 0;
        count = 0;
        if (distinct != null) distinct.clear();
        shown.clear();
    }

    int count() {
        return count;
    }

    int distinct() {
        return distinct.size();
    }

    long firstNs() {
        return times[from];
    }

    long lastNs() {
        return times[from + count - 1];
    }

    long time(int index) {
        return times[from + index];
    }

    long value(int index) {
        return values[from + index];
    }

    List<Observation> shown() {
        return List.copyOf(shown);
    }

    double sum() {
        double sum = 0;
        for (int i = 0; i < count; i++) sum += Double.longBitsToDouble(value(i));
        return sum;
    }

    double most() {
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) most = Math.max(most, Double.longBitsToDouble(value(i)));
        return most;
    }

    double least() {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) least = Math.min(least, Double.longBitsToDouble(value(i)));
        return least;
    }

    /// Between two values by their distance, as most databases do (`percentile_cont`).
    double percentile(double percent) {
        double[] sorted = new double[count];
        for (int i = 0; i < count; i++) sorted[i] = Double.longBitsToDouble(value(i));
        Arrays.sort(sorted);
        double rank = percent / 100 * (count - 1);
        int below = (int) Math.floor(rank);
        double rest = rank - below;
        return below + 1 < count ? sorted[below] + rest * (sorted[below + 1] - sorted[below]) : sorted[below];
    }
}
