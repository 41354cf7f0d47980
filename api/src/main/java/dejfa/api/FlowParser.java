package dejfa.api;

import java.lang.foreign.MemorySegment;

/// One flow's parser: a state machine. Bytes come once, in order; it keeps what a limit allows and yields
/// transactions as they grow. Any bytes at all end in counted anomalies, never in an exception.
/// Chunks are never empty. For UDP each call to [#accept] is one whole datagram.
public interface FlowParser {
    void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out);

    /// `lengthBytes` bytes never came.
    void gap(Direction direction, int lengthBytes, Transactions out);

    /// The sender of this direction will send nothing more (FIN, RST or time-out).
    void end(Direction direction, Transactions out);
}
