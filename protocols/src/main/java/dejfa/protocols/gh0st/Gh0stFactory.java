package dejfa.protocols.gh0st;

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

/// Recognises the framing only where the client's first message proves itself.
@Provides(FlowParserFactory.class)
public final class Gh0stFactory implements FlowParserFactory {
    @Override
    public String protocol() {
        return "gh0st";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 6;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(Gh0stFields.SCHEMA);
    }

    @Override
    public boolean weak() {
        return true;
    }

    @Override
    public int[] usualPorts() {
        return new int[0];
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        if (direction != Direction.TO_SERVER) return Recognition.NO;
        int held = Math.min(lengthBytes, Framing.WINDOW_BYTES);
        byte[] start = Chunks.copy(bytes, offset, held);
        return switch (Framing.find(start, held).look()) {
            case PROVEN -> Recognition.YES;
            case MORE -> Recognition.MORE;
            case NONE -> Recognition.NO;
        };
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new Gh0stParser();
    }
}
