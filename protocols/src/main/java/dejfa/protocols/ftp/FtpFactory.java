package dejfa.protocols.ftp;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.Provides;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.api.Transactions;
import dejfa.protocols.Ascii;
import dejfa.protocols.Chunks;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

/// Recognises FTP by its greeting where that names it (or comes from port 21), else by the client's first command.
@Provides(FlowParserFactory.class)
public final class FtpFactory implements FlowParserFactory {
    private static final int PORT = 21;
    private static final int LOOKED_AT_BYTES = 512;
    private static final List<String> FIRST_COMMANDS =
            List.of("user ", "auth tls", "auth ssl", "auth gssapi", "feat\r", "pasv\r", "epsv", "port ", "syst\r");

    /// commands that wait for their reply, at most
    private int mostOpen = Transactions.MAX_LIVE;

    @Override
    public String protocol() {
        return "ftp";
    }

    @Override
    public void configure(Map<String, String> settings) {
        String most = settings.getOrDefault("app-layer.protocols.ftp.max-tx", "");
        if (most.matches("[1-9][0-9]{0,5}")) mostOpen = Math.min(Integer.parseInt(most), Transactions.MAX_LIVE);
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 6;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(FtpFields.SCHEMA);
    }

    @Override
    public int[] usualPorts() {
        return new int[] {PORT};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int count, Flow flow) {
        byte[] first = Chunks.copy(bytes, offset, Math.min(count, LOOKED_AT_BYTES));
        return direction == Direction.TO_CLIENT ? greeting(first, flow) : command(first);
    }

    private static Recognition greeting(byte[] first, Flow flow) {
        String text = Ascii.text(Ascii.lower(first));
        if (text.length() < 4)
            return "220 ".startsWith(text) || "220-".startsWith(text) ? Recognition.MORE : Recognition.NO;
        if (!text.startsWith("220 ") && !text.startsWith("220-")) return Recognition.NO;
        boolean whole = text.indexOf('\n') >= 0 || first.length == LOOKED_AT_BYTES;
        if (!whole) return Recognition.MORE;
        if (text.contains("smtp")) return Recognition.NO;
        boolean usualPort = flow.serverPort == PORT || flow.midstream && flow.clientPort == PORT;
        return usualPort || text.contains("ftp") ? Recognition.YES : Recognition.NO;
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
        return new FtpParser(mostOpen);
    }
}
