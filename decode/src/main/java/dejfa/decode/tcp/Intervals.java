package dejfa.decode.tcp;

import dejfa.api.HotPath;
import java.util.Arrays;

/// Which bytes of a window are present: sorted, disjoint ranges, each with the start of the segment that it
/// came from.
@HotPath
final class Intervals {
    /// Ranges kept; a peer that leaves more holes than this is not retransmitting but attacking.
    static final int LIMIT = 2048;

    private static final int FIRST = 2;
    /// what is kept of the arrays when the ranges are forgotten
    private static final int KEPT = 64;

    private int[] from = new int[FIRST];
    private int[] to = new int[FIRST];
    private int[] owner = new int[FIRST];
    private int count;

    int count() {
        return count;
    }

    int from(int index) {
        return from[index];
    }

    int to(int index) {
        return to[index];
    }

    int owner(int index) {
        return owner[index];
    }

    /// End of the last range; 0 where there is none.
    int end() {
        return count == 0 ? 0 : to[count - 1];
    }

    /// Index of the first range that ends behind `position`; looked for from the end, where bytes usually come.
    int after(int position) {
        int index = count;
        while (index > 0 && to[index - 1] > position) index--;
        return index;
    }

    void insert(int index, int start, int end, int segmentStart) {
        if (count == from.length) {
            from = Arrays.copyOf(from, count * 2);
            to = Arrays.copyOf(to, count * 2);
            owner = Arrays.copyOf(owner, count * 2);
        }
        System.arraycopy(from, index, from, index + 1, count - index);
        System.arraycopy(to, index, to, index + 1, count - index);
        System.arraycopy(owner, index, owner, index + 1, count - index);
        from[index] = start;
        to[index] = end;
        owner[index] = segmentStart;
        count++;
    }

    private void remove(int index) {
        System.arraycopy(from, index + 1, from, index, count - index - 1);
        System.arraycopy(to, index + 1, to, index, count - index - 1);
        System.arraycopy(owner, index + 1, owner, index, count - index - 1);
        count--;
    }

    /// The part `start` to `end` of range `index` now belongs to another segment.
    ///
    /// @return number of ranges by which the list grew
    int reown(int index, int start, int end, int segmentStart) {
        int before = count;
        int oldEnd = to[index];
        int oldOwner = owner[index];
        int at = index;
        if (from[index] < start) {
            to[index] = start;
            at = index + 1;
            insert(at, start, end, segmentStart);
        } else {
            to[index] = end;
            owner[index] = segmentStart;
        }
        if (end < oldEnd) insert(at + 1, end, oldEnd, oldOwner);
        return count - before;
    }

    /// Joins neighbours that touch, from range `first` to the last that starts at or before `end`.
    void join(int first, int end) {
        int index = Math.max(1, first);
        while (index < count && from[index] <= end) {
            if (to[index - 1] == from[index]) {
                to[index - 1] = to[index];
                remove(index);
            } else {
                index++;
            }
        }
    }

    /// Forgets the first `bytes` of the window.
    void advance(int bytes) {
        int gone = 0;
        while (gone < count && to[gone] <= bytes) gone++;
        int left = count - gone;
        for (int i = 0; i < left; i++) {
            from[i] = Math.max(0, from[i + gone] - bytes);
            to[i] = to[i + gone] - bytes;
            owner[i] = owner[i + gone] - bytes;
        }
        count = left;
    }

    void clear() {
        count = 0;
        if (from.length <= KEPT) return;
        from = new int[FIRST];
        to = new int[FIRST];
        owner = new int[FIRST];
    }
}
