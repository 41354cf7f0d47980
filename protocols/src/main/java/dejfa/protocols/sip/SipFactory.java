package dejfa.protocols.sip;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.Provides;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.protocols.Ascii;
import dejfa.protocols.Chunks;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Recognises the first line of a request or of a response (RFC 3261 §7.1, §7.2), whatever the port.
@Provides(FlowParserFactory.class)
public final class SipFactory implements FlowParserFactory {
    private static final int MAX_LINE_BYTES = 1024;
    /// RFC 3261 §7.1 and its extensions; HTTP and RTSP share some, the version at the line's end tells them apart
    private static final List<String> METHODS = List.of(
            "INVITE ",
            "ACK ",
            "OPTIONS ",
            "BYE ",
            "CANCEL ",
            "REGISTER ",
            "PRACK ",
            "SUBSCRIBE ",
            "NOTIFY ",
            "PUBLISH ",
            "INFO ",
            "REFER ",
            "MESSAGE ",
            "UPDATE ");
    private static final String VERSION = "SIP/";

    @Override
    public String protocol() {
        return "sip";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 6 || ipProtocol == 17;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(SipFields.SCHEMA);
    }

    @Override
    public int[] usualPorts() {
        return new int[] {5060, 5061};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        byte[] start = Chunks.copy(bytes, offset, Math.min(lengthBytes, MAX_LINE_BYTES));
        int at = 0;
        // empty lines before a message are keep-alives (RFC 3261 §7.5, RFC 5626 §3.5.1)
        while (at < start.length && at < 4 && (start[at] == '\r' || start[at] == '\n')) at++;
        boolean datagram = flow.protocol == 17;
        Recognition none = datagram ? Recognition.NO : Recognition.MORE;
        if (startsWith(start, at, VERSION)) return start.length - at > VERSION.length() ? Recognition.YES : none;
        boolean possible = couldBecome(start, at, VERSION);
        for (String method : METHODS) {
            if (startsWith(start, at, method)) return firstLine(start, at, none);
            possible |= couldBecome(start, at, method);
        }
        return possible ? none : Recognition.NO;
    }

    private static Recognition firstLine(byte[] start, int from, Recognition none) {
        int end = Ascii.indexOf(start, '\n', from, start.length);
        if (end < 0) return start.length < MAX_LINE_BYTES ? none : Recognition.NO;
        int space = end;
        while (space > from && start[space] != ' ') space--;
        return startsWith(start, space + 1, VERSION) ? Recognition.YES : Recognition.NO;
    }

    private static boolean startsWith(byte[] bytes, int at, String text) {
        return bytes.length - at >= text.length() && couldBecome(bytes, at, text);
    }

    /// Do the bytes there agree with the text as far as they go?
    private static boolean couldBecome(byte[] bytes, int at, String text) {
        for (int i = 0; i < text.length() && at + i < bytes.length; i++) {
            if (bytes[at + i] != text.charAt(i)) return false;
        }
        return true;
    }

    @Override
    public boolean answers(MemorySegment bytes, long offset, int lengthBytes) {
        return lengthBytes > 4
                && bytes.get(ValueLayout.JAVA_BYTE, offset) == 'S'
                && bytes.get(ValueLayout.JAVA_BYTE, offset + 1) == 'I'
                && bytes.get(ValueLayout.JAVA_BYTE, offset + 3) == '/';
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new SipParser(flow.protocol == 17);
    }
}
