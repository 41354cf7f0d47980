package dejfa.api;

import java.io.IOException;

/// Where frames come from: a capture file, several in time order, an interface.
public interface PacketSource extends AutoCloseable {
    /// Fills the batch anew.
    ///
    /// @return number of frames; 0: none now (live); -1: the end
    int poll(PacketBatch batch) throws IOException;

    /// What makes this input the same input again: a hash of its content (files) or of interface and start (live).
    long identity();

    /// In plain words what was wrong with it (cut off, unknown blocks), each with its remedy; empty when nothing was.
    java.util.List<String> complaints();

    /// Frames that were lost before Dejfa saw them (dropped by the kernel, given up); 0 for files.
    long dropped();

    /// What is counted of the input beside, by names of EVE's `stats`; nothing for files.
    default java.util.Map<String, Long> counters() {
        return java.util.Map.of();
    }

    /// Is that part of the memory full in which frames wait for Dejfa? Never for files: they wait themselves.
    default boolean isFilledTo(int percent) {
        return false;
    }

    /// No further frame is taken in (live); those that have come can still be polled.
    default void stop() {}

    /// What still waits is given up: counted, and not looked at.
    default void leave() {}

    /// Bytes of the input read so far and in all (for progress); -1 where the total is unknown.
    long readBytes();

    long totalBytes();

    @Override
    void close() throws IOException;
}
