package dejfa.protocols;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Bytes out of a chunk that the packet route lends.
public final class Chunks {
    private Chunks() {}

    /// A copy of the parser's own, in one step.
    public static byte[] copy(MemorySegment bytes, long offset, int lengthBytes) {
        byte[] copy = new byte[lengthBytes];
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, offset, copy, 0, lengthBytes);
        return copy;
    }
}
