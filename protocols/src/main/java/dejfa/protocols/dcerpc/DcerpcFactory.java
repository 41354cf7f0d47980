package dejfa.protocols.dcerpc;

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

/// Recognises the header of either form, on any port: services get theirs from the endpoint mapper.
@Provides(FlowParserFactory.class)
public final class DcerpcFactory implements FlowParserFactory {
    private static final int UDP = 17;

    @Override
    public String protocol() {
        return "dcerpc";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 6 || ipProtocol == UDP;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(DcerpcFields.SCHEMA);
    }

    @Override
    public int[] usualPorts() {
        return new int[] {135};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        if (flow.protocol == UDP) {
            if (lengthBytes < DatagramParser.HEADER_BYTES) return Recognition.NO;
            byte[] datagram = Chunks.copy(bytes, offset, lengthBytes);
            return DatagramParser.looksRight(datagram) ? Recognition.YES : Recognition.NO;
        }
        byte[] start = Chunks.copy(bytes, offset, Math.min(lengthBytes, PduHeader.BYTES));
        if (start.length == PduHeader.BYTES) {
            return PduHeader.read(new Cursor(start)) != null ? Recognition.YES : Recognition.NO;
        }
        boolean possible = (start.length < 1 || start[0] == 5)
                && (start.length < 2 || start[1] == 0 || start[1] == 1)
                && (start.length < 3 || start[2] >= 0 && start[2] <= PduHeader.LAST_TYPE)
                && (start.length < 5 || PduHeader.isOrder(start[4]));
        return possible ? Recognition.MORE : Recognition.NO;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return flow.protocol == UDP ? new DatagramParser() : new DcerpcParser();
    }
}
