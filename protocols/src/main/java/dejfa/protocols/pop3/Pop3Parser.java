package dejfa.protocols.pop3;

import dejfa.api.Direction;
import dejfa.api.FileTransfer;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.Ascii;
import dejfa.protocols.LineReader;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;

/// Lines in both directions; commands may be sent ahead of their answers (RFC 2449 §6.6).
final class Pop3Parser implements FlowParser {
    /// longer lines are cut; RFC 2449 §4 allows 255 bytes for commands and 512 for answers
    private static final int MAX_LINE_BYTES = 4096;

    private static final int MAX_COMMAND_BYTES = 255;
    private static final int MAX_ANSWER_BYTES = 512;
    private static final int MAX_WAITING = 64;
    /// lines and bytes of one answer that are kept
    private static final int MAX_DATA_LINES = 256;

    private static final int MAX_DATA_BYTES = 16 * 1024;
    private static final byte[] LINE_END = {'\r', '\n'};

    /// A command and its transaction; without a command the greeting.
    private record Waiting(Pop3Command command, Transaction transaction) {}

    private final LineReader[] lines = {new LineReader(MAX_LINE_BYTES), new LineReader(MAX_LINE_BYTES)};
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private boolean greeted;
    /// the server has asked for more of a SASL exchange: the client's next line is no command
    private boolean challenged;
    /// the answer of which further lines come
    private Waiting answering;

    private FileTransfer mail;
    private int dataBytes;
    private boolean over;

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        LineReader reader = lines[direction.ordinal()];
        int at = 0;
        while (at < lengthBytes && !over) {
            at = reader.feed(bytes, offset, at, lengthBytes);
            if (!reader.isComplete()) return;
            byte[] line = reader.line();
            if (direction == Direction.TO_SERVER) command(line, reader.isTruncated(), out);
            else if (answering != null) data(line);
            else answer(line, reader.isTruncated(), lengthBytes - at, out);
        }
    }

    private void command(byte[] line, boolean cut, Transactions out) {
        if (challenged) {
            challenged = false;
            return;
        }
        Pop3Command command = Pop3Command.read(line);
        Transaction transaction = out.open(Pop3Fields.SCHEMA);
        transaction.set(Pop3Fields.COMMAND, command.name());
        for (byte[] argument : command.arguments()) transaction.add(Pop3Fields.ARGS, argument);
        if (cut || line.length > MAX_COMMAND_BYTES) transaction.anomaly("request_too_long");
        if (!command.known()) transaction.anomaly("unknown_command");
        else if (!command.fits()) transaction.anomaly("incorrect_argument_count");
        transaction.progress(Direction.TO_SERVER, Transaction.COMPLETE);
        if (waiting.size() >= MAX_WAITING) {
            Transaction oldest = waiting.removeFirst().transaction();
            oldest.anomaly("too_many_transactions");
            oldest.complete();
        }
        waiting.add(new Waiting(command, transaction));
    }

    /// @param more bytes of this chunk behind the line
    private void answer(byte[] line, boolean cut, int more, Transactions out) {
        if (line.length > 0 && line[0] == '+' && (line.length == 1 || line[1] == ' ')) {
            challenged = true;
            return;
        }
        boolean success = Ascii.startsWith(line, "+ok");
        Waiting first = !greeted && waiting.isEmpty() ? null : waiting.pollFirst();
        greeted = true;
        Transaction transaction = first == null ? out.open(Pop3Fields.SCHEMA) : first.transaction();
        transaction.set(Pop3Fields.SUCCESS, (Object) success);
        if (success || Ascii.startsWith(line, "-err")) transaction.set(Pop3Fields.STATUS, success ? "OK" : "ERR");
        transaction.set(Pop3Fields.HEADER, line);
        transaction.progress(Direction.TO_CLIENT, 20);
        if (cut || line.length > MAX_ANSWER_BYTES) transaction.anomaly("response_too_long");
        if (first == null || !success) {
            transaction.complete();
            return;
        }
        if (first.command().isMultiLine()) {
            answering = first;
            dataBytes = 0;
            if (first.command().bringsMail()) mail = transaction.openFile(Direction.TO_CLIENT, null);
            return;
        }
        transaction.complete();
        if (first.command().name().equals("STLS")) {
            over = true;
            out.become("tls", more);
        }
    }

    private void data(byte[] line) {
        Transaction transaction = answering.transaction();
        if (line.length == 1 && line[0] == '.') {
            finish();
            return;
        }
        // a dot before a dot hides the end (RFC 1939 §3)
        int from = line.length > 0 && line[0] == '.' ? 1 : 0;
        if (mail != null) {
            mail.body.append(line, from, line.length - from);
            mail.body.append(LINE_END, 0, LINE_END.length);
            transaction.touched();
            return;
        }
        dataBytes += line.length;
        boolean room = dataBytes <= MAX_DATA_BYTES
                && transaction.slots.list(Pop3Fields.DATA).size() < MAX_DATA_LINES;
        if (room) transaction.add(Pop3Fields.DATA, java.util.Arrays.copyOfRange(line, from, line.length));
    }

    private void finish() {
        if (mail != null) mail.close();
        mail = null;
        answering.transaction().complete();
        answering = null;
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        lines[direction.ordinal()].clear();
        if (direction == Direction.TO_CLIENT && mail != null) mail.gaps = true;
    }

    @Override
    public void end(Direction direction, Transactions out) {
        if (direction == Direction.TO_SERVER) return;
        if (mail != null) mail.truncate();
        mail = null;
        if (answering != null) answering.transaction().complete();
        answering = null;
        for (Waiting one : waiting) one.transaction().complete();
        waiting.clear();
    }
}
