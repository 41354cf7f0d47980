package dejfa.protocols.imap;

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
import java.util.Set;

/// Recognises the server's greeting (RFC 9051 §7.1), elsewhere than on IMAP's port with a word on IMAP; or a client's
/// first command, elsewhere only CAPABILITY.
@Provides(FlowParserFactory.class)
public final class ImapFactory implements FlowParserFactory {
    private static final int IMAP_PORT = 143;
    private static final int LOOKED_AT_BYTES = 512;
    private static final List<String> GREETINGS = List.of("* ok", "* preauth", "* bye");
    private static final Set<String> FIRST_COMMANDS =
            Set.of("CAPABILITY", "LOGIN", "AUTHENTICATE", "STARTTLS", "ID", "NOOP", "LOGOUT", "SELECT", "NAMESPACE");

    @Override
    public String protocol() {
        return "imap";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 6;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(ImapFields.SCHEMA);
    }

    @Override
    public int[] usualPorts() {
        return new int[] {IMAP_PORT};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        byte[] first = Chunks.copy(bytes, offset, Math.min(lengthBytes, LOOKED_AT_BYTES));
        boolean usual = flow.serverPort == IMAP_PORT || flow.midstream && flow.clientPort == IMAP_PORT;
        return direction == Direction.TO_CLIENT ? greeting(first, usual) : command(first, usual);
    }

    private static Recognition greeting(byte[] first, boolean usual) {
        String text = Ascii.text(Ascii.lower(first));
        String said = null;
        for (String greeting : GREETINGS) {
            if (text.startsWith(greeting)) said = greeting;
            else if (greeting.startsWith(text)) return Recognition.MORE;
        }
        if (said == null) return Recognition.NO;
        if (text.length() > said.length() && !Ascii.isSpace(text.charAt(said.length()))) return Recognition.NO;
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        if (usual && text.length() > said.length() || line.contains("imap")) return Recognition.YES;
        return end >= 0 || text.length() == LOOKED_AT_BYTES ? Recognition.NO : Recognition.MORE;
    }

    private static Recognition command(byte[] first, boolean usual) {
        int end = Ascii.indexOf(first, '\n');
        boolean whole = end >= 0;
        byte[] line = Ascii.trim(first, 0, whole ? end : first.length);
        int space = Ascii.indexOf(line, ' ');
        if (space < 0) {
            boolean begins = !whole && (line.length == 0 || ImapCommand.isTag(line, 0, line.length));
            return begins && first.length < ImapCommand.MAX_TAG_BYTES ? Recognition.MORE : Recognition.NO;
        }
        if (!ImapCommand.isTag(line, 0, space)) return Recognition.NO;
        if (!whole) return possible(line, space + 1, usual) ? Recognition.MORE : Recognition.NO;
        ImapCommand command = ImapCommand.read(line, null);
        if (command == null) return Recognition.NO;
        boolean bare = command.name().equals("CAPABILITY") && line.length == space + 1 + "CAPABILITY".length();
        return bare || usual && FIRST_COMMANDS.contains(command.name()) ? Recognition.YES : Recognition.NO;
    }

    /// May what has come of a line still become a first command? A LOGIN may be long.
    private static boolean possible(byte[] line, int from, boolean usual) {
        if (line.length >= LOOKED_AT_BYTES) return false;
        String said = Ascii.text(java.util.Arrays.copyOfRange(line, from, line.length))
                .toUpperCase(java.util.Locale.ROOT);
        if (!usual) return "CAPABILITY".startsWith(said);
        int space = said.indexOf(' ');
        if (space >= 0) return FIRST_COMMANDS.contains(said.substring(0, space));
        for (String command : FIRST_COMMANDS) if (command.startsWith(said)) return true;
        return false;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new ImapParser();
    }
}
