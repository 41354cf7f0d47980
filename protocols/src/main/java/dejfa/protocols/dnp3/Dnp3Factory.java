package dejfa.protocols.dnp3;

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
import java.util.Map;

/// Recognises the first link header; elsewhere than on its port its CRC must hold too.
@Provides(FlowParserFactory.class)
public final class Dnp3Factory implements FlowParserFactory {
    private static final int DNP3_PORT = 20000;
    private static final String SETTINGS = "app-layer.protocols.dnp3.";

    private Limits limits = Limits.DEFAULT;

    /// What a flow's parser keeps.
    ///
    /// @param objects of a fragment
    /// @param points of an object
    /// @param fragmentBytes an application fragment, joined; IEEE 1815 §4.4.1 asks for 2048
    record Limits(int objects, int points, int fragmentBytes) {
        static final Limits DEFAULT = new Limits(1024, 4096, 4096);
    }

    @Override
    public String protocol() {
        return "dnp3";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 6 || ipProtocol == 17;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(Dnp3Fields.SCHEMA);
    }

    @Override
    public int[] usualPorts() {
        return new int[] {DNP3_PORT};
    }

    @Override
    public void configure(Map<String, String> settings) {
        limits = new Limits(
                limit(settings, "max-objects", limits.objects),
                limit(settings, "max-points", limits.points),
                limits.fragmentBytes);
    }

    private static int limit(Map<String, String> settings, String name, int whenUnset) {
        String given = settings.getOrDefault(SETTINGS + name, "");
        return given.matches("[0-9]{1,5}") ? Math.max(1, Integer.parseInt(given)) : whenUnset;
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        int known = Math.min(lengthBytes, LinkReader.HEADER_BYTES);
        byte[] head = Chunks.copy(bytes, offset, known);
        if (known > 0 && head[0] != LinkReader.START || known > 1 && head[1] != LinkReader.START_2) {
            return Recognition.NO;
        }
        if (known > 2 && (head[2] & 0xff) < LinkReader.LEAST_LENGTH) return Recognition.NO;
        if (known < LinkReader.HEADER_BYTES) return flow.protocol == 17 ? Recognition.NO : Recognition.MORE;
        boolean usual = flow.serverPort == DNP3_PORT || flow.clientPort == DNP3_PORT;
        return usual || Crc.holds(head, 0, LinkReader.HEADER_BYTES - 2) ? Recognition.YES : Recognition.NO;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new Dnp3Parser(limits, flow.protocol == 17);
    }
}
