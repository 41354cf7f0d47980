package dejfa.api;

import java.lang.foreign.MemorySegment;

/// Where the reassembler delivers what a direction of a TCP flow said, in order, each byte once.
public interface StreamSink {
    /// @param streamOffset bytes of this direction before these, gaps included
    void bytes(
            Packet cause,
            Flow flow,
            Direction direction,
            MemorySegment bytes,
            long offset,
            int lengthBytes,
            long streamOffset);

    void gap(Packet cause, Flow flow, Direction direction, int lengthBytes, long streamOffset);

    void end(Packet cause, Flow flow, Direction direction);
}
