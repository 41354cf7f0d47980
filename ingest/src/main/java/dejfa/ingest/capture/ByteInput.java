package dejfa.ingest.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The bytes of one capture, unpacked, in order.
interface ByteInput extends Closeable {
    /// Fills `target` from its position on, at least one byte where it has room.
    ///
    /// @return bytes read, or -1 at the end
    int read(ByteBuffer target) throws IOException;

    /// Bytes of the file itself (packed ones where it is packed) that were read so far.
    long fileBytes();
}
