package dejfa.protocols.telnet;

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

/// Recognises a negotiation (`IAC WILL|WONT|DO|DONT option`): on telnet's port the first, elsewhere two in a row.
@Provides(FlowParserFactory.class)
public final class TelnetFactory implements FlowParserFactory {
    private static final int TELNET_PORT = 23;
    private static final int COMMAND_BYTES = 3;

    @Override
    public String protocol() {
        return "telnet";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 6;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(TelnetFields.SCHEMA);
    }

    @Override
    public boolean weak() {
        return true;
    }

    @Override
    public int[] usualPorts() {
        return new int[] {TELNET_PORT};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        int wanted = flow.serverPort == TELNET_PORT || flow.clientPort == TELNET_PORT ? 1 : 2;
        for (int i = 0; i < wanted * COMMAND_BYTES; i++) {
            if (i >= lengthBytes) return Recognition.MORE;
            int b = bytes.get(ValueLayout.JAVA_BYTE, offset + i) & 0xff;
            boolean fits =
                    switch (i % COMMAND_BYTES) {
                        case 0 -> b == TelnetParser.IAC;
                        case 1 -> b >= TelnetParser.WILL && b <= TelnetParser.DONT;
                        // options that a first negotiation names: RFC 856 to RFC 2941
                        default -> b < 64;
                    };
            if (!fits) return Recognition.NO;
        }
        return Recognition.YES;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new TelnetParser();
    }
}
