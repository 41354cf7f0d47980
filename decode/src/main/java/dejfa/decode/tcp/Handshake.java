package dejfa.decode.tcp;

import dejfa.api.Direction;
import dejfa.api.HotPath;
import dejfa.api.Packet;
import dejfa.api.StreamSink;
import dejfa.decode.Anomaly;

/// From the first packet to the established session (RFC 9293 §3.5), or the pick-up of one under way.
@HotPath
final class Handshake {
    /// Shift taken for a side whose options were not seen: the largest (RFC 7323 §2.3), so that nothing is
    /// refused.
    private static final int UNKNOWN_SCALE = 14;

    private final TcpSettings settings;
    private final Delivery delivery;
    private final Exchange exchange;

    Handshake(TcpSettings settings, Delivery delivery, Exchange exchange) {
        this.settings = settings;
        this.delivery = delivery;
        this.exchange = exchange;
    }

    /// @return null where the packet starts no session
    TcpSession begin(Packet p, StreamSink sink) {
        int flags = p.tcpFlags;
        if ((flags & Flags.RST) != 0) {
            Delivery.anomaly(p, Anomaly.STREAM_RST_BUT_NO_SESSION);
            return null;
        }
        if ((flags & Flags.FIN) != 0) {
            boolean both = (flags & Flags.SYN) != 0;
            Delivery.anomaly(p, both ? Anomaly.STREAM_FIN_SYN : Anomaly.STREAM_FIN_BUT_NO_SESSION);
            if (!settings.midstream() || both) return null;
        }
        if ((flags & (Flags.SYN | Flags.ACK)) == Flags.SYN) return afterSyn(p, sink);
        if ((flags & Flags.ACK) == 0) return null;
        if ((flags & Flags.SYN) != 0) {
            return settings.midstream() || settings.asyncOneside() ? afterSynAck(p) : null;
        }
        return settings.midstream() ? midstream(p, sink) : null;
    }

    private TcpSession afterSyn(Packet p, StreamSink sink) {
        TcpSession s = new TcpSession();
        syn(s.from(p.direction), p);
        s.synTimestamp = (int) p.tcpTimestamp;
        s.become(TcpState.SYN_SENT, p.flow);
        if (p.payloadBytes > 0) {
            s.fastOpen = true;
            s.from(p.direction).sawUpTo((int) p.tcpSequence + 1 + p.payloadBytes);
            delivery.take(s, s.from(p.direction), p, sink);
        }
        return s;
    }

    private TcpSession afterSynAck(Packet p) {
        TcpSession s = new TcpSession();
        s.midstream = true;
        p.flow.midstream = true;
        Half server = s.from(p.direction);
        Half client = s.from(p.direction.reverse());
        syn(server, p);
        client.begin((int) p.tcpAcknowledgment - 1);
        client.windowEnd = (int) p.tcpAcknowledgment + p.tcpWindow;
        client.scale = UNKNOWN_SCALE;
        server.windowEnd = server.isn + 1 + (65535 << 10);
        server.timestamps = false;
        s.async = settings.asyncOneside();
        s.oneSide = p.direction;
        s.become(TcpState.SYN_RECV, p.flow);
        return s;
    }

    private TcpSession midstream(Packet p, StreamSink sink) {
        TcpSession s = new TcpSession();
        s.midstream = true;
        s.async = settings.asyncOneside();
        s.oneSide = p.direction;
        p.flow.midstream = true;
        Half from = s.from(p.direction);
        Half to = s.from(p.direction.reverse());
        from.begin((int) p.tcpSequence - 1);
        to.begin((int) p.tcpAcknowledgment - 1);
        from.scale = to.scale = UNKNOWN_SCALE;
        from.windowEnd = from.nextSeq + (65535 << 10);
        to.windowEnd = to.nextSeq + (65535 << 10);
        s.become(TcpState.ESTABLISHED, p.flow);
        exchange.accept(s, p, sink);
        return s;
    }

    private static void syn(Half half, Packet p) {
        half.begin((int) p.tcpSequence);
        half.scale = p.tcpWindowScale;
        half.window = p.tcpWindow;
        half.timestamps = p.tcpTimestamp >= 0;
        half.lastTimestamp = (int) p.tcpTimestamp;
        half.lastTimestampNs = p.timeNs;
    }

    /// State SYN_SENT.
    void synSent(TcpSession s, Packet p, StreamSink sink) {
        int flags = p.tcpFlags;
        boolean fromClient = p.direction == Direction.TO_SERVER;
        if (!fromClient && !echoes(s, p)) {
            Anomaly.STREAM_PKT_INVALID_TIMESTAMP.flag(p);
            return;
        }
        if ((flags & Flags.RST) != 0) resetOfSyn(s, p);
        else if ((flags & (Flags.SYN | Flags.ACK)) == (Flags.SYN | Flags.ACK)) {
            if (!fromClient) answer(s, p, sink);
            else if (s.split) splitAnswer(s, p);
            else Delivery.anomaly(p, Anomaly.STREAM_3WHS_SYNACK_IN_WRONG_DIRECTION);
        } else if ((flags & Flags.SYN) != 0) {
            if (fromClient) resentSyn(s, p, sink);
            else {
                // A split or simultaneous open: both sides send a SYN.
                s.split = true;
                syn(s.server, p);
            }
        } else if ((flags & Flags.ACK) != 0 && fromClient && settings.asyncOneside()) {
            oneSided(s, p, sink);
        }
    }

    /// An answer to the SYN echoes the timestamp of one of its sendings; the client refuses others (RFC 7323
    /// §3.2).
    private static boolean echoes(TcpSession s, Packet p) {
        if (!s.client.timestamps || p.tcpTimestamp < 0 || p.tcpTimestampEcho == 0) return true;
        int echo = (int) p.tcpTimestampEcho;
        return echo - s.synTimestamp >= 0 && s.client.lastTimestamp - echo >= 0;
    }

    private void resentSyn(TcpSession s, Packet p, StreamSink sink) {
        if ((int) p.tcpSequence == s.client.isn) {
            if (p.tcpTimestamp >= 0) s.client.lastTimestamp = (int) p.tcpTimestamp;
            return;
        }
        s.synTimestamp = (int) p.tcpTimestamp;
        delivery.drop(s.client, p.flow);
        syn(s.client, p);
        if (p.payloadBytes > 0) {
            s.fastOpen = true;
            s.client.sawUpTo((int) p.tcpSequence + 1 + p.payloadBytes);
            delivery.take(s, s.client, p, sink);
        }
    }

    private void resetOfSyn(TcpSession s, Packet p) {
        boolean fromClient = p.direction == Direction.TO_SERVER;
        int seq = (int) p.tcpSequence;
        int ack = (int) p.tcpAcknowledgment;
        boolean valid = fromClient
                // A reset behind the SYN answers a stray packet; the client's socket goes on.
                ? seq == s.client.isn
                : (p.tcpFlags & Flags.ACK) != 0 && ack - s.client.isn > 0 && ack - s.client.nextSeq <= 0;
        if (valid) exchange.close(s, p);
        else Delivery.anomaly(p, Anomaly.STREAM_RST_INVALID_ACK);
    }

    /// SYN/ACK of the server: it settles how much of the data on the SYN was taken.
    private void answer(TcpSession s, Packet p, StreamSink sink) {
        int ack = (int) p.tcpAcknowledgment;
        int taken = ack - s.client.isn - 1;
        if (taken != 0 && (taken < 0 || ack - s.client.nextSeq > 0)) {
            Delivery.anomaly(
                    p, s.split ? Anomaly.STREAM_4WHS_SYNACK_WITH_WRONG_ACK : Anomaly.STREAM_3WHS_SYNACK_WITH_WRONG_ACK);
            return;
        }
        if (s.split && (int) p.tcpSequence != s.server.isn) {
            Delivery.anomaly(p, Anomaly.STREAM_4WHS_SYNACK_WITH_WRONG_SYN);
            return;
        }
        if (taken == 0 && s.fastOpen) {
            s.fastOpen = false;
            s.client.nextSeq = s.client.isn + 1;
            delivery.drop(s.client, p.flow);
        }
        syn(s.server, p);
        s.server.sawUpTo(s.server.isn + 1 + p.payloadBytes);
        s.client.acked = ack;
        windows(s);
        s.become(TcpState.SYN_RECV, p.flow);
        if (taken > 0) delivery.deliverAcked(s.client, p, Direction.TO_SERVER, sink);
        if (p.payloadBytes > 0) delivery.take(s, s.server, p, sink);
    }

    /// SYN, SYN, and now the client's SYN/ACK: the server's ACK is to follow.
    private static void splitAnswer(TcpSession s, Packet p) {
        if ((int) p.tcpAcknowledgment != s.server.isn + 1) {
            Delivery.anomaly(p, Anomaly.STREAM_4WHS_SYNACK_WITH_WRONG_ACK);
            return;
        }
        if ((int) p.tcpSequence != s.client.isn) {
            Delivery.anomaly(p, Anomaly.STREAM_4WHS_SYNACK_WITH_WRONG_SYN);
            return;
        }
        syn(s.client, p);
        windows(s);
        s.become(TcpState.SYN_RECV, p.flow);
    }

    /// Before options count: windows of SYN segments are not scaled (RFC 7323 §2.2).
    private static void windows(TcpSession s) {
        s.client.windowEnd = s.client.acked + (int) s.server.window;
        s.server.windowEnd = s.server.isn + 1 + (int) s.client.window;
        if (s.client.scale < 0 || s.server.scale < 0) s.client.scale = s.server.scale = 0;
        s.client.timestamps = s.server.timestamps = s.client.timestamps && s.server.timestamps;
    }

    /// The client goes on, though no answer was seen: the other direction takes another way.
    private void oneSided(TcpSession s, Packet p, StreamSink sink) {
        if ((int) p.tcpSequence != s.client.nextSeq) {
            Delivery.anomaly(p, Anomaly.STREAM_3WHS_ASYNC_WRONG_SEQ);
            return;
        }
        s.async = true;
        s.oneSide = p.direction;
        s.server.begin((int) p.tcpAcknowledgment - 1);
        s.client.windowEnd = s.client.nextSeq + (65535 << 10);
        s.server.windowEnd = s.server.nextSeq + (65535 << 10);
        s.client.timestamps = false;
        s.become(TcpState.ESTABLISHED, p.flow);
        exchange.accept(s, p, sink);
    }

    /// State SYN_RECV.
    void synReceived(TcpSession s, Packet p, StreamSink sink) {
        int flags = p.tcpFlags;
        if ((flags & Flags.RST) != 0) exchange.reset(s, p, sink);
        else if ((flags & (Flags.SYN | Flags.ACK)) == (Flags.SYN | Flags.ACK)) resentAnswer(s, p);
        else if ((flags & Flags.SYN) != 0) {
            if (p.direction == Direction.TO_CLIENT) {
                Delivery.anomaly(p, Anomaly.STREAM_3WHS_SYN_TOCLIENT_ON_SYN_RECV);
            } else if ((int) p.tcpSequence != s.client.isn) {
                Delivery.anomaly(p, Anomaly.STREAM_3WHS_SYN_RESEND_DIFF_SEQ_ON_SYN_RECV);
            }
        } else if ((flags & Flags.ACK) != 0) {
            if (p.direction == Direction.TO_SERVER) lastStep(s, p, sink);
            else serverFirst(s, p, sink);
        }
    }

    private void resentAnswer(TcpSession s, Packet p) {
        if (p.direction == Direction.TO_SERVER) {
            // In a simultaneous open the client answers with a SYN/ACK too.
            if (!s.split) Delivery.anomaly(p, Anomaly.STREAM_3WHS_SYNACK_TOSERVER_ON_SYN_RECV);
            return;
        }
        int ack = (int) p.tcpAcknowledgment;
        if (ack - s.client.isn - 1 < 0 || ack - s.client.nextSeq > 0) {
            Delivery.anomaly(p, Anomaly.STREAM_3WHS_SYNACK_RESEND_WITH_DIFF_ACK);
            return;
        }
        if ((int) p.tcpSequence != s.server.isn) {
            Delivery.anomaly(p, Anomaly.STREAM_3WHS_SYNACK_RESEND_WITH_DIFF_SEQ);
            s.otherServerIsn = (int) p.tcpSequence;
            s.otherServerIsnKnown = true;
        }
    }

    /// The client's ACK; data and FIN may come with it.
    private void lastStep(TcpSession s, Packet p, StreamSink sink) {
        int seq = (int) p.tcpSequence;
        int ack = (int) p.tcpAcknowledgment;
        if (s.otherServerIsnKnown && ack == s.otherServerIsn + 1) {
            s.server.begin(s.otherServerIsn);
            s.server.windowEnd = s.server.isn + 1 + (int) s.client.window;
        }
        boolean rightSeq = seq - s.client.isn - 1 >= 0 && seq - s.client.windowEnd <= 0
                || seq + p.payloadBytes - s.client.nextSeq <= 0 && seq - s.client.isn > 0;
        boolean rightAck =
                ack - s.server.isn - 1 >= 0 && (ack - s.server.nextSeq <= 0 || ack - s.server.windowEnd <= 0);
        if (!rightAck) {
            Delivery.anomaly(
                    p,
                    rightSeq
                            ? Anomaly.STREAM_3WHS_RIGHT_SEQ_WRONG_ACK_EVASION
                            : Anomaly.STREAM_3WHS_WRONG_SEQ_WRONG_ACK);
            return;
        }
        if (!rightSeq) {
            Delivery.anomaly(p, s.split ? Anomaly.STREAM_4WHS_WRONG_SEQ : Anomaly.STREAM_3WHS_WRONG_SEQ_WRONG_ACK);
            return;
        }
        establish(s, p, sink);
    }

    /// The server sends before the client's ACK was seen.
    private void serverFirst(TcpSession s, Packet p, StreamSink sink) {
        int ahead = (int) p.tcpAcknowledgment - s.client.nextSeq;
        boolean rightSeq = (int) p.tcpSequence == s.server.isn + 1 || (int) p.tcpSequence == s.server.nextSeq;
        if (s.split) {
            if (ahead != 0) Delivery.anomaly(p, Anomaly.STREAM_4WHS_INVALID_ACK);
            else if (!rightSeq) Delivery.anomaly(p, Anomaly.STREAM_4WHS_WRONG_SEQ);
            else establish(s, p, sink);
        } else if (s.midstream && rightSeq && ahead >= 0) {
            establish(s, p, sink);
        } else if (s.fastOpen && rightSeq && ahead == 0) {
            // The server may answer what came with the SYN before the handshake ends (RFC 7413 §2).
            exchange.accept(s, p, sink);
        } else {
            boolean injected = rightSeq && ahead == 0 && p.payloadBytes > 0;
            Delivery.anomaly(p, injected ? Anomaly.STREAM_3WHS_ACK_DATA_INJECT : Anomaly.STREAM_3WHS_ACK_IN_WRONG_DIR);
        }
    }

    private void establish(TcpSession s, Packet p, StreamSink sink) {
        s.become(TcpState.ESTABLISHED, p.flow);
        p.flow.handshakeSeen = !s.midstream;
        exchange.accept(s, p, sink);
    }
}
