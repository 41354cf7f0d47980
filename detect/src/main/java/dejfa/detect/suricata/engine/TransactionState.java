package dejfa.detect.suricata.engine;

import dejfa.api.Direction;
import dejfa.detect.suricata.match.MatchNotes;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// How far the rules have come with one transaction.
final class TransactionState {
    /// Rules that wait for more of a transaction at most, per direction.
    private static final int MAX_ACTIVE = 4096;

    final Side[] sides = {new Side(), new Side()};

    Side side(Direction direction) {
        return sides[direction.ordinal()];
    }

    /// One direction.
    static final class Side {
        /// its end has made the stream be looked at
        boolean completed;
        /// rules under way, with the clauses (as bits) that hold already
        final TreeMap<Integer, Long> active = new TreeMap<>();
        /// what was learnt so far, by rules under way
        final TreeMap<Integer, MatchNotes> notes = new TreeMap<>();
        /// rules that matched or can't match any more
        final BitSet done = new BitSet();
        /// buffers scanned whole, by number
        final BitSet scanned = new BitSet();
        /// bytes of growing buffers scanned, by buffer number and place among its sources and files
        final Map<Long, Long> scannedBytes = new HashMap<>(2);
        boolean started;
        int eventsSeen;
        /// inspected after the side was complete
        boolean finished;

        void activate(int rule) {
            if (!done.get(rule) && active.size() < MAX_ACTIVE) active.putIfAbsent(rule, 0L);
        }
    }
}
