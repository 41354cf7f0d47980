package dejfa.protocols.tftp;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.Provides;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.protocols.Chunks;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Recognises a request to read or write (RFC 1350 §5): on TFTP's port by its shape, elsewhere only with one of the
/// three known modes.
@Provides(FlowParserFactory.class)
public final class TftpFactory implements FlowParserFactory {
    private static final int TFTP_PORT = 69;
    private static final int MAX_REQUEST_BYTES = 512;

    @Override
    public String protocol() {
        return "tftp";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 17;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(TftpFields.SCHEMA);
    }

    @Override
    public boolean weak() {
        return true;
    }

    @Override
    public int[] usualPorts() {
        return new int[] {TFTP_PORT};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        if (lengthBytes > MAX_REQUEST_BYTES) return Recognition.NO;
        byte[] message = Chunks.copy(bytes, offset, lengthBytes);
        TftpRequest request = TftpRequest.read(message);
        if (request == null || request.file().length == 0) return Recognition.NO;
        boolean usual = flow.serverPort == TFTP_PORT;
        return usual || request.isOfKnownMode() ? Recognition.YES : Recognition.NO;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new TftpParser();
    }
}
