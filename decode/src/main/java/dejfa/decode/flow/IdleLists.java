package dejfa.decode.flow;

import dejfa.api.Flow;
import dejfa.api.HotPath;

/// The flows of a partition by how long they may be idle, each list in order of its flows' last packets: so the
/// next to time out is always at the head of one of nine lists.
@HotPath
final class IdleLists {
    private static final int CLASSES = 9;

    private final long[] timeoutsNs = new long[CLASSES];
    private final FlowEntry[] oldest = new FlowEntry[CLASSES];
    private final FlowEntry[] newest = new FlowEntry[CLASSES];
    /// no flow times out before this
    private long nextDeadlineNs = Long.MAX_VALUE;

    IdleLists(FlowSettings settings) {
        int[] seconds = {
            settings.tcpNewSeconds(),
            settings.tcpEstablishedSeconds(),
            settings.tcpClosedSeconds(),
            settings.udpNewSeconds(),
            settings.udpEstablishedSeconds(),
            settings.icmpNewSeconds(),
            settings.icmpEstablishedSeconds(),
            settings.otherNewSeconds(),
            settings.otherEstablishedSeconds()
        };
        for (int i = 0; i < CLASSES; i++) timeoutsNs[i] = seconds[i] * 1_000_000_000L;
    }

    private static int classOf(Flow flow) {
        int established = flow.state == Flow.State.NEW ? 0 : 1;
        return switch (flow.protocol) {
            case 6 -> flow.state == Flow.State.CLOSED ? 2 : established;
            case 17 -> 3 + established;
            case 1, 58 -> 5 + established;
            default -> 7 + established;
        };
    }

    /// The flow had a packet, or changed its state: it is the newest of its class.
    void touch(FlowEntry entry) {
        int wanted = classOf(entry.flow);
        if (entry.idleClass != wanted || newest[wanted] != entry) {
            if (entry.idleClass >= 0) remove(entry);
            entry.idleClass = wanted;
            entry.older = newest[wanted];
            if (newest[wanted] != null) newest[wanted].newer = entry;
            else oldest[wanted] = entry;
            newest[wanted] = entry;
        }
        nextDeadlineNs = Math.min(nextDeadlineNs, deadline(entry));
    }

    /// The state may have changed since its last packet was counted.
    void reclassify(FlowEntry entry) {
        if (entry.idleClass != classOf(entry.flow)) touch(entry);
    }

    void remove(FlowEntry entry) {
        if (entry.older != null) entry.older.newer = entry.newer;
        else oldest[entry.idleClass] = entry.newer;
        if (entry.newer != null) entry.newer.older = entry.older;
        else newest[entry.idleClass] = entry.older;
        entry.older = entry.newer = null;
        entry.idleClass = -1;
    }

    private long deadline(FlowEntry entry) {
        return entry.flow.lastNs + timeoutsNs[entry.idleClass];
    }

    boolean expired(FlowEntry entry, long nowNs) {
        return deadline(entry) < nowNs;
    }

    boolean nothingDue(long nowNs) {
        return nextDeadlineNs >= nowNs;
    }

    /// The flow that timed out first, or null where none has.
    FlowEntry due(long nowNs) {
        FlowEntry first = null;
        for (int i = 0; i < CLASSES; i++) {
            FlowEntry head = oldest[i];
            if (head != null && (first == null || deadline(head) < deadline(first))) first = head;
        }
        nextDeadlineNs = first == null ? Long.MAX_VALUE : deadline(first);
        return nextDeadlineNs < nowNs ? first : null;
    }

    /// The flow idle for longest, or null where there is none.
    FlowEntry idlest() {
        FlowEntry first = null;
        for (int i = 0; i < CLASSES; i++) {
            FlowEntry head = oldest[i];
            if (head != null && (first == null || head.flow.lastNs < first.flow.lastNs)) first = head;
        }
        return first;
    }
}
