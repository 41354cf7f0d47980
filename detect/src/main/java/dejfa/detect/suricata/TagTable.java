package dejfa.detect.suricata;

import dejfa.api.Address;
import dejfa.api.Event;
import dejfa.api.PacketFields;
import dejfa.detect.suricata.rule.CompiledRule.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which flows and hosts are tagged (user guide, "Tag"), in the ordered stage. A tag opened by a packet's alert counts
/// that packet, but tells of later ones only.
final class TagTable {
    private static final int MAX_KEYS = 50_000;
    private static final int MAX_TAGS = 16;
    private static final long SECOND_NS = 1_000_000_000L;

    /// One tag at work.
    private static final class Open {
        final Tag tag;
        final long sinceNs;
        final long firstPacket;
        long seen;

        Open(Tag tag, Event alert) {
            this.tag = tag;
            this.sinceNs = alert.timeNs();
            this.firstPacket = alert.pcapCnt();
        }

        /// Counts the packet.
        ///
        /// @return false when the tag is used up
        boolean counts(Event packet) {
            return switch (tag.metric()) {
                case PACKETS -> ++seen <= tag.count();
                case BYTES -> (seen += packet.slots().number(PacketFields.WIRE_BYTES, 0)) <= tag.count();
                case SECONDS -> packet.timeNs() - sinceNs <= tag.count() * SECOND_NS;
            };
        }
    }

    private final Map<String, List<Open>> tags = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Open>> eldest) {
            return size() > MAX_KEYS;
        }
    };

    void open(List<Tag> wanted, Event alert) {
        for (Tag tag : wanted) {
            Address host = tag.ofSource() ? alert.source() : alert.destination();
            if (tag.ofHost() ? host == null : alert.flowId() == 0) continue;
            List<Open> open =
                    tags.computeIfAbsent(tag.ofHost() ? host(alert, host) : flow(alert), key -> new ArrayList<>(1));
            boolean again = open.stream().anyMatch(one -> one.tag.equals(tag));
            if (!again && open.size() < MAX_TAGS) open.add(new Open(tag, alert));
        }
    }

    /// Is the packet to be told of?
    boolean wants(Event packet) {
        if (tags.isEmpty()) return false;
        boolean wanted = packet.flowId() != 0 && counts(flow(packet), packet);
        if (packet.source() != null) wanted |= counts(host(packet, packet.source()), packet);
        boolean other = packet.destination() != null && !packet.destination().equals(packet.source());
        return wanted | (other && counts(host(packet, packet.destination()), packet));
    }

    private boolean counts(String key, Event packet) {
        List<Open> open = tags.get(key);
        if (open == null) return false;
        boolean wanted = false;
        for (int i = 0; i < open.size(); i++) {
            Open one = open.get(i);
            if (!one.counts(packet)) open.remove(i--);
            else wanted |= packet.pcapCnt() != one.firstPacket;
        }
        if (open.isEmpty()) tags.remove(key);
        return wanted;
    }

    private static String flow(Event event) {
        return "f" + event.flowId();
    }

    private static String host(Event event, Address address) {
        return event.site() + ' ' + address;
    }
}
