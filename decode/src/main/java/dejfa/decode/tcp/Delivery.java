package dejfa.decode.tcp;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.HotPath;
import dejfa.api.Packet;
import dejfa.api.StreamSink;
import dejfa.decode.Anomaly;
import java.util.Arrays;

/// Takes segments in and hands ordered bytes to the sink: when they are acknowledged, or at once where that is
/// set.
@HotPath
final class Delivery {
    /// Urgent bytes remembered per direction; more are left in the stream.
    private static final int MAX_URGENT = 64;

    private final TcpSettings settings;
    private final ChunkPool pool;
    long gaps;
    long overlaps;
    long memoryDrops;
    long depthBytes;

    Delivery(TcpSettings settings) {
        this.settings = settings;
        this.pool = new ChunkPool(settings.maxPartitionBytes());
    }

    /// The payload of a packet that belongs to the stream.
    void take(TcpSession s, Half half, Packet p, StreamSink sink) {
        int seq = (int) p.tcpSequence + ((p.tcpFlags & 2) != 0 ? 1 : 0);
        int length = p.payloadBytes;
        StreamBuffer buffer = half.buffer;
        if (half.finSeen && seq + length - half.finSeq > 0) length = half.finSeq - seq;
        if (length <= 0) return;
        if ((p.tcpFlags & 32) != 0) urgent(half, seq, p.tcpUrgent, length);
        int rel = seq - buffer.baseSeq;
        if (rel + length <= 0) {
            if (half.depthReached) return;
            anomaly(p, Anomaly.STREAM_REASSEMBLY_SEGMENT_BEFORE_BASE_SEQ);
            return;
        }
        length = withinDepth(half, p, rel, length);
        if (length <= 0) return;
        p.inStream = true;
        boolean atOnce = settings.inline() || s.async;
        boolean ordered = rel <= 0 && buffer.empty() && half.urgentCount == 0;
        if (ordered && (atOnce || half.acked - (seq + length) >= 0)) {
            // In order and nothing held: straight from the packet's memory.
            int skip = -rel;
            int left = length - skip;
            sink.bytes(p, p.flow, p.direction, p.data, p.payloadOffset + skip, left, buffer.baseOffset);
            buffer.advance(left, pool, p.partition);
            return;
        }
        int result = buffer.insert(seq, p.data, p.payloadOffset, length, settings, pool, p.partition);
        judge(p, result);
        if (atOnce) deliverReady(half, p, p.flow, p.direction, sink);
        else deliverAcked(half, p, p.direction, sink);
    }

    private int withinDepth(Half half, Packet p, int rel, int length) {
        long depth = settings.depthBytes();
        if (depth == 0) return length;
        long beyond = half.buffer.baseOffset + rel + length - depth;
        if (beyond <= 0) return length;
        depthBytes += Math.min(beyond, length);
        if (!half.depthReached) {
            half.depthReached = true;
            anomaly(p, Anomaly.STREAM_REASSEMBLY_DEPTH_REACHED);
        }
        return (int) Math.max(0, length - beyond);
    }

    private void judge(Packet p, int result) {
        if ((result & StreamBuffer.OVERLAPS) != 0) overlaps++;
        if ((result & StreamBuffer.DIFFERS) != 0) anomaly(p, Anomaly.STREAM_REASSEMBLY_OVERLAP_DIFFERENT_DATA);
        if ((result & StreamBuffer.NO_MEMORY) != 0) {
            memoryDrops++;
            anomaly(p, Anomaly.STREAM_REASSEMBLY_INSERT_MEMCAP);
        }
        if ((result & StreamBuffer.LIMIT) != 0) {
            memoryDrops++;
            anomaly(p, Anomaly.STREAM_REASSEMBLY_INSERT_LIMIT);
        }
        if ((result & StreamBuffer.STORED) == 0) p.inStream = false;
    }

    /// RFC 6093: the urgent pointer points behind the urgent byte.
    private void urgent(Half half, int seq, int pointer, int length) {
        if (settings.urgent() == UrgentPolicy.INLINE || pointer == 0 || pointer > length) return;
        int at = seq + pointer - 1;
        if (at - half.buffer.baseSeq < 0 || half.urgentCount >= MAX_URGENT) return;
        for (int i = 0; i < half.urgentCount; i++) if (half.urgent[i] == at) return;
        if (half.urgent == null) half.urgent = new int[4];
        if (half.urgentCount == half.urgent.length) half.urgent = Arrays.copyOf(half.urgent, half.urgentCount * 2);
        half.urgent[half.urgentCount++] = at;
    }

    /// Everything up to the acknowledgment: what was acknowledged but never seen is a gap.
    void deliverAcked(Half half, Packet p, Direction direction, StreamSink sink) {
        int end = half.acked;
        if (half.finSeen && end - half.finSeq > 0) end = half.finSeq;
        run(half, p, p.flow, direction, sink, end - half.buffer.baseSeq, true);
    }

    private void deliverReady(Half half, Packet p, Flow flow, Direction direction, StreamSink sink) {
        run(half, p, flow, direction, sink, half.buffer.ready(), false);
    }

    /// What is held, acknowledged or not: the session is over.
    void deliverRest(Half half, Packet cause, Flow flow, Direction direction, StreamSink sink) {
        run(half, cause, flow, direction, sink, half.buffer.heldEnd(), false);
        half.buffer.release(pool, flow.partition);
    }

    private void run(
            Half half, Packet cause, Flow flow, Direction direction, StreamSink sink, int upTo, boolean acknowledged) {
        StreamBuffer buffer = half.buffer;
        int left = upTo;
        while (left > 0) {
            int ready = Math.min(left, buffer.ready());
            if (ready > 0) {
                int urgentAt = nextUrgent(half, ready);
                if (urgentAt == 0) {
                    forgetUrgent(half, buffer.baseSeq);
                    buffer.skipOne(pool, flow.partition);
                    left--;
                    continue;
                }
                int bytes = Math.min(ready, urgentAt);
                sink.bytes(cause, flow, direction, buffer.segment(), buffer.start(), bytes, buffer.baseOffset);
                buffer.advance(bytes, pool, flow.partition);
                left -= bytes;
                continue;
            }
            int hole = buffer.empty() ? left : Math.min(left, buffer.hole());
            if (settings.depthBytes() > 0) {
                // Beyond the depth nothing is missed.
                hole = (int) Math.min(hole, settings.depthBytes() - buffer.baseOffset);
                if (hole <= 0) return;
            }
            // At the end of a session what is missing may never have been sent.
            if (acknowledged) gaps++;
            if (acknowledged && cause != null) anomaly(cause, Anomaly.STREAM_REASSEMBLY_SEQ_GAP);
            sink.gap(cause, flow, direction, hole, buffer.baseOffset);
            buffer.advance(hole, pool, flow.partition);
            forgetUrgent(half, buffer.baseSeq - 1);
            left -= hole;
        }
    }

    /// Bytes before the next urgent byte among the first `within`, or `within`.
    private static int nextUrgent(Half half, int within) {
        int next = within;
        for (int i = 0; i < half.urgentCount; i++) {
            int distance = half.urgent[i] - half.buffer.baseSeq;
            if (distance >= 0 && distance < next) next = distance;
        }
        return next;
    }

    private static void forgetUrgent(Half half, int seq) {
        int kept = 0;
        for (int i = 0; i < half.urgentCount; i++) {
            if (half.urgent[i] - seq > 0) half.urgent[kept++] = half.urgent[i];
        }
        half.urgentCount = kept;
    }

    void end(Half half, Packet cause, Flow flow, Direction direction, StreamSink sink) {
        if (half.ended) return;
        half.ended = true;
        sink.end(cause, flow, direction);
    }

    void drop(Half half, Flow flow) {
        half.buffer.release(pool, flow.partition);
    }

    long heldBytes() {
        return pool.usedBytes();
    }

    static void anomaly(Packet p, Anomaly anomaly) {
        anomaly.flag(p);
    }
}
