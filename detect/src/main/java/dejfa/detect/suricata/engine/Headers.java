package dejfa.detect.suricata.engine;

import dejfa.api.HotPath;
import dejfa.api.Packet;
import dejfa.detect.suricata.rule.CompiledRule;
import dejfa.detect.suricata.rule.HeaderTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The distinct headers of a rule set: tens of thousands of rules share a few thousand. Immutable.
final class Headers {
    private final HeaderTest[] tests;
    /// by a rule's place
    private final int[] numberOf;

    Headers(List<CompiledRule> rules) {
        Map<HeaderTest, Integer> numbers = new HashMap<>();
        List<HeaderTest> distinct = new ArrayList<>();
        numberOf = new int[rules.size()];
        for (CompiledRule rule : rules) {
            HeaderTest test = rule.header().ofPackets();
            Integer number = numbers.get(test);
            if (number == null) {
                numbers.put(test, number = distinct.size());
                distinct.add(test);
            }
            numberOf[rule.order()] = number;
        }
        tests = distinct.toArray(HeaderTest[]::new);
    }

    Verdicts verdicts() {
        return new Verdicts();
    }

    /// What they say of the packet at hand: each is asked once, and stays answered for packets that go the same way
    /// between the same ends, though others come between (an answer, another flow). One a worker.
    final class Verdicts {
        /// A power of two. More find little and cost cache.
        private static final int WAYS = 4;

        private final Way[] ways = new Way[WAYS];
        private Way way;
        private int oldest;
        private Packet packet;

        Verdicts() {
            for (int i = 0; i < WAYS; i++) ways[i] = new Way(tests.length);
            way = ways[0];
        }

        @HotPath
        void of(Packet p) {
            packet = p;
            long rest = Way.rest(p);
            if (way.isOf(p, rest)) return;
            for (int i = 0; i < WAYS; i++) {
                if (ways[i].isOf(p, rest)) {
                    way = ways[i];
                    return;
                }
            }
            way = ways[oldest];
            oldest = oldest + 1 & WAYS - 1;
            way.begin(p, rest);
        }

        /// Does the header of the rule at that place hold?
        @HotPath
        boolean hold(int rule) {
            int number = numberOf[rule];
            int answer = way.answers[number];
            if (answer >>> 1 == way.epoch) return (answer & 1) != 0;
            boolean holds = tests[number].holds(packet);
            way.answers[number] = way.epoch << 1 | (holds ? 1 : 0);
            return holds;
        }
    }

    /// One way between two ends, and what was answered for it. All that a header asks is in its key.
    private static final class Way {
        /// An answer is the epoch it was given in, and the verdict as its lowest bit.
        private static final int LAST_EPOCH = Integer.MAX_VALUE >> 1;

        final int[] answers;
        int epoch = 1;
        private long sourceHigh;
        private long sourceLow;
        private long destinationHigh;
        private long destinationLow;
        private long rest = -1;
        private int etherType;

        Way(int headers) {
            answers = new int[headers];
        }

        /// Ports, IP version, protocol and whether there is an Ethernet header.
        static long rest(Packet p) {
            return (long) (p.sourcePort & 0xffff) << 48
                    | (long) (p.destinationPort & 0xffff) << 32
                    | (p.ipVersion & 0xff) << 16
                    | (p.protocol & 0xff) << 8
                    | (p.ethernetOffset >= 0 ? 1 : 0);
        }

        boolean isOf(Packet p, long itsRest) {
            return itsRest == rest
                    && p.etherType == etherType
                    && p.sourceLow == sourceLow
                    && p.destinationLow == destinationLow
                    && p.sourceHigh == sourceHigh
                    && p.destinationHigh == destinationHigh;
        }

        void begin(Packet p, long itsRest) {
            rest = itsRest;
            etherType = p.etherType;
            sourceHigh = p.sourceHigh;
            sourceLow = p.sourceLow;
            destinationHigh = p.destinationHigh;
            destinationLow = p.destinationLow;
            if (++epoch == LAST_EPOCH) {
                Arrays.fill(answers, 0);
                epoch = 1;
            }
        }
    }
}
