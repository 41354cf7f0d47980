package dejfa.protocols.nfs;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.Provides;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.protocols.Chunks;
import dejfa.protocols.wire.Cursor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;

/// Recognises a call of the NFS program on any port, and on NFS's own port a reply.
@Provides(FlowParserFactory.class)
public final class NfsFactory implements FlowParserFactory {
    private static final int PORT = 2049;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int CALL_BYTES = 24;
    private static final String PREFIX = "app-layer.protocols.nfs.";

    private boolean overTcp = true;
    private boolean overUdp = true;

    @Override
    public String protocol() {
        return "nfs";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == TCP && overTcp || ipProtocol == UDP && overUdp;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(NfsFields.SCHEMA);
    }

    @Override
    public int[] usualPorts() {
        return new int[] {PORT};
    }

    @Override
    public void configure(Map<String, String> settings) {
        boolean enabled = isOn(settings, "enabled", true);
        overTcp = isOn(settings, "tcp.enabled", enabled);
        overUdp = isOn(settings, "udp.enabled", enabled);
    }

    private static boolean isOn(Map<String, String> settings, String name, boolean usual) {
        String value = settings.get(PREFIX + name);
        return value == null ? usual : value.matches("yes|true|on|1|detection-only");
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        boolean tcp = flow.protocol == TCP;
        int mark = tcp ? 4 : 0;
        int wanted = mark + CALL_BYTES;
        Cursor in = new Cursor(Chunks.copy(bytes, offset, Math.min(lengthBytes, wanted)));
        // A record mark's length fits three bytes (RFC 5531 §11): text never looks so.
        if (tcp && (bytes.get(ValueLayout.JAVA_BYTE, offset) & 0x7f) != 0) return Recognition.NO;
        boolean isCall = isCall(new Cursor(in.array()).skip(mark + 4), tcp);
        boolean isReply = direction == Direction.TO_CLIENT && flow.serverPort == PORT && isReply(in.skip(mark + 4));
        if (!isCall && !isReply) return Recognition.NO;
        if (lengthBytes >= wanted || isReply && lengthBytes >= mark + 20) return Recognition.YES;
        return tcp ? Recognition.MORE : Recognition.NO;
    }

    /// As far as it is here. A ping (procedure NULL) over UDP tells nothing yet.
    private static boolean isCall(Cursor in, boolean tcp) {
        if (in.remaining() >= 4 && in.u32() != 0) return false;
        if (in.remaining() >= 4 && in.u32() != 2) return false;
        if (in.remaining() >= 4 && in.u32() != NfsMessages.PROGRAM) return false;
        if (in.remaining() >= 4) {
            long version = in.u32();
            if (version < 2 || version > 4) return false;
        }
        return in.remaining() < 4 || tcp || in.u32() != 0;
    }

    private static boolean isReply(Cursor in) {
        if (in.remaining() >= 4 && in.u32() != 1) return false;
        if (in.remaining() >= 4 && in.u32() > 1) return false;
        if (in.remaining() >= 4 && in.u32() > 6) return false;
        return in.remaining() < 4 || in.u32() <= 400;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new NfsParser(flow.protocol == UDP);
    }
}
