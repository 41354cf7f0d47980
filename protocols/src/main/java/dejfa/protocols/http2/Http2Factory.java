package dejfa.protocols.http2;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.Provides;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.protocols.Chunks;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;

/// Recognises HTTP/2 by the client's preface, or by the SETTINGS that a server begins with.
@Provides(FlowParserFactory.class)
public final class Http2Factory implements FlowParserFactory {
    /// Settings that a server sends at most in its first frame.
    private static final int MAX_FIRST_SETTINGS = 16;

    private Http2Settings settings = Http2Settings.USUAL;

    @Override
    public String protocol() {
        return "http2";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 6;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(Http2Fields.SCHEMA, Doh2.SCHEMA);
    }

    @Override
    public boolean weak() {
        return true;
    }

    @Override
    public void configure(Map<String, String> all) {
        settings = Http2Settings.of(all);
    }

    @Override
    public int[] usualPorts() {
        return new int[0];
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int count, Flow flow) {
        if (direction == Direction.TO_SERVER) {
            for (int i = 0; i < FrameReader.PREFACE.length; i++) {
                if (i == count) return Recognition.MORE;
                if (bytes.get(ValueLayout.JAVA_BYTE, offset + i) != FrameReader.PREFACE[i]) return Recognition.NO;
            }
            return Recognition.YES;
        }
        return server(Chunks.copy(bytes, offset, Math.min(count, FrameHeader.BYTES + 2)));
    }

    /// A server's first frame is SETTINGS (RFC 9113 §3.4); its first setting has a known identifier.
    private static Recognition server(byte[] start) {
        byte[] head = new byte[FrameHeader.BYTES];
        System.arraycopy(start, 0, head, 0, Math.min(start.length, head.length));
        if (start.length > 0 && head[0] != 0 || start.length > 1 && head[1] != 0) return Recognition.NO;
        if (start.length > 3 && head[3] != FrameHeader.SETTINGS) return Recognition.NO;
        if (start.length < head.length) return Recognition.MORE;
        FrameHeader frame = FrameHeader.read(head);
        if (frame.stream() != 0 || frame.flags() != 0 || frame.length() % 6 != 0 || head[5] < 0) return Recognition.NO;
        if (frame.length() == 0 || frame.length() > 6 * MAX_FIRST_SETTINGS) {
            return frame.length() == 0 ? Recognition.YES : Recognition.NO;
        }
        if (start.length < head.length + 2) return Recognition.MORE;
        return start[9] == 0 && start[10] > 0 && start[10] <= 16 ? Recognition.YES : Recognition.NO;
    }

    /// @param context the HTTP/1 exchange that asked for the upgrade, or null
    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new Http2Parser(settings, context);
    }
}
