package dejfa.detect.suricata.engine;

import dejfa.api.Address;
import dejfa.api.HotPath;
import dejfa.api.Packet;
import dejfa.detect.suricata.rule.AddressSet;
import dejfa.detect.suricata.rule.CompiledRule;
import dejfa.detect.suricata.rule.HeaderTest.Arrow;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Rules by the addresses that their header names: of thousands of rules on lists of hosts a packet meets those that
/// list its own. Immutable.
final class AddressIndex {
    /// A set of so many addresses at most is worth an entry for each range.
    private static final int NARROW = 1 << 16;

    private final Side sources;
    private final Side destinations;
    /// rules that name no narrow set
    private final int[] rest;

    AddressIndex(List<CompiledRule> rules, int[] places) {
        List<CompiledRule> bySource = new ArrayList<>();
        List<CompiledRule> byDestination = new ArrayList<>();
        List<CompiledRule> others = new ArrayList<>();
        for (int place : places) {
            CompiledRule rule = rules.get(place);
            boolean oneWay = rule.header().arrow() == Arrow.ONE_WAY;
            if (oneWay && rule.header().source().isNarrow(NARROW)) bySource.add(rule);
            else if (oneWay && rule.header().destination().isNarrow(NARROW)) byDestination.add(rule);
            else others.add(rule);
        }
        sources = new Side(bySource, true);
        destinations = new Side(byDestination, false);
        rest = others.stream().mapToInt(CompiledRule::order).toArray();
    }

    /// Adds every rule whose addresses may be those of the packet.
    @HotPath
    void find(Packet packet, RuleQueue out) {
        out.addAll(rest);
        out.addAll(sources.of(packet.sourceHigh, packet.sourceLow));
        out.addAll(destinations.of(packet.destinationHigh, packet.destinationLow));
    }

    /// All addresses, cut where a range begins or ends.
    private static final class Side {
        private static final int[] NONE = {};

        /// first address of each stretch, in order
        private final long[] high;
        private final long[] low;
        private final int[][] rules;

        Side(List<CompiledRule> all, boolean bySource) {
            TreeMap<Address, List<Integer>> stretches = new TreeMap<>();
            stretches.put(new Address(0, 0), new ArrayList<>(0));
            for (CompiledRule rule : all) {
                set(rule, bySource).ranges((first, last) -> {
                    stretches.putIfAbsent(first, new ArrayList<>(1));
                    stretches.putIfAbsent(AddressSet.next(last), new ArrayList<>(1));
                });
            }
            // A stretch is never cut again, so each rule goes into those that lie in its ranges.
            for (CompiledRule rule : all) {
                set(rule, bySource)
                        .ranges((first, last) -> stretches
                                .subMap(first, true, last, true)
                                .values()
                                .forEach(list -> list.add(rule.order())));
            }
            high = stretches.keySet().stream().mapToLong(Address::high).toArray();
            low = stretches.keySet().stream().mapToLong(Address::low).toArray();
            rules = stretches.values().stream()
                    .map(list -> list.isEmpty()
                            ? NONE
                            : list.stream().mapToInt(Integer::intValue).toArray())
                    .toArray(int[][]::new);
        }

        private static AddressSet set(CompiledRule rule, boolean source) {
            return source ? rule.header().source() : rule.header().destination();
        }

        int[] of(long addressHigh, long addressLow) {
            int from = 0;
            int to = high.length - 1;
            while (from < to) {
                int middle = from + to + 1 >>> 1;
                int order = Long.compareUnsigned(high[middle], addressHigh);
                if (order == 0) order = Long.compareUnsigned(low[middle], addressLow);
                if (order > 0) to = middle - 1;
                else from = middle;
            }
            return rules[from];
        }
    }
}
