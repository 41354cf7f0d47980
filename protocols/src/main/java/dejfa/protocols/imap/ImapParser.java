package dejfa.protocols.imap;

import dejfa.api.BodyWindow;
import dejfa.api.Direction;
import dejfa.api.Field;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.Ascii;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Arrays;

/// One connection. Commands may be sent ahead of their answers (RFC 9051 §5.5); untagged lines belong to the oldest
/// command without an answer.
final class ImapParser implements FlowParser {
    private static final int MAX_WAITING = 64;
    /// lines and bytes of one direction that one transaction keeps
    private static final int MAX_LINES = 512;

    private static final int MAX_KEPT_BYTES = 32 * 1024;
    /// so many lines of no sense, and the stream is no IMAP (any more): a SASL layer, say
    private static final int MAX_SENSELESS = 32;

    private final ImapSide client = new ImapSide();
    private final ImapSide server = new ImapSide();
    private final ArrayDeque<ImapCommand> waiting = new ArrayDeque<>();
    /// of which a line has ended in a literal
    private ImapCommand sending;
    /// the client's next lines are answers to challenges (RFC 9051 §6.2.2)
    private ImapCommand authenticating;
    /// ended by DONE (RFC 2177)
    private ImapCommand idling;
    /// of an answer of which a line has ended in a literal
    private Transaction answering;

    private boolean fetching;
    private boolean clientHoles;
    private boolean serverHoles;
    private int senseless;
    private boolean secured;
    private boolean over;

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        boolean up = direction == Direction.TO_SERVER;
        ImapSide side = up ? client : server;
        int at = 0;
        while (at < lengthBytes && !over) {
            if (side.inLiteral()) {
                at = side.literal(bytes, offset, at, lengthBytes);
                continue;
            }
            at = side.line(bytes, offset, at, lengthBytes, out.position());
            if (!side.lineIsComplete()) return;
            if (side.dropTorn()) continue;
            byte[] tail = side.tail();
            ImapLiteral literal = ImapLiteral.read(tail);
            long start = side.takeStart();
            long end = out.position() + at;
            Transaction of = up ? clientLine(literal, tail, end, out) : serverLine(literal, tail, end, out);
            if (of != null) out.frame("pdu", direction, start, end - start, of);
            if (secured) out.become("tls", lengthBytes - at);
        }
    }

    /// @param end of the line in the stream
    private Transaction clientLine(ImapLiteral literal, byte[] tail, long end, Transactions out) {
        byte[] line = client.line();
        byte[] before = client.takeLiteral();
        if (sending != null) return commandGoesOn(before, line, literal, tail, end, out);
        boolean blank = Ascii.indexOf(line, ' ') >= 0;
        // Credentials are Base64 or `*`: a line with a blank is a command of a client whose server isn't heard.
        if (authenticating != null && !blank) {
            keep(authenticating.transaction, ImapFields.REQUESTS, ImapCommand.MASK);
            return authenticating.transaction;
        }
        authenticated();
        if (idling != null && Ascii.text(Ascii.lower(line)).equals("done")) {
            Transaction idle = idling.transaction;
            keep(idle, ImapFields.REQUESTS, line);
            idleEnds();
            return idle;
        }
        if (line.length == 0) return null;
        idleEnds();
        return command(line, literal, tail, end, out);
    }

    private Transaction command(byte[] line, ImapLiteral literal, byte[] tail, long end, Transactions out) {
        Transaction transaction = out.open(ImapFields.SCHEMA);
        ImapCommand command = ImapCommand.read(line, transaction);
        if (command == null) {
            // It may be the rest of credentials.
            keep(transaction, ImapFields.REQUESTS, ImapCommand.MASK);
            senseless(transaction);
            return transaction.complete();
        }
        boolean auth = command.name().equals("AUTHENTICATE");
        ImapLiteral announced = auth ? null : literal;
        keep(transaction, ImapFields.REQUESTS, command.shown(line, true, 0, literalAt(line, announced, tail)));
        transaction.progress(Direction.TO_SERVER, 1);
        if (client.lineIsCut()) transaction.anomaly("invalid_data");
        if (waiting.size() >= MAX_WAITING) {
            ImapCommand oldest = waiting.removeFirst();
            oldest.transaction.anomaly("too_many_transactions");
            settle(oldest);
        }
        waiting.add(command);
        if (announced != null) {
            sending = command;
            // `APPEND {5}` names a mailbox by its literal
            boolean mailbox = Ascii.text(Ascii.lower(tail)).matches("\\S+ append +\\{[0-9]+[+-]?}");
            expect(announced, mailbox, end, out);
        } else if (auth) {
            authenticating = command;
        } else if (command.name().equals("IDLE")) {
            idling = command;
        } else {
            command.sent();
        }
        return transaction;
    }

    private int literalAt(byte[] line, ImapLiteral literal, byte[] tail) {
        return literal == null || client.lineIsCut() ? -1 : literal.at() + line.length - tail.length;
    }

    private void expect(ImapLiteral literal, boolean mailbox, long end, Transactions out) {
        boolean mail = sending.name().equals("APPEND") && !mailbox;
        client.expect(
                literal.lengthBytes(),
                mail ? mail(ImapMail.Part.WHOLE, Direction.TO_SERVER, end, literal, sending.transaction, out) : null,
                end);
    }

    private static ImapMail mail(
            ImapMail.Part part,
            Direction direction,
            long start,
            ImapLiteral literal,
            Transaction transaction,
            Transactions out) {
        return new ImapMail(part, direction, start, literal.lengthBytes(), transaction, out);
    }

    private Transaction commandGoesOn(
            byte[] before, byte[] line, ImapLiteral literal, byte[] tail, long end, Transactions out) {
        ImapCommand command = sending;
        byte[] whole = joined(before, line);
        if (whole.length > 0) {
            int literalAt = literalAt(whole, literal, tail);
            keep(command.transaction, ImapFields.REQUESTS, command.shown(whole, false, before.length, literalAt));
        }
        if (literal != null) {
            expect(literal, false, end, out);
            return command.transaction;
        }
        sending = null;
        command.sent();
        return whole.length > 0 ? command.transaction : null;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        if (first.length == 0) return second;
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private void authenticated() {
        if (authenticating != null) authenticating.sent();
        authenticating = null;
    }

    private void idleEnds() {
        if (idling != null) idling.sent();
        idling = null;
    }

    private Transaction serverLine(ImapLiteral literal, byte[] tail, long end, Transactions out) {
        byte[] line = server.line();
        byte[] whole = joined(server.takeLiteral(), line);
        if (answering != null) {
            Transaction goingOn = answering;
            answerLine(goingOn, whole, literal, tail, end, out);
            return goingOn;
        }
        if (line.length == 0) return null;
        boolean untagged = line[0] == '*' && line.length > 1 && line[1] == ' ';
        boolean asks = line[0] == '+' && (line.length == 1 || line[1] == ' ');
        if (!untagged && !asks) return tagged(line, out);
        ImapCommand oldest = waiting.peekFirst();
        Transaction transaction = oldest == null ? out.open(ImapFields.SCHEMA) : oldest.transaction;
        String said = Ascii.text(Ascii.lower(Arrays.copyOf(line, Math.min(line.length, 64))));
        boolean words = asks || said.matches("(?s)\\* (ok|no|bad|bye|preauth)\\b.*");
        fetching = said.matches("(?s)\\* [0-9]+ fetch .*");
        answerLine(transaction, whole, words ? null : literal, tail, end, out);
        return transaction;
    }

    /// A line of untagged data, whole or up to a literal.
    private void answerLine(
            Transaction transaction, byte[] line, ImapLiteral literal, byte[] tail, long end, Transactions out) {
        if (line.length > 0) keep(transaction, ImapFields.RESPONSES, line);
        transaction.progress(Direction.TO_CLIENT, 1);
        answering = literal == null ? null : transaction;
        if (literal != null) {
            ImapMail.Part part = fetching ? literal.fetched(tail) : null;
            server.expect(
                    literal.lengthBytes(),
                    part == null ? null : mail(part, Direction.TO_CLIENT, end, literal, transaction, out),
                    end);
            return;
        }
        if (waiting.isEmpty() || waiting.peekFirst().transaction != transaction) unasked(transaction);
    }

    private static void unasked(Transaction transaction) {
        finishBody(transaction);
        transaction.complete();
    }

    private static void finishBody(Transaction transaction) {
        if (transaction.slots.get(ImapFields.MAIL_BODY) instanceof BodyWindow body) body.complete();
    }

    private Transaction tagged(byte[] line, Transactions out) {
        int space = Ascii.indexOf(line, ' ');
        int end = space < 0 ? -1 : Ascii.indexOf(line, ' ', space + 1, line.length);
        if (end < 0) end = line.length;
        String status = space < 0 ? "" : Ascii.text(Ascii.lower(Arrays.copyOfRange(line, space + 1, end)));
        boolean sense = status.equals("ok") || status.equals("no") || status.equals("bad");
        ImapCommand command =
                sense && ImapCommand.isTag(line, 0, space) ? take(Ascii.text(Arrays.copyOf(line, space))) : null;
        if (command == null) {
            Transaction lone = out.open(ImapFields.SCHEMA);
            keep(lone, ImapFields.RESPONSES, line);
            if (!sense) senseless(lone);
            else if (!clientHoles) lone.anomaly("request_not_found");
            return lone.complete();
        }
        Transaction transaction = command.transaction;
        keep(transaction, ImapFields.RESPONSES, line);
        transaction.progress(Direction.TO_CLIENT, 1);
        if (command == sending && client.refuse()) {
            sending = null;
            command.sent();
        }
        settle(command);
        if (status.equals("ok")) {
            secured = command.name().equals("STARTTLS");
            over |= secured || command.name().equals("COMPRESS");
            if (over) settleAll();
        }
        return transaction;
    }

    /// Nothing more comes for the command.
    private void settle(ImapCommand command) {
        if (command == authenticating) authenticated();
        if (command == idling) idleEnds();
        finishBody(command.transaction);
        command.answered();
    }

    private void settleAll() {
        for (ImapCommand command : waiting) settle(command);
        waiting.clear();
    }

    private ImapCommand take(String tag) {
        ImapCommand wanted = null;
        for (ImapCommand command : waiting) {
            if (!command.tag().equals(tag)) continue;
            wanted = command;
            break;
        }
        // the answers of those before it are lost
        while (serverHoles && wanted != null && waiting.peekFirst() != wanted) settle(waiting.removeFirst());
        waiting.remove(wanted);
        return wanted;
    }

    private void senseless(Transaction transaction) {
        transaction.anomaly("invalid_data");
        if (++senseless >= MAX_SENSELESS) over = true;
    }

    private static void keep(Transaction transaction, Field field, byte[] line) {
        int lines = 0;
        int bytes = line.length;
        for (Object one : transaction.slots.list(field)) {
            lines++;
            bytes += ((byte[]) one).length;
        }
        if (lines < MAX_LINES && bytes <= MAX_KEPT_BYTES) transaction.add(field, line);
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        if (direction == Direction.TO_SERVER) {
            boolean whole = client.gap(lengthBytes);
            if (whole) return;
            clientHoles = true;
            if (sending != null) sending.sent();
            sending = null;
            idleEnds();
        } else if (!server.gap(lengthBytes)) {
            serverHoles = true;
            if (answering != null && (waiting.isEmpty() || waiting.peekFirst().transaction != answering)) {
                unasked(answering);
            }
            answering = null;
        }
    }

    @Override
    public void end(Direction direction, Transactions out) {
        if (direction == Direction.TO_SERVER) {
            client.end();
            if (sending != null) sending.sent();
            sending = null;
            authenticated();
            idleEnds();
            return;
        }
        server.end();
        if (answering != null) unasked(answering);
        answering = null;
        settleAll();
    }
}
