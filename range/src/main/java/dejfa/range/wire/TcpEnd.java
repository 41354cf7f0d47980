package dejfa.range.wire;

import java.util.TreeMap;

/// One end of a TCP connection: what it has sent and received.
final class TcpEnd {
    final Host host;
    final int port;
    final long isn;
    final IpIds ids;
    /// next sequence number to send, counted from the ISN without wrapping
    long sent;
    /// highest in-order byte received, counted from the peer's ISN
    long received;
    /// last timestamp of the peer (RFC 7323)
    long echo;
    /// when a delayed acknowledgement would be seen at the tap; -1 where none is owed
    long owedAckNs = -1;
    /// out-of-order segments received: start to end
    final TreeMap<Long, Long> ahead = new TreeMap<>();

    TcpEnd(Host host, int port, Dice dice) {
        this.host = host;
        this.port = port;
        isn = dice.nextLong() & 0xffff_ffffL;
        ids = host.stack == Stack.LINUX ? new IpIds(dice.below(65536)) : host.ids;
    }

    /// Takes a segment in.
    /// @return whether it was the next one in order and left no hole behind it
    boolean receive(long from, long to) {
        if (from > received) {
            ahead.put(from, to);
            return false;
        }
        boolean duplicate = to <= received;
        received = Math.max(received, to);
        boolean hadHole = !ahead.isEmpty();
        while (!ahead.isEmpty() && ahead.firstKey() <= received) {
            received = Math.max(received, ahead.pollFirstEntry().getValue());
        }
        return !duplicate && !hadHole;
    }

    long timestamp(long timeNs) {
        return host.timestampBase + timeNs / 1_000_000L & 0xffff_ffffL;
    }
}
