package dejfa.protocols.dns;

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

/// Recognises DNS by content: a header whose counts fit the message, and questions that read to their end. On a
/// port other
/// than 53 the questions must also look like what hosts ask.
@Provides(FlowParserFactory.class)
public final class DnsFactory implements FlowParserFactory {
    private static final int DNS_PORT = 53;
    /// look like DNS and are protocols of their own: NBNS (RFC 1002), mDNS (RFC 6762), LLMNR (RFC 4795)
    private static final List<Integer> COUSINS = List.of(137, 5353, 5355);

    @Override
    public String protocol() {
        return "dns";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 6 || ipProtocol == 17;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(DnsFields.SCHEMA);
    }

    @Override
    public boolean weak() {
        return true;
    }

    @Override
    public int[] usualPorts() {
        return new int[] {DNS_PORT};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        boolean usual = flow.serverPort == DNS_PORT || flow.clientPort == DNS_PORT;
        boolean udp = flow.protocol == 17;
        if (udp && (COUSINS.contains(flow.serverPort) || COUSINS.contains(flow.clientPort))) return Recognition.NO;
        // of the cousins only LLMNR is spoken over TCP
        if (flow.serverPort == LlmnrFactory.PORT) return Recognition.NO;
        int held = Math.min(lengthBytes, DnsParser.MAX_MESSAGE_BYTES + 2);
        byte[] start = Chunks.copy(bytes, offset, held);
        if (udp) return plausible(start, 0, start.length, usual) ? Recognition.YES : Recognition.NO;
        if (start.length < 2 + DnsMessage.HEADER_BYTES) {
            return usual || couldBegin(start) ? Recognition.MORE : Recognition.NO;
        }
        int messageBytes = (start[0] & 0xff) << 8 | start[1] & 0xff;
        int end = 2 + messageBytes;
        if (messageBytes < DnsMessage.HEADER_BYTES || !DnsMessage.headerFits(start, 2, messageBytes)) {
            return Recognition.NO;
        }
        if (start.length < end) return usual ? Recognition.YES : Recognition.MORE;
        return plausible(start, 2, end, usual) ? Recognition.YES : Recognition.NO;
    }

    private static boolean couldBegin(byte[] start) {
        return start.length == 0 || (start[0] & 0xff) < 8;
    }

    private static boolean plausible(byte[] bytes, int from, int to, boolean usual) {
        if (!DnsMessage.headerFits(bytes, from, to - from)) return false;
        DnsMessage message = DnsMessage.read(bytes, from, to);
        return message != null && (usual || message.looksAsked());
    }

    @Override
    public boolean answers(MemorySegment bytes, long offset, int lengthBytes) {
        return DnsMessage.saysResponse(bytes, offset, lengthBytes);
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new DnsParser(flow.protocol == 17);
    }
}
