package dejfa.protocols.rfb;

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

/// Recognises the version message, which both sides send first (RFC 6143 §7.1.1).
@Provides(FlowParserFactory.class)
public final class RfbFactory implements FlowParserFactory {
    /// `0` stands for any digit
    static final String VERSION = "RFB 000.000\n";

    @Override
    public String protocol() {
        return "rfb";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 6;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(RfbFields.SCHEMA);
    }

    @Override
    public int[] usualPorts() {
        return new int[] {5900};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        for (int i = 0; i < VERSION.length(); i++) {
            if (i >= lengthBytes) return Recognition.MORE;
            if (!fits(i, bytes.get(ValueLayout.JAVA_BYTE, offset + i))) return Recognition.NO;
        }
        return Recognition.YES;
    }

    static boolean fits(int index, int b) {
        char wanted = VERSION.charAt(index);
        return wanted == '0' ? b >= '0' && b <= '9' : b == wanted;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new RfbParser();
    }
}
