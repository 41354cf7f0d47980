package dejfa.range.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// One side sends a run of bytes: cut into segments, paced by slow start, now and then lost or overtaken; the other
/// side acknowledges every second segment, at once where something is missing (RFC 5681).
final class TcpBurst {
    private record Segment(long timeNs, long from, byte[] bytes, boolean push) {}

    private static final int FIRST_WINDOW_SEGMENTS = 10;
    private static final int LARGEST_WINDOW_SEGMENTS = 44;

    private final TcpSession session;
    private final Dice dice;
    private final TcpEnd from;
    private final TcpEnd to;
    private final int segmentBytes;

    TcpBurst(TcpSession session, Dice dice, TcpEnd from, TcpEnd to, int segmentBytes) {
        this.session = session;
        this.dice = dice;
        this.from = from;
        this.to = to;
        this.segmentBytes = segmentBytes;
    }

    /// @return when the last segment was seen
    long send(long startNs, byte[] bytes) {
        List<Segment> segments = plan(startNs, bytes);
        segments.sort(Comparator.comparingLong(Segment::timeNs));
        int owed = 0;
        for (Segment segment : segments) {
            session.data(from, segment.timeNs, segment.from, segment.bytes, segment.push);
            boolean smooth = to.receive(segment.from, segment.from + segment.bytes.length);
            owed = smooth ? owed + 1 : 2;
            if (owed == 2) {
                session.bare(to, TcpHeader.ACK, segment.timeNs + 2 * to.host.delayNs + dice.between(5_000L, 30_000L));
                owed = 0;
            }
        }
        from.sent += bytes.length;
        long last = segments.getLast().timeNs;
        if (owed > 0) session.owe(to, last);
        else to.owedAckNs = -1;
        return last;
    }

    private List<Segment> plan(long startNs, byte[] bytes) {
        List<Segment> segments = new ArrayList<>();
        long lineNs = Math.max(from.host.segmentNs, to.host.segmentNs);
        long roundTripNs = 2 * (from.host.delayNs + to.host.delayNs);
        double lossRate = Math.max(from.host.lossRate, to.host.lossRate);
        long time = startNs;
        int window = FIRST_WINDOW_SEGMENTS;
        int inWindow = 0;
        for (int at = 0; at < bytes.length; at += segmentBytes) {
            int end = Math.min(bytes.length, at + segmentBytes);
            if (inWindow == window) {
                time += roundTripNs;
                window = Math.min(LARGEST_WINDOW_SEGMENTS, 2 * window);
                inWindow = 0;
            }
            Segment segment =
                    new Segment(time, from.sent + at, Arrays.copyOfRange(bytes, at, end), end == bytes.length);
            segments.add(segment);
            if (dice.chance(lossRate)) disturb(segments, segment, lineNs, roundTripNs);
            time += lineNs + dice.between(0L, lineNs / 4);
            inWindow++;
        }
        return segments;
    }

    /// The segment just added is overtaken, lost behind the tap (seen twice) or lost before it (seen late).
    private void disturb(List<Segment> segments, Segment segment, long lineNs, long roundTripNs) {
        switch (dice.below(3)) {
            case 0 -> segments.set(segments.size() - 1, at(segment, segment.timeNs + 2 * lineNs));
            case 1 -> segments.add(at(segment, segment.timeNs + roundTripNs + 200_000_000L));
            default -> segments.set(segments.size() - 1, at(segment, segment.timeNs + roundTripNs + 3 * lineNs));
        }
    }

    private static Segment at(Segment segment, long timeNs) {
        return new Segment(timeNs, segment.from, segment.bytes, segment.push);
    }
}
