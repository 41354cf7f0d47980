package dejfa.protocols.dns;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.Provides;
import dejfa.api.Schema;
import dejfa.api.Slots;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Multicast DNS (RFC 6762): DNS messages on port 5353, which alone tells them from DNS. Queries and responses may go
/// the same way: everyone sends to the group.
@Provides(FlowParserFactory.class)
public final class MdnsFactory implements FlowParserFactory {
    static final int PORT = 5353;

    @Override
    public String protocol() {
        return "mdns";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 17;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(MdnsFields.SCHEMA);
    }

    @Override
    public int[] usualPorts() {
        return new int[] {PORT};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        return LinkLocalParser.recognise(PORT, bytes, offset, lengthBytes, flow);
    }

    @Override
    public boolean answers(MemorySegment bytes, long offset, int lengthBytes) {
        return DnsMessage.saysResponse(bytes, offset, lengthBytes);
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new LinkLocalParser(LinkLocalSlots.MDNS, flow.protocol == 17);
    }
}
