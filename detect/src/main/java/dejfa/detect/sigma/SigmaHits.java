package dejfa.detect.sigma;

import dejfa.api.HotPath;
import dejfa.detect.sigma.match.Group;
import java.util.Arrays;

/// The rules that fired on one record, in the order of rules. Used again for the next.
public final class SigmaHits implements Group.Fired {
    /// rule << 32 | node of its condition: a rule has one for each kind of record
    private long[] entries = new long[16];

    private int count;

    @HotPath
    void clear() {
        count = 0;
    }

    /// For the engine.
    @Override
    @HotPath
    public void rule(int rule, int node) {
        if (count == entries.length) entries = Arrays.copyOf(entries, count * 2);
        entries[count++] = (long) rule << 32 | node;
    }

    /// Orders them; a rule that fired by two of its conditions stands once.
    @HotPath
    void settle() {
        if (count < 2) return;
        Arrays.sort(entries, 0, count);
        int kept = 1;
        for (int i = 1; i < count; i++) {
            if (entries[i] >>> 32 != entries[kept - 1] >>> 32) entries[kept++] = entries[i];
        }
        count = kept;
    }

    public int count() {
        return count;
    }

    /// The rule's number in [SigmaRules#rules].
    public int rule(int index) {
        return (int) (entries[index] >>> 32);
    }

    int node(int index) {
        return (int) entries[index];
    }
}
