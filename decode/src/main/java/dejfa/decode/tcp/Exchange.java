package dejfa.decode.tcp;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.HotPath;
import dejfa.api.Packet;
import dejfa.api.StreamSink;
import dejfa.decode.Anomaly;

/// Segments of a session under way (RFC 9293 §3.10.7.4): what is refused here is not part of the stream.
@HotPath
final class Exchange {
    /// Idle for so long, a timestamp says nothing any more (RFC 7323 §5.5).
    private static final long TIMESTAMP_LIFE_NS = 24L * 86_400 * 1_000_000_000L;

    private final Delivery delivery;

    Exchange(Delivery delivery) {
        this.delivery = delivery;
    }

    void accept(TcpSession s, Packet p, StreamSink sink) {
        Half from = s.from(p.direction);
        Half to = s.from(p.direction.reverse());
        int flags = p.tcpFlags;
        if ((flags & Flags.SYN) != 0) {
            syn(s, p);
            return;
        }
        if ((flags & Flags.RST) != 0) {
            reset(s, p, sink);
            return;
        }
        if (from.resetSent && !reopens(s, from, p)) return;
        if ((flags & Flags.ACK) == 0 && p.tcpAcknowledgment != 0) {
            Delivery.anomaly(p, Anomaly.STREAM_PKT_BROKEN_ACK);
        }
        if (!timestampValid(from, p)) {
            Delivery.anomaly(p, Anomaly.STREAM_PKT_INVALID_TIMESTAMP);
            return;
        }
        if (!inWindow(s, from, p) || (flags & Flags.ACK) != 0 && !ackValid(s, to, p)) return;
        if ((flags & Flags.ACK) != 0) acknowledge(s, from, to, p, sink);
        keepTimestamp(from, p);
        if (p.payloadBytes > 0) data(s, from, p, sink);
        if ((flags & Flags.FIN) != 0) fin(s, from, p);
        if (from.finSeen && !from.ended && (from.buffer.baseSeq - from.finSeq >= 0)) {
            delivery.end(from, p, p.flow, p.direction, sink);
        }
    }

    private static void syn(TcpSession s, Packet p) {
        boolean answer = (p.tcpFlags & Flags.ACK) != 0;
        boolean toServer = p.direction == Direction.TO_SERVER;
        int seq = (int) p.tcpSequence;
        if (s.state != TcpState.ESTABLISHED) {
            Delivery.anomaly(p, Anomaly.STREAM_SHUTDOWN_SYN_RESEND);
        } else if (answer && toServer) {
            if (!s.split) Delivery.anomaly(p, Anomaly.STREAM_EST_SYNACK_TOSERVER);
        } else if (answer) {
            if (seq != s.server.isn) Delivery.anomaly(p, Anomaly.STREAM_EST_SYNACK_RESEND_WITH_DIFF_SEQ);
            else if ((int) p.tcpAcknowledgment - s.client.isn - 1 != 0 && !s.fastOpen) {
                Delivery.anomaly(p, Anomaly.STREAM_EST_SYNACK_RESEND_WITH_DIFF_ACK);
            } else Delivery.anomaly(p, Anomaly.STREAM_EST_SYNACK_RESEND);
        } else if (!toServer) Delivery.anomaly(p, Anomaly.STREAM_EST_SYN_TOCLIENT);
        else {
            boolean same = seq == s.client.isn;
            Delivery.anomaly(p, same ? Anomaly.STREAM_EST_SYN_RESEND : Anomaly.STREAM_EST_SYN_RESEND_DIFF_SEQ);
        }
    }

    /// PAWS (RFC 7323 §5).
    private static boolean timestampValid(Half from, Packet p) {
        if (!from.timestamps || p.tcpTimestamp < 0) return true;
        if ((int) p.tcpTimestamp - from.lastTimestamp >= 0) return true;
        return p.timeNs - from.lastTimestampNs > TIMESTAMP_LIFE_NS;
    }

    private static void keepTimestamp(Half from, Packet p) {
        if (p.tcpTimestamp < 0 || !from.timestamps) return;
        // Only a segment that starts no later than what was expected (RFC 7323 §4.3).
        if ((int) p.tcpSequence - from.nextSeq > 0) return;
        if ((int) p.tcpTimestamp - from.lastTimestamp > 0) from.lastTimestamp = (int) p.tcpTimestamp;
        from.lastTimestampNs = p.timeNs;
    }

    private static boolean inWindow(TcpSession s, Half from, Packet p) {
        int seq = (int) p.tcpSequence;
        int length = p.payloadBytes;
        if (length == 0 && (p.tcpFlags & Flags.FIN) == 0) return true;
        int end = seq + length;
        if (end - from.acked < 0 || length > 0 && end == from.acked) {
            boolean keepAlive = length <= 1 && seq == from.acked - 1;
            if (!keepAlive && !s.async) {
                Delivery.anomaly(p, Anomaly.STREAM_PKT_SPURIOUS_RETRANSMISSION);
                if (end - from.acked < 0) Delivery.anomaly(p, before(s));
                return end - from.acked >= 0;
            }
            return true;
        }
        if (s.async) return true;
        // A probe of a zero window carries one byte that the other side refuses.
        if (end - from.windowEnd <= 0 || length == 1 && seq == from.windowEnd) return true;
        Delivery.anomaly(p, outside(s, p));
        return false;
    }

    private static Anomaly before(TcpSession s) {
        return s.state == TcpState.CLOSE_WAIT
                ? Anomaly.STREAM_CLOSEWAIT_PKT_BEFORE_LAST_ACK
                : Anomaly.STREAM_EST_PKT_BEFORE_LAST_ACK;
    }

    private static Anomaly outside(TcpSession s, Packet p) {
        boolean fin = (p.tcpFlags & Flags.FIN) != 0;
        return switch (s.state) {
            case CLOSE_WAIT ->
                fin ? Anomaly.STREAM_CLOSEWAIT_FIN_OUT_OF_WINDOW : Anomaly.STREAM_CLOSEWAIT_ACK_OUT_OF_WINDOW;
            case FIN_WAIT1 -> fin ? Anomaly.STREAM_FIN1_FIN_WRONG_SEQ : Anomaly.STREAM_FIN1_ACK_WRONG_SEQ;
            case FIN_WAIT2 -> fin ? Anomaly.STREAM_FIN2_FIN_WRONG_SEQ : Anomaly.STREAM_FIN2_ACK_WRONG_SEQ;
            case CLOSING -> Anomaly.STREAM_CLOSING_ACK_WRONG_SEQ;
            case LAST_ACK -> Anomaly.STREAM_LASTACK_ACK_WRONG_SEQ;
            case TIME_WAIT -> Anomaly.STREAM_TIMEWAIT_ACK_WRONG_SEQ;
            case SYN_SENT, SYN_RECV, ESTABLISHED, CLOSED ->
                fin ? Anomaly.STREAM_FIN_OUT_OF_WINDOW : Anomaly.STREAM_EST_PACKET_OUT_OF_WINDOW;
        };
    }

    /// An acknowledgment of what was never sent, or of what lies long back, proves that its sender does not see
    /// the session.
    private static boolean ackValid(TcpSession s, Half to, Packet p) {
        int ack = (int) p.tcpAcknowledgment;
        if (s.async) return true;
        boolean ahead = ack - to.nextSeq > 0 && ack - to.windowEnd > 1;
        long back = Math.max(65535, to.windowEnd - to.acked);
        boolean behind = ack - to.acked < 0 && to.acked - ack > back;
        if (!ahead && !behind) return true;
        Delivery.anomaly(p, Anomaly.STREAM_PKT_INVALID_ACK);
        Anomaly byState = invalidAck(s);
        Delivery.anomaly(p, (p.tcpFlags & Flags.FIN) != 0 ? Anomaly.STREAM_FIN_INVALID_ACK : byState);
        return false;
    }

    private static Anomaly invalidAck(TcpSession s) {
        return switch (s.state) {
            case CLOSE_WAIT -> Anomaly.STREAM_CLOSEWAIT_INVALID_ACK;
            case FIN_WAIT1 -> Anomaly.STREAM_FIN1_INVALID_ACK;
            case FIN_WAIT2 -> Anomaly.STREAM_FIN2_INVALID_ACK;
            case CLOSING -> Anomaly.STREAM_CLOSING_INVALID_ACK;
            case LAST_ACK -> Anomaly.STREAM_LASTACK_INVALID_ACK;
            case TIME_WAIT -> Anomaly.STREAM_TIMEWAIT_INVALID_ACK;
            case SYN_SENT, SYN_RECV, ESTABLISHED, CLOSED -> Anomaly.STREAM_EST_INVALID_ACK;
        };
    }

    private void acknowledge(TcpSession s, Half from, Half to, Packet p, StreamSink sink) {
        int ack = (int) p.tcpAcknowledgment;
        long window = (long) p.tcpWindow << Math.max(0, from.scale);
        from.window = window;
        int edge = ack + (int) Math.min(window, 1 << 30);
        if (edge - to.windowEnd > 0) to.windowEnd = edge;
        if (ack - to.acked > 0) {
            if (s.async && to.buffer.baseOffset == 0 && to.buffer.empty()) {
                // Nothing of that direction was ever seen: its bytes are not missing, they went another way.
                to.begin(ack - 1);
                return;
            }
            to.acked = ack;
            to.sawUpTo(ack);
            delivery.deliverAcked(to, p, p.direction.reverse(), sink);
        }
        if (to.finSeen && ack - to.finSeq > 0) {
            delivery.end(to, p, p.flow, p.direction.reverse(), sink);
            finAcknowledged(s, p);
        }
    }

    private void data(TcpSession s, Half from, Packet p, StreamSink sink) {
        int seq = (int) p.tcpSequence;
        int end = seq + p.payloadBytes;
        if (seq == from.acked - 1 && p.payloadBytes == 1) return;
        if (end - from.windowEnd > 0 && p.payloadBytes == 1 && !s.async) return;
        if (end - from.nextSeq <= 0 && seq - from.buffer.baseSeq >= 0) {
            Delivery.anomaly(p, Anomaly.STREAM_PKT_RETRANSMISSION);
        }
        from.sawUpTo(end);
        delivery.take(s, from, p, sink);
    }

    private static void fin(TcpSession s, Half from, Packet p) {
        int at = (int) p.tcpSequence + p.payloadBytes;
        if (from.finSeen) return;
        if (at - from.nextSeq < 0) {
            // Data behind it was seen: whoever sent this FIN is not who sent the data.
            Delivery.anomaly(p, Anomaly.STREAM_FIN_OUT_OF_WINDOW);
            return;
        }
        from.finSeen = true;
        from.finSeq = at;
        from.sawUpTo(at + 1);
        boolean ofClient = p.direction == Direction.TO_SERVER;
        switch (s.state) {
            case ESTABLISHED -> s.become(ofClient ? TcpState.CLOSE_WAIT : TcpState.FIN_WAIT1, p.flow);
            case CLOSE_WAIT -> s.become(TcpState.LAST_ACK, p.flow);
            case FIN_WAIT1 -> s.become(TcpState.CLOSING, p.flow);
            case FIN_WAIT2 -> s.become(TcpState.TIME_WAIT, p.flow);
            case SYN_SENT, SYN_RECV, CLOSING, LAST_ACK, TIME_WAIT, CLOSED -> {
                // The state has it already.
            }
        }
    }

    private static void finAcknowledged(TcpSession s, Packet p) {
        boolean serverFin = p.direction == Direction.TO_SERVER;
        switch (s.state) {
            case FIN_WAIT1 -> {
                if (serverFin) s.become(TcpState.FIN_WAIT2, p.flow);
            }
            case CLOSING -> s.become(TcpState.TIME_WAIT, p.flow);
            case LAST_ACK -> {
                if (serverFin) s.become(TcpState.CLOSED, p.flow);
            }
            case TIME_WAIT -> {
                if (!serverFin) s.become(TcpState.CLOSED, p.flow);
            }
            case SYN_SENT, SYN_RECV, ESTABLISHED, CLOSE_WAIT, FIN_WAIT2, CLOSED -> {
                // Nothing changes.
            }
        }
    }

    /// A reset counts where its sender sees the session: in the window, and right in what it acknowledges (RFC
    /// 5961).
    void reset(TcpSession s, Packet p, StreamSink sink) {
        Half from = s.from(p.direction);
        Half to = s.from(p.direction.reverse());
        int seq = (int) p.tcpSequence;
        boolean afterFin = from.finSeen && seq == from.finSeq;
        boolean rightSeq = seq - from.acked >= 0 && (seq - from.nextSeq <= 0 || seq - from.windowEnd <= 0);
        if (s.midstream || s.async) rightSeq = rightSeq || seq - from.nextSeq >= 0;
        boolean withAck = (p.tcpFlags & Flags.ACK) != 0;
        int ack = (int) p.tcpAcknowledgment;
        boolean rightAck = !withAck || ack - to.nextSeq <= 0 || ack - to.windowEnd <= 1;
        if (!rightAck || !(rightSeq || afterFin)) {
            Delivery.anomaly(p, Anomaly.STREAM_RST_INVALID_ACK);
            return;
        }
        if (p.payloadBytes > 0) Delivery.anomaly(p, Anomaly.STREAM_RST_WITH_DATA);
        if (s.state == TcpState.CLOSED) return;
        if (withAck) acknowledge(s, from, to, p, sink);
        from.resetSent = true;
        from.resetSeq = seq;
        close(s, p);
    }

    /// What is held stays until the flow ends: the reset may be forged, and the session go on.
    void close(TcpSession s, Packet p) {
        if (s.state == TcpState.CLOSED) return;
        s.beforeClose = s.state;
        s.become(TcpState.CLOSED, p.flow);
    }

    /// Hands over what is held of both directions, and tells their ends.
    void over(TcpSession s, Packet cause, Flow flow, StreamSink sink) {
        delivery.deliverRest(s.client, cause, flow, Direction.TO_SERVER, sink);
        delivery.deliverRest(s.server, cause, flow, Direction.TO_CLIENT, sink);
        delivery.end(s.client, cause, flow, Direction.TO_SERVER, sink);
        delivery.end(s.server, cause, flow, Direction.TO_CLIENT, sink);
    }

    /// Who goes on sending behind his own reset did not send it: the session is what it was before.
    private static boolean reopens(TcpSession s, Half from, Packet p) {
        if ((int) p.tcpSequence - from.resetSeq < 0 || p.payloadBytes == 0) return false;
        Delivery.anomaly(p, Anomaly.STREAM_SUSPECTED_RST_INJECT);
        from.resetSent = false;
        if (s.state == TcpState.CLOSED) s.become(s.beforeClose, p.flow);
        return true;
    }
}
