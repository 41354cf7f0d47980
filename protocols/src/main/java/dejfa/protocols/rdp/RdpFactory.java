package dejfa.protocols.rdp;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.Provides;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.protocols.Chunks;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Recognises the connection request by its cookie or negotiation (other protocols of X.224 have parameters there), or
/// the server's answer by its negotiation. A request with neither is taken for one on the usual port only.
@Provides(FlowParserFactory.class)
public final class RdpFactory implements FlowParserFactory {
    private static final int PORT = 3389;
    private static final byte[] COOKIE = "Cookie: msts".getBytes(StandardCharsets.ISO_8859_1);
    private static final int AFTER = 11;

    @Override
    public String protocol() {
        return "rdp";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 6;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(RdpFields.SCHEMA);
    }

    @Override
    public int[] usualPorts() {
        return new int[] {PORT};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        byte[] start = Chunks.copy(bytes, offset, Math.min(lengthBytes, AFTER + COOKIE.length));
        int code = direction == Direction.TO_SERVER ? RdpParser.CONNECTION_REQUEST : RdpParser.CONNECTION_CONFIRM;
        int[] fixed = {3, 0, -1, -1, -1, code, -1, -1, -1, -1, 0};
        for (int i = 0; i < fixed.length; i++) {
            if (i >= start.length) return Recognition.MORE;
            if (fixed[i] >= 0 && (start[i] & 0xff) != fixed[i]) return Recognition.NO;
        }
        int total = (start[2] & 0xff) << 8 | start[3] & 0xff;
        // X.224's length is all but itself; a long cookie makes it wrap with some clients.
        if (total < AFTER) return Recognition.NO;
        if (total == AFTER) return flow.serverPort == PORT ? Recognition.YES : Recognition.NO;
        return negotiates(start, direction);
    }

    private static Recognition negotiates(byte[] start, Direction direction) {
        if (start.length <= AFTER) return Recognition.MORE;
        int type = start[AFTER];
        boolean own = direction == Direction.TO_SERVER
                ? type == RdpParser.NEGOTIATION_REQUEST
                : type == RdpParser.NEGOTIATION_RESPONSE || type == RdpParser.NEGOTIATION_FAILURE;
        if (own) {
            // its length, little-endian, is always 8
            if (start.length < AFTER + 4) return Recognition.MORE;
            return start[AFTER + 2] == 8 && start[AFTER + 3] == 0 ? Recognition.YES : Recognition.NO;
        }
        if (direction == Direction.TO_CLIENT) return Recognition.NO;
        for (int i = 0; i < COOKIE.length; i++) {
            if (AFTER + i >= start.length) return Recognition.MORE;
            if (start[AFTER + i] != COOKIE[i]) return Recognition.NO;
        }
        return Recognition.YES;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new RdpParser();
    }
}
