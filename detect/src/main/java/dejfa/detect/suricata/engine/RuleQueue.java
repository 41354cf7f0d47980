package dejfa.detect.suricata.engine;

import java.util.Arrays;

/// A set of rules that is filled, sorted and walked for each packet. Reused; nothing is allocated.
final class RuleQueue {
    /// Up to here sorting by insertion is as fast.
    private static final int FEW = 32;

    private final long[] seen;
    private int[] rules = new int[256];
    private int count;

    RuleQueue(int ruleCount) {
        seen = new long[ruleCount + 63 >> 6];
    }

    void clear() {
        for (int i = 0; i < count; i++) seen[rules[i] >> 6] = 0;
        count = 0;
    }

    void add(int rule) {
        long bit = 1L << rule;
        if ((seen[rule >> 6] & bit) != 0) return;
        seen[rule >> 6] |= bit;
        if (count == rules.length) rules = Arrays.copyOf(rules, count * 2);
        rules[count++] = rule;
    }

    void addAll(int[] list) {
        for (int rule : list) add(rule);
    }

    /// Puts them into the order in which rules run.
    ///
    /// @return how many there are
    int sorted() {
        if (count <= FEW) Arrays.sort(rules, 0, count);
        else readOut();
        return count;
    }

    /// The set is there as bits: reading them out in order costs less than sorting, and takes no memory.
    private void readOut() {
        int at = 0;
        for (int word = 0; at < count; word++) {
            for (long bits = seen[word]; bits != 0; bits &= bits - 1) {
                rules[at++] = (word << 6) + Long.numberOfTrailingZeros(bits);
            }
        }
    }

    int get(int index) {
        return rules[index];
    }
}
