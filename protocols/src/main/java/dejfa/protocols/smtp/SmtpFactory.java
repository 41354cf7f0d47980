package dejfa.protocols.smtp;

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
import java.util.List;

/// Recognises SMTP by a greeting that names it (or comes from a mail port), else by the client's HELO or EHLO.
@Provides(FlowParserFactory.class)
public final class SmtpFactory implements FlowParserFactory {
    private static final int LOOKED_AT_BYTES = 512;
    private static final List<String> FIRST_COMMANDS =
            List.of("ehlo ", "helo ", "ehlo\r", "helo\r", "lhlo ", "mail from:");

    @Override
    public String protocol() {
        return "smtp";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 6;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(SmtpFields.SCHEMA);
    }

    @Override
    public int[] usualPorts() {
        return new int[] {25, 587, 2525};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int count, Flow flow) {
        byte[] first = Chunks.copy(bytes, offset, Math.min(count, LOOKED_AT_BYTES));
        return direction == Direction.TO_CLIENT ? greeting(first, flow) : command(first);
    }

    private Recognition greeting(byte[] first, Flow flow) {
        String text = Ascii.text(Ascii.lower(first));
        if (text.length() < 4)
            return "220 ".startsWith(text) || "220-".startsWith(text) ? Recognition.MORE : Recognition.NO;
        if (!text.startsWith("220 ") && !text.startsWith("220-")) return Recognition.NO;
        boolean whole = text.indexOf('\n') >= 0 || first.length == LOOKED_AT_BYTES;
        if (!whole) return Recognition.MORE;
        if (text.contains("smtp")) return Recognition.YES;
        for (int port : usualPorts()) {
            if (port == flow.serverPort || flow.midstream && port == flow.clientPort) return Recognition.YES;
        }
        return Recognition.NO;
    }

    private static Recognition command(byte[] first) {
        boolean more = false;
        for (String command : FIRST_COMMANDS) {
            if (Ascii.startsWith(first, command)) return Recognition.YES;
            more |= first.length < command.length() && command.startsWith(Ascii.text(Ascii.lower(first)));
        }
        return more ? Recognition.MORE : Recognition.NO;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new SmtpParser();
    }
}
