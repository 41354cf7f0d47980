package dejfa.protocols.pgsql;

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

/// Recognises the requests that open a session, anywhere; messages of an open session on the usual port only. Settings:
/// `app-layer.protocols.pgsql.max-tx`, `outputs.eve-log.pgsql.passwords`.
@Provides(FlowParserFactory.class)
public final class PgsqlFactory implements FlowParserFactory {
    private static final int PORT = 5432;
    private static final long MAX_STARTUP = 10_000;
    private static final long MAX_TYPED = 1 << 24;

    private boolean passwords;
    private int maxOpen = 255;

    @Override
    public String protocol() {
        return "pgsql";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 6;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(PgsqlFields.SCHEMA);
    }

    @Override
    public int[] usualPorts() {
        return new int[] {PORT};
    }

    @Override
    public void configure(Map<String, String> settings) {
        String show = settings.getOrDefault("outputs.eve-log.pgsql.passwords", "no");
        passwords = show.equals("yes") || show.equals("true");
        String most = settings.get("app-layer.protocols.pgsql.max-tx");
        if (most != null && most.matches("[0-9]{1,6}")) maxOpen = Math.clamp(Integer.parseInt(most), 1, 255);
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        byte[] start = Chunks.copy(bytes, offset, Math.min(lengthBytes, 9));
        if (start.length == 0) return Recognition.MORE;
        if (start[0] != 0) return typed(direction, start, flow);
        if (direction == Direction.TO_CLIENT || start.length > 1 && start[1] != 0) return Recognition.NO;
        if (start.length < 8) return Recognition.MORE;
        long length = number(start, 0);
        long code = number(start, 4);
        if (length > MAX_STARTUP || !PgsqlRequests.opens(code)) return Recognition.NO;
        boolean fits =
                switch ((int) code) {
                    case (int) PgsqlRequests.SSL, (int) PgsqlRequests.GSS -> length == 8;
                    case (int) PgsqlRequests.CANCEL -> length >= 16 && length <= 8 + 4 + 256;
                    default -> length > 8;
                };
        if (!fits) return Recognition.NO;
        if (code >> 16 != PgsqlRequests.MAJOR) return Recognition.YES;
        // The first parameter's name begins with a letter.
        if (start.length < 9) return Recognition.MORE;
        return Character.isLetter(start[8]) ? Recognition.YES : Recognition.NO;
    }

    private static Recognition typed(Direction direction, byte[] start, Flow flow) {
        boolean midstream = flow.midstream && (flow.serverPort == PORT || flow.clientPort == PORT);
        String types = direction == Direction.TO_SERVER ? PgsqlRequests.TYPES : PgsqlResponses.TYPES;
        if (!midstream || types.indexOf(start[0]) < 0) return Recognition.NO;
        if (start.length < 5) return Recognition.MORE;
        long length = number(start, 1);
        return length >= 4 && length < MAX_TYPED ? Recognition.YES : Recognition.NO;
    }

    private static long number(byte[] bytes, int at) {
        long value = 0;
        for (int i = at; i < at + 4; i++) value = value << 8 | bytes[i] & 0xff;
        return value;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new PgsqlParser(passwords, maxOpen, flow.midstream);
    }
}
