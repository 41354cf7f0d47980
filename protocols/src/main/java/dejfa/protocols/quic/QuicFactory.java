package dejfa.protocols.quic;

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
import java.util.List;

/// Recognises QUIC by a header with a version that exists.
@Provides(FlowParserFactory.class)
public final class QuicFactory implements FlowParserFactory {
    private static final int UDP = 17;
    /// Long header, version, two identifiers of 255 bytes, token's length.
    private static final int HEADER_BYTES = 1 + 4 + 2 * 256 + 8;

    @Override
    public String protocol() {
        return "quic";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == UDP;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(QuicFields.SCHEMA);
    }

    @Override
    public int[] usualPorts() {
        return new int[] {443};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int count, Flow flow) {
        byte[] start = Chunks.copy(bytes, offset, Math.min(count, HEADER_BYTES));
        if (start.length < 9) return Recognition.NO;
        if (start[0] >= 0) return PacketHeader.read(new Cursor(start)) != null ? Recognition.YES : Recognition.NO;
        Cursor in = new Cursor(start).skip(1);
        Version version = new Version((int) in.u32());
        if (version.isClear()) return Recognition.YES;
        boolean ids = in.skip(in.u8()).ok() && in.skip(in.u8()).ok();
        // The second bit is fixed (RFC 9000 §17.2).
        boolean fixed = (start[0] & 0x40) != 0;
        return ids && fixed && version.isKnown() ? Recognition.YES : Recognition.NO;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new QuicParser();
    }
}
