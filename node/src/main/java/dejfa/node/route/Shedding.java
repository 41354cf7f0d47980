package dejfa.node.route;

import dejfa.api.Flow;
import dejfa.api.HotPath;
import dejfa.api.Packet;
import dejfa.api.Transactions;
import dejfa.detect.suricata.RuleEngine;
import java.util.Map;

/// What one worker stops looking into while frames come faster than it reads them. First go flows of which little can
/// be learnt: encrypted ones past their handshake, and those that a rule let pass; when that is not enough, long ones.
/// Such a flow is counted to its end, and nothing of it is reassembled, parsed or searched any more.
final class Shedding {
    /// part of the waiting frames' memory that is full when the first flows go, in percent
    static final int FIRST_PERCENT = 50;
    /// and when the long ones go
    static final int LONG_PERCENT = 75;

    private static final int FIN = 1;
    private static final int RST = 4;

    /// Told once, when the first flow goes.
    private final Runnable notice;
    /// bytes of both directions from which on a flow is long; 0: no flow ever goes (captures wait themselves)
    private final long longBytes;
    /// how full the memory of waiting frames is: [#FIRST_PERCENT], [#LONG_PERCENT], or 0 for less
    private int filledPercent;

    private long flows;
    private long packets;
    private long bytes;

    Shedding(long longBytes, Runnable notice) {
        this.longBytes = longBytes;
        this.notice = notice;
    }

    void filled(int percent) {
        filledPercent = percent;
    }

    /// Is nothing of this packet looked into but its headers?
    @HotPath
    boolean sheds(Packet packet, Flow flow) {
        if (flow == null) return false;
        if (flow.nodeState != this) {
            if (filledPercent == 0 || !isFirst(flow) && !isLong(flow)) return false;
            shed(flow);
        }
        packets++;
        bytes += packet.frameBytes;
        // Its ports may be used again, and what comes then is looked at.
        if (flow.protocol == 6 && isOver(flow)) flow.state = Flow.State.CLOSED;
        return true;
    }

    private void shed(Flow flow) {
        flow.nodeState = this;
        flow.state = Flow.State.BYPASSED;
        if (flows++ == 0) notice.run();
    }

    private boolean isLong(Flow flow) {
        return filledPercent >= LONG_PERCENT && flow.bytesToServer + flow.bytesToClient > longBytes;
    }

    private static boolean isFirst(Flow flow) {
        return isEncrypted(flow) || "pass".equals(RuleEngine.actionOn(flow));
    }

    /// What is said in clear has been said.
    private static boolean isEncrypted(Flow flow) {
        Transactions transactions = flow.transactions;
        if (flow.appProtocol == null || transactions == null || transactions.opened() == 0) return false;
        boolean encrypts =
                switch (flow.appProtocol) {
                    case "tls", "ssh", "quic" -> true;
                    default -> false;
                };
        if (!encrypts) return false;
        for (int i = 0; i < transactions.live().size(); i++) {
            if (!transactions.live().get(i).isComplete()) return false;
        }
        return true;
    }

    private static boolean isOver(Flow flow) {
        int either = flow.tcpFlagsToServer | flow.tcpFlagsToClient;
        return (either & RST) != 0 || (flow.tcpFlagsToServer & flow.tcpFlagsToClient & FIN) != 0;
    }

    static boolean isShed(Flow flow) {
        return flow.nodeState instanceof Shedding;
    }

    /// As Suricata names them.
    void count(Map<String, Long> counters) {
        if (longBytes == 0) return;
        counters.merge("flow_bypassed.flows", flows, Long::sum);
        counters.merge("flow_bypassed.local_pkts", packets, Long::sum);
        counters.merge("flow_bypassed.local_bytes", bytes, Long::sum);
    }
}
