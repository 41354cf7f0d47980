package dejfa.protocols.mqtt;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.Provides;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.protocols.Ascii;
import dejfa.protocols.Chunks;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

/// Recognises CONNECT by the protocol's name in it, on any port; on MQTT's port any message with a plausible fixed
/// header, for connections whose start was not captured.
@Provides(FlowParserFactory.class)
public final class MqttFactory implements FlowParserFactory {
    private static final int MQTT_PORT = 1883;
    private static final int LONGEST_NAME = 6;

    private MqttSettings settings = MqttSettings.DEFAULT;

    @Override
    public String protocol() {
        return "mqtt";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 6;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(MqttFields.SCHEMA);
    }

    @Override
    public void configure(Map<String, String> all) {
        settings = MqttSettings.of(all);
    }

    @Override
    public int[] usualPorts() {
        return new int[] {MQTT_PORT};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        int held = Math.min(lengthBytes, MqttHeader.MAX_BYTES + 2 + LONGEST_NAME);
        byte[] start = Chunks.copy(bytes, offset, held);
        boolean usual = flow.serverPort == MQTT_PORT || flow.clientPort == MQTT_PORT;
        if (start.length > 0 && !usual && start[0] != 0x10) return Recognition.NO;
        MqttHeader header = MqttHeader.read(start, 0, start.length);
        if (header == MqttHeader.MORE) return Recognition.MORE;
        if (header == MqttHeader.BROKEN || !header.isPlausible()) return Recognition.NO;
        if (usual) return Recognition.YES;
        return named(start, header.headerBytes());
    }

    /// MQTT 3.1 calls itself `MQIsdp`, later versions `MQTT`.
    private static Recognition named(byte[] start, int at) {
        if (start.length < at + 2) return Recognition.MORE;
        int nameBytes = (start[at] & 0xff) << 8 | start[at + 1] & 0xff;
        String name = nameBytes == 4 ? "mqtt" : nameBytes == LONGEST_NAME ? "mqisdp" : null;
        if (name == null) return Recognition.NO;
        if (start.length < at + 2 + nameBytes) return Recognition.MORE;
        return Ascii.startsWith(start, at + 2, start.length, name) ? Recognition.YES : Recognition.NO;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new MqttParser(settings);
    }
}
