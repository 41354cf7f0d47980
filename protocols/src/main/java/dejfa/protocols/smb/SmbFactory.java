package dejfa.protocols.smb;

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

/// Recognises a NetBIOS session message with an SMB header, or on port 139 the session request before it.
@Provides(FlowParserFactory.class)
public final class SmbFactory implements FlowParserFactory {
    private SmbLimits limits = SmbLimits.DEFAULT;

    @Override
    public String protocol() {
        return "smb";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 6;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(SmbFields.SCHEMA);
    }

    @Override
    public int[] usualPorts() {
        return new int[] {445, 139};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        byte[] start = Chunks.copy(bytes, offset, Math.min(lengthBytes, 8));
        if (start.length == 0) return Recognition.MORE;
        if (flow.serverPort == 139 && (start[0] & 0xff) >= 0x81 && (start[0] & 0xff) <= 0x85) {
            if (start.length < 4) return Recognition.MORE;
            return start[1] == 0 && start[2] == 0 ? Recognition.YES : Recognition.NO;
        }
        if (start[0] != 0) return Recognition.NO;
        if (start.length > 4 && (start[4] & 0xff) < 0xfc) return Recognition.NO;
        byte[] name = {'S', 'M', 'B'};
        for (int i = 5; i < start.length; i++) if (start[i] != name[i - 5]) return Recognition.NO;
        return start.length < 8 ? Recognition.MORE : Recognition.YES;
    }

    @Override
    public void configure(Map<String, String> settings) {
        limits = SmbLimits.of(settings);
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new SmbParser(limits);
    }
}
