package dejfa.protocols.dhcp;

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

/// Recognises DHCP by operation, hardware address length and the cookie before the options (RFC 2131 §2, §3).
@Provides(FlowParserFactory.class)
public final class DhcpFactory implements FlowParserFactory {
    private static final byte[] COOKIE = {0x63, (byte) 0x82, 0x53, 0x63};

    @Override
    public String protocol() {
        return "dhcp";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 17;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(DhcpFields.SCHEMA);
    }

    @Override
    public int[] usualPorts() {
        return new int[] {67, 68};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        if (lengthBytes < DhcpParser.COOKIE_AT + COOKIE.length) return Recognition.NO;
        int operation = bytes.get(ValueLayout.JAVA_BYTE, offset);
        int hardwareBytes = bytes.get(ValueLayout.JAVA_BYTE, offset + 2);
        if (operation != 1 && operation != 2 || hardwareBytes < 0 || hardwareBytes > 16) return Recognition.NO;
        for (int i = 0; i < COOKIE.length; i++) {
            byte b = bytes.get(ValueLayout.JAVA_BYTE, offset + DhcpParser.COOKIE_AT + i);
            if (b != COOKIE[i]) return Recognition.NO;
        }
        return Recognition.YES;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new DhcpParser();
    }
}
