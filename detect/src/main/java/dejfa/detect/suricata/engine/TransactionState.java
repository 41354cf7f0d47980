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
        final Places active = new Places();
        /// what was learnt so far, by rules under way; null: nothing
        private TreeMap<Integer, MatchNotes> notes;
        /// rules that matched or can't match any more
        private final Places done = new Places();
        /// the state that rules have seen; see [TransactionRules]
        long seen = -1;

        String protocolSeen;
        /// a rule under way asks for more than the transaction's own change
        boolean waitsForPacket;
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
            active.carry(places);
            done.carry(places);
            TreeMap<Integer, MatchNotes> oldNotes = notes;
            notes = null;
            if (oldNotes != null) {
                oldNotes.forEach((rule, learnt) -> {
                    if (places[rule] != Generation.GONE) learn(places[rule], learnt);
                });
            }
            looked |= started;
            scanAgain();
        }

        void scanAgain() {
            scanned.clear();
            scannedBytes.clear();
            started = false;
            eventsSeen = 0;
            seen = -1;
        }

        void activate(int rule) {
            if (active.size() < MAX_ACTIVE && !done.contains(rule)) active.add(rule, 0);
        }

        /// The rule won't be asked again.
        void finish(int rule) {
            active.remove(rule);
            done.add(rule, 0);
            if (notes != null) notes.remove(rule);
        }

        void learn(int rule, MatchNotes learnt) {
            if (notes == null) notes = new TreeMap<>();
            notes.put(rule, learnt);
        }

        /// Or null.
        MatchNotes learnt(int rule) {
            return notes == null ? null : notes.get(rule);
        }
    }
}
