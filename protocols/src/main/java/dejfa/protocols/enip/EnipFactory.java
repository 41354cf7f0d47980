package dejfa.protocols.enip;

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

/// Recognises the encapsulation header: a known command with a length and a status that it can have, no options.
@Provides(FlowParserFactory.class)
public final class EnipFactory implements FlowParserFactory {
    private static final int ENIP_PORT = 44818;

    @Override
    public String protocol() {
        return "enip";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 6 || ipProtocol == 17;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(EnipFields.SCHEMA);
    }

    @Override
    public boolean weak() {
        return true;
    }

    @Override
    public int[] usualPorts() {
        return new int[] {ENIP_PORT};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        int known = Math.min(lengthBytes, EnipParser.HEADER_BYTES);
        Cursor in = new Cursor(Chunks.copy(bytes, offset, known));
        int command = in.u16LE();
        if (in.ok() && !Command.known(command)) return Recognition.NO;
        int length = in.u16LE();
        if (in.ok() && !Command.fits(command, length)) return Recognition.NO;
        in.skip(4);
        long status = in.u32LE();
        if (in.ok() && (status > 0xffff || Command.status(status).startsWith("unknown"))) return Recognition.NO;
        in.skip(8);
        long options = in.u32LE();
        if (in.ok()) {
            boolean usual = flow.serverPort == ENIP_PORT || flow.clientPort == ENIP_PORT;
            // NOP is all zeros, as much else is
            return options == 0 && (usual || command != Command.NOP) ? Recognition.YES : Recognition.NO;
        }
        return flow.protocol == 17 ? Recognition.NO : Recognition.MORE;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new EnipParser(flow.protocol == 17);
    }
}
