package dejfa.protocols.pop3;

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

/// Recognises the server's greeting (RFC 1939 §4): `+OK`, elsewhere than on POP3's port with a word on POP. A client's
/// first command counts on that port only.
@Provides(FlowParserFactory.class)
public final class Pop3Factory implements FlowParserFactory {
    private static final int POP3_PORT = 110;
    private static final int LOOKED_AT_BYTES = 256;
    private static final List<String> FIRST_COMMANDS = List.of("user ", "apop ", "capa\r\n", "auth", "stls\r\n");

    @Override
    public String protocol() {
        return "pop3";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 6;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(Pop3Fields.SCHEMA);
    }

    @Override
    public int[] usualPorts() {
        return new int[] {POP3_PORT};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        byte[] first = Chunks.copy(bytes, offset, Math.min(lengthBytes, LOOKED_AT_BYTES));
        boolean usual = flow.serverPort == POP3_PORT || flow.midstream && flow.clientPort == POP3_PORT;
        String text = Ascii.text(Ascii.lower(first));
        if (direction == Direction.TO_CLIENT) return greeting(text, usual);
        if (!usual) return Recognition.NO;
        boolean more = false;
        for (String command : FIRST_COMMANDS) {
            if (text.startsWith(command)) return Recognition.YES;
            more |= command.startsWith(text);
        }
        return more ? Recognition.MORE : Recognition.NO;
    }

    private static Recognition greeting(String text, boolean usual) {
        if (text.length() < 3) return "+ok".startsWith(text) ? Recognition.MORE : Recognition.NO;
        if (!text.startsWith("+ok")) return Recognition.NO;
        if (usual || text.contains("pop")) return Recognition.YES;
        boolean whole = text.indexOf('\n') >= 0 || text.length() == LOOKED_AT_BYTES;
        return whole ? Recognition.NO : Recognition.MORE;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new Pop3Parser();
    }
}
