package dejfa.detect.suricata.rule;

import dejfa.api.Address;
import dejfa.api.HotPath;
import dejfa.api.Network;
import java.util.ArrayList;
import java.util.List;

/// A set of addresses as sorted, disjoint, closed ranges; IPv4 in its mapped form. Immutable.
public final class AddressSet {
    private record Range(Address first, Address last) {}

    private static final Address LOWEST = new Address(0, 0);
    private static final Address HIGHEST = new Address(-1, -1);
    public static final AddressSet ANY = new AddressSet(List.of(new Range(LOWEST, HIGHEST)));

    private final List<Range> ranges;
    private final long[] firstHigh;
    private final long[] firstLow;
    private final long[] lastHigh;
    private final long[] lastLow;
    private final boolean any;

    private AddressSet(List<Range> ranges) {
        this.ranges = ranges;
        firstHigh = ranges.stream().mapToLong(r -> r.first.high()).toArray();
        firstLow = ranges.stream().mapToLong(r -> r.first.low()).toArray();
        lastHigh = ranges.stream().mapToLong(r -> r.last.high()).toArray();
        lastLow = ranges.stream().mapToLong(r -> r.last.low()).toArray();
        any = ranges.size() == 1
                && ranges.getFirst().first.equals(LOWEST)
                && ranges.getFirst().last.equals(HIGHEST);
    }

    /// @param text an address, a CIDR block, a netmask in dotted form or a range `a-b`
    static AddressSet parse(String text) {
        try {
            int dash = text.indexOf('-');
            if (dash > 0) {
                Address first = Address.parse(text.substring(0, dash));
                Address last = Address.parse(text.substring(dash + 1));
                if (first.compareTo(last) > 0) throw new IllegalArgumentException("the range " + text + " is empty");
                return new AddressSet(List.of(new Range(first, last)));
            }
            int slash = text.indexOf('/');
            if (slash > 0 && text.indexOf('.', slash) > 0) {
                int mask = Address.parse(text.substring(slash + 1)).v4Bits();
                return of(Network.parse(text.substring(0, slash) + "/" + Integer.bitCount(mask)));
            }
            if (text.equals("::/0")) return ANY;
            return of(Network.parse(text));
        } catch (IllegalArgumentException e) {
            throw new BadRule(e.getMessage(), "write an address, a CIDR block or a range");
        }
    }

    static AddressSet of(Network network) {
        int hostBits = 128 - network.prefix();
        Address base = network.base();
        long low = hostBits >= 64 ? -1L : base.low() | (hostBits == 0 ? 0 : -1L >>> (64 - hostBits));
        long high = hostBits <= 64 ? base.high() : base.high() | -1L >>> (128 - hostBits);
        return new AddressSet(List.of(new Range(base, new Address(high, low))));
    }

    static AddressSet union(List<AddressSet> sets) {
        List<Range> all = new ArrayList<>();
        for (AddressSet set : sets) all.addAll(set.ranges);
        all.sort((a, b) -> a.first.compareTo(b.first));
        List<Range> merged = new ArrayList<>();
        for (Range range : all) {
            Range before = merged.isEmpty() ? null : merged.getLast();
            if (before != null && (before.last.equals(HIGHEST) || range.first.compareTo(next(before.last)) <= 0)) {
                if (range.last.compareTo(before.last) > 0) {
                    merged.set(merged.size() - 1, new Range(before.first, range.last));
                }
            } else merged.add(range);
        }
        return new AddressSet(List.copyOf(merged));
    }

    AddressSet complement() {
        List<Range> out = new ArrayList<>();
        Address from = LOWEST;
        boolean open = true;
        for (Range range : ranges) {
            if (range.first.compareTo(from) > 0) out.add(new Range(from, previous(range.first)));
            if (range.last.equals(HIGHEST)) {
                open = false;
                break;
            }
            from = next(range.last);
        }
        if (open) out.add(new Range(from, HIGHEST));
        return new AddressSet(List.copyOf(out));
    }

    AddressSet intersect(AddressSet other) {
        return union(List.of(complement(), other.complement())).complement();
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    public boolean isAny() {
        return any;
    }

    /// Takes a closed range.
    public interface RangeConsumer {
        void accept(Address first, Address last);
    }

    public void ranges(RangeConsumer out) {
        for (Range range : ranges) out.accept(range.first, range.last);
    }

    /// Holds so many addresses at most.
    public boolean isNarrow(long addresses) {
        long sum = 0;
        for (Range range : ranges) {
            long span = range.last.low() - range.first.low();
            if (range.first.high() != range.last.high() || span < 0 || (sum += span + 1) > addresses) return false;
        }
        return true;
    }

    public static Address next(Address a) {
        return new Address(a.low() == -1 ? a.high() + 1 : a.high(), a.low() + 1);
    }

    private static Address previous(Address a) {
        return new Address(a.low() == 0 ? a.high() - 1 : a.high(), a.low() - 1);
    }

    @HotPath
    public boolean contains(long high, long low) {
        int from = 0;
        int to = firstHigh.length - 1;
        while (from <= to) {
            int middle = from + to >>> 1;
            if (compare(high, low, firstHigh[middle], firstLow[middle]) < 0) to = middle - 1;
            else if (compare(high, low, lastHigh[middle], lastLow[middle]) > 0) from = middle + 1;
            else return true;
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof AddressSet set && ranges.equals(set.ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }

    private static int compare(long high, long low, long otherHigh, long otherLow) {
        int order = Long.compareUnsigned(high, otherHigh);
        return order != 0 ? order : Long.compareUnsigned(low, otherLow);
    }
}
