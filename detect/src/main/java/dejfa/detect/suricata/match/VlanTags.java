package dejfa.detect.suricata.match;

import dejfa.api.Packet;
import java.util.ArrayList;
import java.util.List;

/// The VLAN ids of a packet, outermost first (IEEE 802.1Q, 802.1ad).
public final class VlanTags {
    private VlanTags() {}

    /// Longs, as other numbers of the rule language are.
    public static List<Object> of(Packet p) {
        List<Object> tags = new ArrayList<>(2);
        if (p.vlanCount > 0) tags.add((long) p.vlanOuter);
        if (p.vlanCount > 1) tags.add((long) p.vlanInner);
        if (p.vlanCount > 2) tags.add((long) p.vlanThird);
        return tags;
    }
}
