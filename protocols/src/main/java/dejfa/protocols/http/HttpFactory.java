package dejfa.protocols.http;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.Provides;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.protocols.Ascii;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Recognises HTTP by a request line with a known method or a status line.
@Provides(FlowParserFactory.class)
public final class HttpFactory implements FlowParserFactory {
    /// White space that a sender may put before the first line.
    private static final int MAX_LEADING_SPACE = 64;

    private static final String[] REQUEST_STARTS =
            Methods.KNOWN.stream().map(method -> method + " ").toArray(String[]::new);

    @Override
    public String protocol() {
        return "http";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 6;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(HttpFields.SCHEMA);
    }

    @Override
    public int[] usualPorts() {
        return new int[] {80, 8080, 8000, 3128, 8888};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int count, Flow flow) {
        return begins(direction, bytes, offset, count);
    }

    /// Do the bytes begin with a request line or status line?
    static Recognition begins(Direction direction, MemorySegment bytes, long offset, int count) {
        int at = 0;
        while (at < count && at < MAX_LEADING_SPACE && Ascii.isSpace(bytes.get(ValueLayout.JAVA_BYTE, offset + at))) {
            at++;
        }
        if (at == count) return Recognition.MORE;
        if (direction == Direction.TO_CLIENT) {
            return starts(bytes, offset + at, count - at, "HTTP/");
        }
        boolean more = false;
        for (String start : REQUEST_STARTS) {
            Recognition answer = starts(bytes, offset + at, count - at, start);
            if (answer == Recognition.YES) return requestTarget(bytes, offset + at, count - at, start.length());
            more |= answer == Recognition.MORE;
        }
        return more ? Recognition.MORE : Recognition.NO;
    }

    /// After the method comes a path, an absolute URI, an authority or `*`; never a line end.
    private static Recognition requestTarget(MemorySegment bytes, long offset, int count, int at) {
        int from = at;
        while (from < count && bytes.get(ValueLayout.JAVA_BYTE, offset + from) == ' ') from++;
        if (from == count) return Recognition.MORE;
        int first = bytes.get(ValueLayout.JAVA_BYTE, offset + from);
        return first == '\r' || first == '\n' ? Recognition.NO : Recognition.YES;
    }

    private static Recognition starts(MemorySegment bytes, long offset, int count, String wanted) {
        for (int i = 0; i < wanted.length(); i++) {
            if (i == count) return Recognition.MORE;
            if (bytes.get(ValueLayout.JAVA_BYTE, offset + i) != wanted.charAt(i)) return Recognition.NO;
        }
        return Recognition.YES;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new HttpParser(flow);
    }
}
