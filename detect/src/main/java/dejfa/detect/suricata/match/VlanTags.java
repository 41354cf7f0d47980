package dejfa.detect.suricata.match;

import dejfa.api.Packet;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// The VLAN ids of a packet, outermost first (IEEE 802.1Q, 802.1ad).
public final class VlanTags {
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int MAX_TAGS = 3;

    private VlanTags() {}

    /// Longs, as other numbers of the rule language are.
    public static List<Object> of(Packet p) {
        List<Object> tags = new ArrayList<>(2);
        if (p.vlanCount > 0) tags.add((long) p.vlanOuter);
        if (p.vlanCount > 1) tags.add((long) p.vlanInner);
        if (p.vlanCount > 2) deeper(p, tags);
        return tags;
    }

    /// The decoder keeps two; further ones are read from the frame.
    private static void deeper(Packet p, List<Object> tags) {
        if (p.data == null || p.ethernetOffset < 0) return;
        long at = p.ethernetOffset + 12;
        for (int i = 0; i < MAX_TAGS && at + 4 <= p.data.byteSize(); i++, at += 4) {
            if (i >= 2) tags.add((long) (p.data.get(U16, at + 2) & 0xfff));
        }
    }
}
