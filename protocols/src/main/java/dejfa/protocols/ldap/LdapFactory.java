package dejfa.protocols.ldap;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.Provides;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.protocols.Chunks;
import dejfa.protocols.wire.Ber;
import dejfa.protocols.wire.Cursor;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

/// Recognises a message by its sequence, message id and operation. Setting: `app-layer.protocols.ldap.max-tx`.
@Provides(FlowParserFactory.class)
public final class LdapFactory implements FlowParserFactory {
    private static final int TCP = 6;
    /// sequence and its length (6), id (6), operation and its length (6)
    private static final int ENOUGH_BYTES = 18;

    /// one less than the flow keeps, so that the parser is the one who says that there were too many
    private int maxOpen = 255;

    @Override
    public String protocol() {
        return "ldap";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == TCP || ipProtocol == 17;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(LdapFields.SCHEMA);
    }

    @Override
    public int[] usualPorts() {
        return new int[] {389, 3268};
    }

    @Override
    public void configure(Map<String, String> settings) {
        String most = settings.get("app-layer.protocols.ldap.max-tx");
        if (most != null && most.matches("[0-9]{1,6}")) maxOpen = Math.clamp(Integer.parseInt(most), 1, 255);
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        byte[] start = Chunks.copy(bytes, offset, Math.min(lengthBytes, ENOUGH_BYTES));
        Recognition unfinished = flow.protocol == TCP ? Recognition.MORE : Recognition.NO;
        if (start.length == 0) return unfinished;
        if (start[0] != Ber.SEQUENCE) return Recognition.NO;
        long total = Ber.totalBytes(start, 0, start.length);
        if (total == Ber.NONE || total > 1L << 24 || flow.protocol != TCP && total > lengthBytes) return Recognition.NO;
        if (total == Ber.MORE) return unfinished;
        Cursor in = new Cursor(start).skip(1);
        int first = in.u8();
        if (first >= 0x80) in.skip(first & 0x7f);
        if (in.remaining() == 0) return unfinished;
        if (in.u8() != Ber.INTEGER) return Recognition.NO;
        if (in.remaining() == 0) return unfinished;
        int idBytes = in.u8();
        if (idBytes < 1 || idBytes > 4) return Recognition.NO;
        // Ids are not negative.
        byte[] id = in.bytes(idBytes);
        if (id.length > 0 && id[0] < 0) return Recognition.NO;
        if (in.remaining() == 0) return unfinished;
        int operation = LdapNames.operation(in.u8());
        return operation >= 0 ? Recognition.YES : Recognition.NO;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new LdapParser(flow.protocol == TCP, maxOpen);
    }
}
