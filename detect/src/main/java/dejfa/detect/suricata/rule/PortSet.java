package dejfa.detect.suricata.rule;

import dejfa.api.HotPath;
import java.util.BitSet;

/// A set of ports. Immutable.
public final class PortSet {
    private static final int PORTS = 1 << 16;
    public static final PortSet NONE = new PortSet(new BitSet(), false);
    public static final PortSet ANY = new PortSet(full(), true);

    private final BitSet bits;
    private final boolean any;

    private PortSet(BitSet bits, boolean any) {
        this.bits = bits;
        this.any = any;
    }

    private static BitSet full() {
        BitSet all = new BitSet(PORTS);
        all.set(0, PORTS);
        return all;
    }

    private static PortSet of(BitSet bits) {
        return new PortSet(bits, bits.cardinality() == PORTS);
    }

    /// @param text a port, or a range `a:b`, either end left out where it is open
    static PortSet parse(String text) {
        int colon = text.indexOf(':');
        String low = colon < 0 ? text : text.substring(0, colon);
        String high = colon < 0 ? text : text.substring(colon + 1);
        try {
            int first = low.isBlank() ? 0 : Integer.parseInt(low.strip());
            int last = high.isBlank() ? PORTS - 1 : Integer.parseInt(high.strip());
            if (first < 0 || last >= PORTS || first > last) throw new NumberFormatException();
            BitSet bits = new BitSet();
            bits.set(first, last + 1);
            return of(bits);
        } catch (NumberFormatException e) {
            throw new BadRule("'" + text + "' is no port", "ports are 0 to 65535, ranges are written a:b");
        }
    }

    PortSet union(PortSet other) {
        BitSet all = (BitSet) bits.clone();
        all.or(other.bits);
        return of(all);
    }

    PortSet without(PortSet other) {
        BitSet rest = (BitSet) bits.clone();
        rest.andNot(other.bits);
        return of(rest);
    }

    PortSet complement() {
        return ANY.without(this);
    }

    public boolean isAny() {
        return any;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof PortSet set && any == set.any && bits.equals(set.bits);
    }

    @Override
    public int hashCode() {
        return bits.hashCode();
    }

    @HotPath
    public boolean contains(int port) {
        return any || bits.get(port);
    }
}
