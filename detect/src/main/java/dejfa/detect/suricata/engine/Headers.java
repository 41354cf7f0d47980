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

    /// What they say of the packet at hand: each is asked once, and stays answered while packets go the same way
    /// between the same ends. One a worker.
    final class Verdicts {
        /// An answer is the epoch it was given in, and the verdict as its lowest bit.
        private static final int LAST_EPOCH = Integer.MAX_VALUE >> 1;

        private final int[] answers = new int[tests.length];
        private int epoch = 1;
        private Packet packet;
        private long sourceHigh;
        private long sourceLow;
        private long destinationHigh;
        private long destinationLow;
        /// ports, IP version, protocol and whether there is an Ethernet header
        private long rest = -1;
        private int etherType;

        @HotPath
        void of(Packet p) {
            packet = p;
            long all = (long) (p.sourcePort & 0xffff) << 48
                    | (long) (p.destinationPort & 0xffff) << 32
                    | (p.ipVersion & 0xff) << 16
                    | (p.protocol & 0xff) << 8
                    | (p.ethernetOffset >= 0 ? 1 : 0);
            if (all == rest
                    && p.etherType == etherType
                    && p.sourceLow == sourceLow
                    && p.destinationLow == destinationLow
                    && p.sourceHigh == sourceHigh
                    && p.destinationHigh == destinationHigh) {
                return;
            }
            rest = all;
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

        /// Does the header of the rule at that place hold?
        @HotPath
        boolean hold(int rule) {
            int number = numberOf[rule];
            int answer = answers[number];
            if (answer >>> 1 == epoch) return (answer & 1) != 0;
            boolean holds = tests[number].holds(packet);
            answers[number] = epoch << 1 | (holds ? 1 : 0);
            return holds;
        }
    }
}
