package dejfa.api;

/// A stretch of one direction's bytes that its protocol gives a name, for the rule keyword `frame`
/// (user guide, "Frame keywords"). Not thread-safe; belongs to its flow.
public final class Frame {
    /// [#length] of a frame whose end is not known yet.
    public static final long OPEN = -1;

    /// as rules write it after the protocol: `pdu`, `request.body`
    public final String type;
    public final Direction direction;
    /// TCP: bytes of this direction before it; UDP: offset in the datagram
    public final long start;
    /// of the transaction it belongs to, or -1
    public final long transactionId;
    /// counts the frames of its flow from 1
    public final long id;
    /// for detect: which rules have seen how much of it
    public Object ruleState;

    private long length;

    Frame(long id, String type, Direction direction, long start, long length, long transactionId) {
        this.id = id;
        this.type = type;
        this.direction = direction;
        this.start = start;
        this.length = length;
        this.transactionId = transactionId;
    }

    /// Bytes, or [#OPEN].
    public long length() {
        return length;
    }

    /// Its end has been found.
    public void close(long lengthBytes) {
        length = lengthBytes;
    }
}
