package dejfa.node.route;

import java.io.IOException;
import java.util.function.Consumer;

/// Packets from their source to the ordered stage, by whatever threads.
public interface PacketRun {
    /// Works until the input ends. The calling thread is the ordered stage; a fault in any other is thrown here.
    void run(Consumer<Object> stage, Pipeline.Progress progress) throws IOException;

    /// Ends the input early (an interrupt): what has been read is finished.
    void stop();

    /// Frames read so far.
    long packets();

    /// Their captured bytes.
    long bytes();

    /// Frames whose link type is unknown, so that nothing in them was read.
    long unreadable();

    /// The link type of the last of them (draft-ietf-opsawg-pcaplinktype).
    int unknownLink();

    /// The capture says of itself that the range made it.
    boolean synthetic();
}
