package dejfa.ingest.capture;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;

/// Native memory of one packet source: windows over open files (given back when a file ends) and batch memory.
/// One arena; closing the pool frees everything.
final class WindowPool implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final ArrayDeque<MemorySegment> free = new ArrayDeque<>();

    MemorySegment take() {
        MemorySegment window = free.poll();
        return window != null ? window : allocate(Window.CAPACITY_BYTES);
    }

    void giveBack(MemorySegment window) {
        free.push(window);
    }

    MemorySegment allocate(long bytes) {
        return arena.allocate(bytes, 64);
    }

    @Override
    public void close() {
        arena.close();
    }
}
