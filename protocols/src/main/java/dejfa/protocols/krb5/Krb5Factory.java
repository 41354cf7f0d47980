package dejfa.protocols.krb5;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.Provides;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.protocols.Chunks;
import dejfa.protocols.wire.Ber;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Recognises a message by its tag, its length, and the protocol version 5 where each message has it.
@Provides(FlowParserFactory.class)
public final class Krb5Factory implements FlowParserFactory {
    private static final int TCP = 6;
    /// length, tag and length, sequence and its length, `[n]` and its length, version and its length
    private static final int ENOUGH_BYTES = 24;

    @Override
    public String protocol() {
        return "krb5";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == TCP || ipProtocol == 17;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(Krb5Fields.SCHEMA);
    }

    @Override
    public int[] usualPorts() {
        return new int[] {88};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        byte[] start = Chunks.copy(bytes, offset, Math.min(lengthBytes, ENOUGH_BYTES));
        if (flow.protocol != TCP) return begins(start, 0, lengthBytes);
        if (start.length < 4) return start.length > 0 && start[0] != 0 ? Recognition.NO : Recognition.MORE;
        long length = 0;
        for (int i = 0; i < 4; i++) length = length << 8 | start[i] & 0xff;
        // A megabyte is more than any message has.
        return length < 2 || length > 1 << 20 ? Recognition.NO : begins(start, 4, length);
    }

    /// @param length of the message as its frame tells
    private static Recognition begins(byte[] start, int from, long length) {
        if (start.length <= from) return Recognition.MORE;
        int type = Krb5Message.typeOf(start[from] & 0xff);
        if (type < 0) return Recognition.NO;
        long total = Ber.totalBytes(start, from, start.length);
        if (total == Ber.MORE) return Recognition.MORE;
        if (total != length) return Recognition.NO;
        int at = from + header(start, from);
        if (start.length <= at + 1) return Recognition.MORE;
        if (start[at] != Ber.SEQUENCE) return Recognition.NO;
        at += header(start, at);
        boolean request = type == Krb5Message.AS_REQUEST || type == Krb5Message.TGS_REQUEST;
        byte[] version = {(byte) (request ? 0xa1 : 0xa0), 3, Ber.INTEGER, 1, 5};
        for (int i = 0; i < version.length; i++) {
            if (at + i >= start.length) return Recognition.MORE;
            if (start[at + i] != version[i]) return Recognition.NO;
        }
        return Recognition.YES;
    }

    /// Bytes of an element's tag and length.
    private static int header(byte[] start, int at) {
        int first = start[at + 1] & 0xff;
        return first < 0x80 ? 2 : 2 + (first & 0x7f);
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new Krb5Parser(flow.protocol == TCP);
    }
}
