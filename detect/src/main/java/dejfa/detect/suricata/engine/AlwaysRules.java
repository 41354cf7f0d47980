package dejfa.detect.suricata.engine;

import dejfa.api.Direction;
import dejfa.api.HotPath;
import dejfa.api.Packet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The rules without a literal that a packet's addresses, ports and direction leave: a flow has the same ones all its
/// life, so it remembers them, and flows with equal ones share the array. One a worker.
final class AlwaysRules {
    /// Distinct arrays that are shared; past it a flow has its own.
    private static final int MAX_SHARED = 4096;

    /// by its contents
    private record Key(int[] rules) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(rules, key.rules);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(rules);
        }
    }

    private final RuleIndex index;
    private final Headers.Verdicts headers;
    private final Map<Key, int[]> shared = new HashMap<>();
    private int[] found = new int[64];

    AlwaysRules(RuleIndex index, Headers.Verdicts headers) {
        this.index = index;
        this.headers = headers;
    }

    /// Adds them; the verdicts on headers must be of this packet.
    @HotPath
    void find(Packet packet, Direction direction, FlowState state, RuleQueue out) {
        int[] known = state == null ? null : state.always(direction);
        if (known == null) {
            int count = find(packet, direction);
            if (state == null) {
                for (int i = 0; i < count; i++) out.add(found[i]);
                return;
            }
            state.always(direction, known = share(count));
        }
        out.addAll(known);
    }

    private int find(Packet packet, Direction direction) {
        int count = 0;
        for (int rule : index.packetAlways[packet.ipVersion == 0 ? RuleIndex.OTHER : packet.protocol & 0xff]) {
            if (!index.allows(rule, direction) || !headers.hold(rule)) continue;
            if (count == found.length) found = Arrays.copyOf(found, count * 2);
            found[count++] = rule;
        }
        return count;
    }

    private int[] share(int count) {
        Key key = new Key(Arrays.copyOf(found, count));
        int[] same = shared.get(key);
        if (same != null) return same;
        if (shared.size() < MAX_SHARED) shared.put(key, key.rules);
        return key.rules;
    }
}
