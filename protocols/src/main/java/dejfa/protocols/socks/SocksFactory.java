package dejfa.protocols.socks;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.Provides;
import dejfa.api.Schema;
import dejfa.api.Slots;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Recognises the client's first message by its lengths.
@Provides(FlowParserFactory.class)
public final class SocksFactory implements FlowParserFactory {
    private static final int MOST_METHODS = 8;

    @Override
    public String protocol() {
        return "socks";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 6;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(SocksFields.SCHEMA);
    }

    @Override
    public boolean weak() {
        return true;
    }

    @Override
    public int[] usualPorts() {
        return new int[] {1080};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int count, Flow flow) {
        if (direction == Direction.TO_CLIENT) return Recognition.NO;
        int version = bytes.get(ValueLayout.JAVA_BYTE, offset);
        return switch (version) {
            case 4 -> four(bytes, offset, count);
            case 5 -> five(bytes, offset, count);
            default -> Recognition.NO;
        };
    }

    /// Version, command, port, address, user id up to a zero byte.
    private static Recognition four(MemorySegment bytes, long offset, int count) {
        if (count > 1) {
            int command = bytes.get(ValueLayout.JAVA_BYTE, offset + 1);
            if (command != 1 && command != 2) return Recognition.NO;
        }
        for (int i = 8; i < count; i++) {
            int b = bytes.get(ValueLayout.JAVA_BYTE, offset + i);
            if (b == 0) return Recognition.YES;
            if (b < 0x20 || i > SocksParser.MAX_TEXT_BYTES) return Recognition.NO;
        }
        return Recognition.MORE;
    }

    /// Version, number of methods, methods: those that are in use (IANA, SOCKS Methods).
    private static Recognition five(MemorySegment bytes, long offset, int count) {
        if (count < 2) return Recognition.MORE;
        int methods = bytes.get(ValueLayout.JAVA_BYTE, offset + 1);
        if (methods < 1 || methods > MOST_METHODS) return Recognition.NO;
        for (int i = 2; i < Math.min(count, 2 + methods); i++) {
            int method = bytes.get(ValueLayout.JAVA_BYTE, offset + i) & 0xff;
            if (method > 9 && method < 0x80) return Recognition.NO;
        }
        return count < 2 + methods ? Recognition.MORE : Recognition.YES;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new SocksParser();
    }
}
