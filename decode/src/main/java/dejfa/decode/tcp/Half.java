package dejfa.decode.tcp;

/// One direction of a session: what its sender said, and how far the other side has acknowledged it.
final class Half {
    final StreamBuffer buffer = new StreamBuffer();
    int isn;
    boolean known;
    /// sequence number behind the highest byte seen
    int nextSeq;
    /// highest acknowledgment of the other side
    int acked;
    /// right edge of what the other side allows to be sent
    int windowEnd;
    /// window that this side offers last, scaled, in bytes
    long window;
    /// shift of the windows that this side offers; -1: no such option
    int scale = -1;

    boolean timestamps;
    int lastTimestamp;
    long lastTimestampNs;
    boolean finSeen;
    /// sequence number of the FIN
    int finSeq;

    boolean resetSent;
    int resetSeq;
    /// the sink was told the end
    boolean ended;

    boolean depthReached;
    /// urgent bytes not yet passed, in order of their coming
    int[] urgent;

    int urgentCount;

    void begin(int initial) {
        isn = initial;
        known = true;
        nextSeq = initial + 1;
        acked = initial + 1;
        buffer.baseSeq = initial + 1;
        buffer.baseOffset = 0;
    }

    void sawUpTo(int seq) {
        if (seq - nextSeq > 0) nextSeq = seq;
    }
}
