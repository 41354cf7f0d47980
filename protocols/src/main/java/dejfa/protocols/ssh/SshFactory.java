package dejfa.protocols.ssh;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.Provides;
import dejfa.api.Schema;
import dejfa.api.Slots;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Recognises the banner (RFC 4253 §4.2).
@Provides(FlowParserFactory.class)
public final class SshFactory implements FlowParserFactory {
    private static final byte[] BANNER = "SSH-".getBytes(StandardCharsets.ISO_8859_1);

    @Override
    public String protocol() {
        return "ssh";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 6;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(SshFields.SCHEMA);
    }

    @Override
    public int[] usualPorts() {
        return new int[] {22};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        for (int i = 0; i < BANNER.length; i++) {
            if (i >= lengthBytes) return Recognition.MORE;
            if (bytes.get(ValueLayout.JAVA_BYTE, offset + i) != BANNER[i]) return Recognition.NO;
        }
        return Recognition.YES;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new SshParser();
    }
}
