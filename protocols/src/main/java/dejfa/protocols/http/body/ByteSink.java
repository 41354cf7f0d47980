package dejfa.protocols.http.body;

import java.lang.foreign.MemorySegment;

/// Takes the bytes of a body in order; layers of content coding are sinks that write to the next one.
public interface ByteSink {
    void write(MemorySegment bytes, long offset, int lengthBytes);

    /// Nothing more will come; a layer gives its native memory back.
    void end();

    default void write(byte[] bytes, int from, int lengthBytes) {
        write(MemorySegment.ofArray(bytes), from, lengthBytes);
    }
}
