package dejfa.protocols.ike;

import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.Chunks;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Hex;
import java.lang.foreign.MemorySegment;

/// Each datagram is a message; those of port 4500 stand behind four zero bytes, where ESP has its number (RFC 3948
/// §2.2).
final class IkeParser implements FlowParser {
    static final int MARKER_BYTES = 4;

    private final IkeOne one = new IkeOne();

    /// Offset of the message: behind the marker where there is one, -1 where it is ESP or a keep-alive.
    static int start(byte[] bytes, boolean traversal) {
        if (!traversal) return 0;
        if (bytes.length <= MARKER_BYTES) return -1;
        for (int i = 0; i < MARKER_BYTES; i++) if (bytes[i] != 0) return -1;
        return MARKER_BYTES;
    }

    static boolean isTraversal(int clientPort, int serverPort) {
        return clientPort == IkeFactory.TRAVERSAL_PORT || serverPort == IkeFactory.TRAVERSAL_PORT;
    }

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        byte[] all = Chunks.copy(bytes, offset, lengthBytes);
        int start = start(all, isTraversal(out.flow().clientPort, out.flow().serverPort));
        if (start < 0) return;
        Transaction message = out.open(IkeFields.SCHEMA);
        message.only = direction;
        Cursor in = new Cursor(all, start, all.length);
        IkeHeader header = IkeHeader.read(in);
        boolean sound = header != null;
        if (sound) {
            message.set(IkeFields.VERSION_MAJOR, header.major())
                    .set(IkeFields.VERSION_MINOR, header.minor())
                    .set(IkeFields.EXCHANGE_TYPE, header.exchange())
                    .set(IkeFields.MESSAGE_ID, header.messageId())
                    .set(IkeFields.INIT_SPI, Hex.plain(header.initiatorSpi()))
                    .set(IkeFields.RESP_SPI, Hex.plain(header.responderSpi()));
            // What follows the length the header tells does not belong to it.
            Cursor body = in.slice((int) header.totalBytes() - IkeHeader.BYTES);
            sound = header.major() == 1
                    ? one.read(header, direction, body, message)
                    : IkeTwo.read(header, body, message);
        }
        if (!sound) message.anomaly("malformed_data");
        message.complete();
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        // datagrams have no gaps
    }

    @Override
    public void end(Direction direction, Transactions out) {
        // nothing is held
    }
}
