package dejfa.protocols.websocket;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.Provides;
import dejfa.api.Schema;
import dejfa.api.Slots;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

/// Offers the parser to HTTP's upgrade. A frame's first bytes prove nothing, so nothing is recognised.
@Provides(FlowParserFactory.class)
public final class WebSocketFactory implements FlowParserFactory {
    private static final String LIMIT = "app-layer.protocols.websocket.max-payload-size";
    private static final int USUAL_PAYLOAD_BYTES = 0xffff;

    private int maxPayloadBytes = USUAL_PAYLOAD_BYTES;

    @Override
    public String protocol() {
        return "websocket";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 6;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(WebsocketFields.SCHEMA);
    }

    @Override
    public boolean weak() {
        return true;
    }

    @Override
    public void configure(Map<String, String> settings) {
        String text = settings.getOrDefault(LIMIT, "").strip();
        if (text.matches("[0-9]{1,7}")) maxPayloadBytes = Integer.parseInt(text);
    }

    @Override
    public int[] usualPorts() {
        return new int[0];
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int count, Flow flow) {
        return Recognition.NO;
    }

    /// @param context the HTTP exchange that asked for the upgrade, or null
    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new WebSocketParser(maxPayloadBytes, Compression.agreed(context));
    }
}
