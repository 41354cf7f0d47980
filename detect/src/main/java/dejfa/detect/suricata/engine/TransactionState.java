package dejfa.detect.suricata.engine;

import dejfa.api.Direction;
import dejfa.detect.suricata.match.MatchNotes;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// How far the rules have come with one transaction.
final class TransactionState implements Generation.Memory {
    /// Rules that wait for more of a transaction at most, per direction.
    private static final int MAX_ACTIVE = 4096;

    final Side[] sides = {new Side(), new Side()};
    /// whose rules the places here are of; null until the first inspection
    private Generation generation;

    Side side(Direction direction) {
        return sides[direction.ordinal()];
    }

    /// Brings what is remembered of rules up to the rule set at hand.
    ///
    /// @return number of the generation before; -1 where the rules are the same as ever
    int adopt(Generation present) {
        if (generation == present) return -1;
        int before = generation == null ? -1 : generation.number();
        generation = present.adopt(generation, this);
        return before;
    }

    @Override
    public void carry(int before, int[] places) {
        for (Side side : sides) side.carry(places);
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
        /// it was started under earlier rules
        boolean looked;
        int eventsSeen;
        /// inspected after the side was complete
        boolean finished;

        /// An open side is scanned again from its start, for the rules that are new; those that go on have had their
        /// say or are under way, so that they are not set off a second time.
        private void carry(int[] places) {
            if (finished) return;
            TreeMap<Integer, Long> oldActive = new TreeMap<>(active);
            TreeMap<Integer, MatchNotes> oldNotes = new TreeMap<>(notes);
            BitSet oldDone = (BitSet) done.clone();
            active.clear();
            notes.clear();
            done.clear();
            oldActive.forEach((rule, held) -> put(active, places[rule], held));
            oldNotes.forEach((rule, learnt) -> put(notes, places[rule], learnt));
            for (int rule = oldDone.nextSetBit(0); rule >= 0; rule = oldDone.nextSetBit(rule + 1)) {
                if (places[rule] != Generation.GONE) done.set(places[rule]);
            }
            looked |= started;
            scanAgain();
        }

        void scanAgain() {
            scanned.clear();
            scannedBytes.clear();
            started = false;
            eventsSeen = 0;
        }

        private static <V> void put(Map<Integer, V> map, int place, V value) {
            if (place != Generation.GONE) map.put(place, value);
        }

        void activate(int rule) {
            if (!done.get(rule) && active.size() < MAX_ACTIVE) active.putIfAbsent(rule, 0L);
        }
    }
}
