package dejfa.protocols.ike;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.Provides;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.protocols.Chunks;
import dejfa.protocols.wire.Cursor;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Recognises the header: version, exchange, and a length that is the datagram's.
@Provides(FlowParserFactory.class)
public final class IkeFactory implements FlowParserFactory {
    static final int TRAVERSAL_PORT = 4500;

    @Override
    public String protocol() {
        return "ike";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 17;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(IkeFields.SCHEMA);
    }

    @Override
    public int[] usualPorts() {
        return new int[] {500, TRAVERSAL_PORT};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        int kept = Math.min(lengthBytes, IkeHeader.BYTES + IkeParser.MARKER_BYTES);
        byte[] first = Chunks.copy(bytes, offset, kept);
        int start = IkeParser.start(first, IkeParser.isTraversal(flow.clientPort, flow.serverPort));
        if (start < 0 || lengthBytes - start < IkeHeader.BYTES) return Recognition.NO;
        // The header must find its length: give it as many bytes as there are.
        byte[] whole = java.util.Arrays.copyOf(first, lengthBytes);
        IkeHeader header = IkeHeader.read(new Cursor(whole, start, whole.length));
        return header != null && header.totalBytes() == lengthBytes - start ? Recognition.YES : Recognition.NO;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new IkeParser();
    }
}
