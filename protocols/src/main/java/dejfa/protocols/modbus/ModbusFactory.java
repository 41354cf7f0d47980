package dejfa.protocols.modbus;

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

/// Recognises the header (protocol 0, a length that a message can have) and a function code. Elsewhere than on
/// its port the message must be one whose length the function gives away.
@Provides(FlowParserFactory.class)
public final class ModbusFactory implements FlowParserFactory {
    private static final int MODBUS_PORT = 502;
    private static final int DEFAULT_FLOOD = 500;

    private int flood = DEFAULT_FLOOD;

    @Override
    public String protocol() {
        return "modbus";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 6;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(ModbusFields.SCHEMA);
    }

    @Override
    public boolean weak() {
        return true;
    }

    @Override
    public int[] usualPorts() {
        return new int[] {MODBUS_PORT};
    }

    @Override
    public void configure(Map<String, String> settings) {
        String limit = settings.getOrDefault("app-layer.protocols.modbus.request-flood", "");
        if (limit.matches("[0-9]{1,6}")) flood = Math.max(1, Integer.parseInt(limit));
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        int known = Math.min(lengthBytes, ModbusParser.HEADER_BYTES + 1);
        byte[] head = Chunks.copy(bytes, offset, known);
        if (known > 2 && head[2] != 0 || known > 3 && head[3] != 0 || known > 4 && head[4] != 0) return Recognition.NO;
        if (known > 5 && (head[5] & 0xff) < 2) return Recognition.NO;
        if (known <= ModbusParser.HEADER_BYTES) return Recognition.MORE;
        int function = head[7] & 0xff;
        int messageBytes = head[5] & 0xff;
        boolean usual = flow.serverPort == MODBUS_PORT || flow.midstream && flow.clientPort == MODBUS_PORT;
        if (usual) return (function & 0x7f) != 0 ? Recognition.YES : Recognition.NO;
        return direction == Direction.TO_SERVER && messageBytes == 6 && function >= 1 && function <= 6
                ? Recognition.YES
                : Recognition.NO;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new ModbusParser(flood);
    }
}
