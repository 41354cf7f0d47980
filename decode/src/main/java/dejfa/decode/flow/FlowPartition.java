package dejfa.decode.flow;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.HotPath;
import dejfa.api.Ids;
import dejfa.api.Packet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The flows of one partition. What ends, and in which order, depends on nothing but the partition's packets.
final class FlowPartition {
    private static final int SYN = 2;
    private static final int SYN_ACK = 18;
    /// ports below it are for servers
    private static final int SYSTEM_PORTS = 1024;
    /// its clients speak from system ports
    private static final int NFS_PORT = 2049;
    private static final int HANDSHAKE_FLAGS = 1 | 2 | 4 | 16;

    private final FlowSettings settings;
    private final FlowEnd sink;
    private final IdleLists idle;
    private final FlowKey key;
    private FlowEntry[] buckets = new FlowEntry[64];
    private int size;
    /// had the last packet; its state may have changed since
    private FlowEntry last;

    long evicted;

    FlowPartition(FlowSettings settings, FlowEnd sink) {
        this.settings = settings;
        this.sink = sink;
        this.idle = new IdleLists(settings);
        this.key = new FlowKey(Ids.mix(settings.inputIdentity(), 1), settings.vlanTracking());
    }

    @HotPath
    Flow find(Packet p) {
        advance(p.timeNs);
        if (!FlowKey.hasFlow(p)) return null;
        FlowEntry entry = null;
        if (p.protocol == 1 && key.ofEmbedded(p)) entry = lookUp();
        boolean about = entry != null;
        if (!about) {
            key.of(p);
            entry = lookUp();
            if (entry != null && startsAnew(entry.flow, p)) {
                end(entry, "forced", p.timeNs);
                entry = null;
            }
            if (entry == null) entry = create(p);
        }
        boolean forward = key.forward(entry);
        // An error travels back to the sender of the packet it is about.
        p.direction = forward != about ? Direction.TO_SERVER : Direction.TO_CLIENT;
        p.flow = entry.flow;
        count(entry.flow, p);
        idle.touch(entry);
        last = entry;
        return entry.flow;
    }

    /// The packet just found opened its flow and came from the server.
    void reverse(Packet p) {
        if (last == null || last.flow != p.flow) return;
        last.reverse();
        p.direction = p.direction.reverse();
    }

    /// A SYN on a closed flow, or on one that never had a session: the ports are used again.
    private static boolean startsAnew(Flow flow, Packet p) {
        return p.protocol == 6
                && (p.tcpFlags & HANDSHAKE_FLAGS) == SYN
                && (flow.state == Flow.State.CLOSED || flow.tcpState == null);
    }

    private FlowEntry lookUp() {
        FlowEntry entry = buckets[(int) key.hash & buckets.length - 1];
        while (entry != null && !key.same(entry)) entry = entry.chain;
        return entry;
    }

    private static void count(Flow flow, Packet p) {
        flow.lastNs = Math.max(flow.lastNs, p.timeNs);
        if (p.direction == Direction.TO_SERVER) {
            flow.packetsToServer++;
            flow.bytesToServer += p.frameBytes;
            if (p.protocol == 6) flow.tcpFlagsToServer |= p.tcpFlags;
            else if (flow.icmpToServer < 0 && icmp(p)) flow.icmpToServer = p.icmpType << 8 | p.icmpCode;
        } else {
            flow.packetsToClient++;
            flow.bytesToClient += p.frameBytes;
            if (p.protocol == 6) flow.tcpFlagsToClient |= p.tcpFlags;
            else if (flow.icmpToClient < 0 && icmp(p)) flow.icmpToClient = p.icmpType << 8 | p.icmpCode;
        }
        if (flow.protocol != 6 && flow.packetsToClient > 0 && flow.packetsToServer > 0) {
            if (flow.state == Flow.State.NEW) flow.state = Flow.State.ESTABLISHED;
            p.established = true;
        }
    }

    private static boolean icmp(Packet p) {
        return p.protocol == 1 || p.protocol == 58;
    }

    private FlowEntry create(Packet p) {
        if (size >= settings.maxFlows()) {
            evicted++;
            end(idle.idlest(), "forced", p.timeNs);
        }
        // Who answers a SYN is the server, though his packet be the first we see.
        boolean swap = p.protocol == 6 && ((p.tcpFlags & HANDSHAKE_FLAGS) == SYN_ACK || talksLikeServer(p));
        Flow flow = flow(p, swap);
        int clientKey = swap ? key.destination : key.source;
        int serverKey = swap ? key.source : key.destination;
        FlowEntry entry = new FlowEntry(flow, key.hash, clientKey, serverKey, key.vlans);
        if (size >= buckets.length) grow();
        int bucket = (int) entry.hash & buckets.length - 1;
        entry.chain = buckets[bucket];
        buckets[bucket] = entry;
        size++;
        return entry;
    }

    /// Met in its middle: who speaks from a system port (RFC 6335 §6) to one that is none is the server.
    private static boolean talksLikeServer(Packet p) {
        return (p.tcpFlags & HANDSHAKE_FLAGS) != SYN
                && p.sourcePort < SYSTEM_PORTS
                && p.destinationPort >= SYSTEM_PORTS
                && p.destinationPort != NFS_PORT;
    }

    private Flow flow(Packet p, boolean swap) {
        Flow flow = new Flow();
        flow.id = Ids.of(settings.inputIdentity(), p.number, p.tunnelDepth);
        flow.partition = p.partition;
        flow.clientHigh = swap ? p.destinationHigh : p.sourceHigh;
        flow.clientLow = swap ? p.destinationLow : p.sourceLow;
        flow.serverHigh = swap ? p.sourceHigh : p.destinationHigh;
        flow.serverLow = swap ? p.sourceLow : p.destinationLow;
        flow.clientPort = swap ? p.destinationPort : p.sourcePort;
        flow.serverPort = swap ? p.sourcePort : p.destinationPort;
        flow.protocol = p.protocol;
        flow.ipVersion = p.ipVersion;
        flow.vlanOuter = p.vlanOuter;
        flow.vlanInner = p.vlanInner;
        flow.vlanThird = p.vlanThird;
        flow.vlanCount = p.vlanCount;
        flow.tunnelDepth = p.tunnelDepth;
        flow.source = p.source;
        flow.startNs = p.timeNs;
        flow.lastNs = p.timeNs;
        flow.firstPacket = p.number;
        return flow;
    }

    private void grow() {
        FlowEntry[] wider = new FlowEntry[buckets.length * 2];
        for (FlowEntry head : buckets) {
            FlowEntry entry = head;
            while (entry != null) {
                FlowEntry next = entry.chain;
                int bucket = (int) entry.hash & wider.length - 1;
                entry.chain = wider[bucket];
                wider[bucket] = entry;
                entry = next;
            }
        }
        buckets = wider;
    }

    /// Ends what timed out before `nowNs`, in order of time-out.
    @HotPath
    void advance(long nowNs) {
        if (last != null) {
            idle.reclassify(last);
            last = null;
        }
        if (idle.nothingDue(nowNs)) return;
        FlowEntry entry = idle.due(nowNs);
        while (entry != null) {
            end(entry, "timeout", nowNs);
            entry = idle.due(nowNs);
        }
    }

    private void end(FlowEntry entry, String reason, long nowNs) {
        idle.remove(entry);
        int bucket = (int) entry.hash & buckets.length - 1;
        FlowEntry before = buckets[bucket];
        if (before == entry) buckets[bucket] = entry.chain;
        else {
            while (before.chain != entry) before = before.chain;
            before.chain = entry.chain;
        }
        entry.chain = null;
        size--;
        entry.flow.endReason = reason;
        sink.end(entry.flow, nowNs);
    }

    /// Ends all, in order of their first packets.
    void finish(long nowNs) {
        List<FlowEntry> all = new ArrayList<>(size);
        for (FlowEntry head : buckets) for (FlowEntry e = head; e != null; e = e.chain) all.add(e);
        all.sort(
                Comparator.<FlowEntry>comparingLong(e -> e.flow.firstPacket).thenComparingInt(e -> e.flow.tunnelDepth));
        last = null;
        for (FlowEntry entry : all) end(entry, "shutdown", nowNs);
    }

    int size() {
        return size;
    }
}
