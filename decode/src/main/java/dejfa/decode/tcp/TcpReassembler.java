package dejfa.decode.tcp;

import dejfa.api.Flow;
import dejfa.api.HotPath;
import dejfa.api.Packet;
import dejfa.api.StreamSink;

/// Follows TCP sessions and delivers what each side said. As a bystander it can't know what the receiver took:
/// so bytes are delivered when the receiver has acknowledged them, on the packet that did, unless `inline` is
/// set.
///
/// One per worker; not thread-safe. State per flow lies in `Flow.streamState`.
public final class TcpReassembler {
    private final TcpSettings settings;
    private final Delivery delivery;
    private final Exchange exchange;
    private final Handshake handshake;
    private long badChecksums;
    private long sessions;
    private long withoutSession;

    public TcpReassembler(TcpSettings settings) {
        this.settings = settings;
        this.delivery = new Delivery(settings);
        this.exchange = new Exchange(delivery);
        this.handshake = new Handshake(settings, delivery, exchange);
    }

    /// Takes a packet that the flow table has seen; other than TCP is passed over. Sets `inStream` and
    /// `established` of the packet, the flow's state, and adds stream anomalies to the packet.
    @HotPath
    public void accept(Packet packet, StreamSink sink) {
        Flow flow = packet.flow;
        if (flow == null || packet.protocol != 6 || flow.protocol != 6) return;
        if (packet.transportChecksumBad) {
            badChecksums++;
            // The receiver will not take it: whoever trusts it can be lied to.
            if (settings.checksums()) return;
        }
        TcpSession session = (TcpSession) flow.streamState;
        if (session == null) {
            session = handshake.begin(packet, sink);
            if (session == null) {
                withoutSession++;
                return;
            }
            flow.streamState = session;
            sessions++;
            return;
        }
        // As the rule language has it: the ACK that ends the handshake is not yet of an established session.
        packet.established = session.established();
        step(session, packet, sink);
    }

    private void step(TcpSession session, Packet packet, StreamSink sink) {
        // The other side is seen after all.
        if (session.async && packet.direction != session.oneSide) session.async = false;
        switch (session.state) {
            case SYN_SENT -> handshake.synSent(session, packet, sink);
            case SYN_RECV -> handshake.synReceived(session, packet, sink);
            case ESTABLISHED, FIN_WAIT1, FIN_WAIT2, TIME_WAIT, LAST_ACK, CLOSE_WAIT, CLOSING, CLOSED ->
                exchange.accept(session, packet, sink);
        }
    }

    /// The flow has ended: delivers what is held, then the end of both directions. The cause handed to the sink
    /// is null.
    public void flush(Flow flow, StreamSink sink) {
        if (!(flow.streamState instanceof TcpSession session)) return;
        exchange.over(session, null, flow, sink);
    }

    public TcpSettings settings() {
        return settings;
    }

    public long sessions() {
        return sessions;
    }

    /// Packets that belong to no session (its start was not seen and midstream is off).
    public long withoutSession() {
        return withoutSession;
    }

    public long badChecksums() {
        return badChecksums;
    }

    public long gaps() {
        return delivery.gaps;
    }

    public long overlaps() {
        return delivery.overlaps;
    }

    /// Segments refused because a cap on held bytes was reached.
    public long memoryDrops() {
        return delivery.memoryDrops;
    }

    /// Bytes beyond the depth.
    public long depthBytes() {
        return delivery.depthBytes;
    }

    public long heldBytes() {
        return delivery.heldBytes();
    }
}
