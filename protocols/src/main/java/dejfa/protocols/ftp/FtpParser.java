package dejfa.protocols.ftp;

import dejfa.api.Address;
import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.Expectation;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.Ascii;
import dejfa.protocols.LineReader;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/// One control connection.
final class FtpParser implements FlowParser {
    static final String DATA = "ftp-data";
    /// Suricata's `max-line-length`.
    static final int MAX_LINE_BYTES = 4096;
    /// Reply lines kept per command.
    private static final int MAX_REPLY_LINES = 64;

    private static final String TOO_MANY = "too_many_transactions";

    private final int mostOpen;
    private boolean tooMany;
    private final LineReader commands = new LineReader(MAX_LINE_BYTES);
    private final LineReader replies = new LineReader(MAX_LINE_BYTES);
    private final Deque<Transaction> waiting = new ArrayDeque<>(2);
    private Transaction current;
    /// code of a reply of several lines that is not at its end; 0 outside
    private int openCode;

    private String announcedMode;
    private int announcedPort = -1;
    private boolean secured;
    /// where the line at hand begins in the stream; -1 between lines
    private final long[] lineStart = {-1, -1};

    FtpParser(int mostOpen) {
        this.mostOpen = mostOpen;
    }

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int count, Transactions out) {
        LineReader reader = direction == Direction.TO_SERVER ? commands : replies;
        int at = 0;
        while (at < count) {
            if (lineStart[direction.ordinal()] < 0) lineStart[direction.ordinal()] = out.position() + at;
            at = reader.feed(bytes, offset, at, count);
            if (!reader.isComplete()) return;
            long start = lineStart[direction.ordinal()];
            lineStart[direction.ordinal()] = -1;
            if (direction == Direction.TO_SERVER) command(reader.line(), reader.isTruncated(), out);
            else reply(reader.line(), reader.isTruncated(), out);
            String type = direction == Direction.TO_SERVER ? "command_line" : "response_line";
            out.frame(type, direction, start, out.position() + at - start, waiting.peekLast());
            if (secured) {
                out.become("tls", count - at);
                return;
            }
        }
    }

    private void command(byte[] line, boolean truncated, Transactions out) {
        byte[] trimmed = Ascii.trim(line);
        if (trimmed.length == 0) return;
        int end = Ascii.indexOf(trimmed, ' ');
        byte[] name = upper(end < 0 ? trimmed : Arrays.copyOf(trimmed, end));
        byte[] data = end < 0 ? new byte[0] : Ascii.trim(trimmed, end, trimmed.length);
        Transaction transaction = open(out);
        transaction.set(FtpFields.COMMAND, name).set(FtpFields.COMMAND_TRUNCATED, truncated);
        if (data.length > 0) {
            boolean password =
                    Ascii.text(name).equals("PASS") || Ascii.text(name).equals("ACCT");
            transaction
                    .set(FtpFields.COMMAND_DATA, data)
                    .set(FtpFields.SHOWN_DATA, password ? Ascii.bytes(EveJson.MASK) : data);
        }
        if (truncated) transaction.anomaly("request_command_too_long");
        transaction.set(FtpFields.REPLY_RECEIVED, "no");
        switch (Ascii.text(name)) {
            case "PORT" -> announce(transaction, "active", DataPort.ofSix(data));
            case "EPRT" -> announce(transaction, "active", DataPort.ofExtended(data));
            case "PASV", "EPSV" -> announce(transaction, "passive", -1);
            case "RETR", "STOR", "STOU", "APPE" -> transfer(transaction, name, data, out);
            default -> {}
        }
        transaction.progress(Direction.TO_SERVER, Transaction.COMPLETE);
    }

    private Transaction open(Transactions out) {
        Transaction transaction = out.open(FtpFields.SCHEMA);
        if (waiting.size() >= mostOpen) {
            if (!tooMany) waiting.peek().anomaly(TOO_MANY);
            tooMany = true;
            if (waiting.size() >= Transactions.MAX_LIVE) waiting.poll();
        }
        waiting.add(transaction);
        return transaction;
    }

    private static byte[] upper(byte[] name) {
        byte[] copy = name.clone();
        for (int i = 0; i < copy.length; i++) if (copy[i] >= 'a' && copy[i] <= 'z') copy[i] -= 32;
        return copy;
    }

    private void announce(Transaction transaction, String mode, int port) {
        announcedMode = mode;
        announcedPort = port;
        transaction.set(FtpFields.MODE, mode);
        if (port > 0) transaction.set(FtpFields.DYNAMIC_PORT, port);
    }

    /// A data connection will carry that file. The flow's own addresses are taken, not the announced ones: behind
    /// address translation these differ, and a connection to a third host has another key anyway.
    private void transfer(Transaction transaction, byte[] command, byte[] name, Transactions out) {
        if (announcedPort < 0) {
            transaction.anomaly("file_before_port");
            return;
        }
        Flow flow = out.flow();
        boolean passive = "passive".equals(announcedMode);
        Address from = passive ? flow.client() : flow.server();
        Address to = passive ? flow.server() : flow.client();
        Slots context = new Slots(FtpDataFields.SCHEMA)
                .set(FtpDataFields.COMMAND, Ascii.bytes(Ascii.text(command).equals("RETR") ? "RETR" : "STOR"))
                .set(FtpDataFields.FILENAME, name);
        out.expect(new Expectation(from, to, announcedPort, DATA, context));
        announcedPort = -1;
    }

    private void reply(byte[] line, boolean truncated, Transactions out) {
        if (line.length == 0 && openCode == 0) return;
        if (current == null) {
            current = waiting.poll();
            if (current == null) {
                // The greeting, or something the server says of its own.
                current = out.open(FtpFields.SCHEMA);
                current.progress(Direction.TO_SERVER, Transaction.COMPLETE);
            }
        }
        int code = code(line);
        boolean continued = code > 0 && line.length > 3 && line[3] == '-';
        boolean starts = code > 0 && openCode == 0;
        boolean last = code > 0 && !continued && (openCode == 0 || code == openCode);
        boolean bare = code > 0 && line.length == 3;
        byte[] text = code > 0 ? Arrays.copyOfRange(line, bare ? 3 : 4, line.length) : line;
        if (current.slots.list(FtpFields.REPLY).size() < MAX_REPLY_LINES) {
            if (code > 0) current.add(FtpFields.COMPLETION_CODE, Arrays.copyOf(line, 3));
            current.add(FtpFields.REPLY, text);
        }
        current.set(FtpFields.REPLY_RECEIVED, "yes");
        boolean before = current.slots.flag(FtpFields.REPLY_TRUNCATED);
        current.set(FtpFields.REPLY_TRUNCATED, before || truncated).progress(Direction.TO_CLIENT, 1);
        if (truncated) current.anomaly("response_command_too_long");
        if (continued && starts) openCode = code;
        if (!last && openCode != 0) return;
        openCode = 0;
        // A first digit of 1 is preliminary: another reply follows (RFC 959 §4.2.1).
        if (code > 0 && code < 200) return;
        finish(code, text);
    }

    private void finish(int code, byte[] text) {
        if (code == 227 || code == 229) {
            int port = code == 227 ? DataPort.ofSix(text) : DataPort.ofExtended(text);
            if (port > 0) {
                announcedMode = "passive";
                announcedPort = port;
                current.set(FtpFields.DYNAMIC_PORT, port);
            }
        }
        byte[] command = current.slots.bytes(FtpFields.COMMAND);
        secured = code == 234 && command != null && Ascii.text(command).equals("AUTH");
        current.progress(Direction.TO_CLIENT, Transaction.COMPLETE);
        current = null;
    }

    private static int code(byte[] line) {
        if (line.length < 3 || line.length > 3 && line[3] != ' ' && line[3] != '-') return 0;
        int value = 0;
        for (int i = 0; i < 3; i++) {
            if (line[i] < '0' || line[i] > '9') return 0;
            value = value * 10 + line[i] - '0';
        }
        return value >= 100 ? value : 0;
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        (direction == Direction.TO_SERVER ? commands : replies).clear();
        lineStart[direction.ordinal()] = -1;
        openCode = 0;
    }

    @Override
    public void end(Direction direction, Transactions out) {
        if (direction == Direction.TO_SERVER) {
            if (!commands.isEmpty()) command(commands.line(), commands.isTruncated(), out);
            commands.clear();
            return;
        }
        if (!replies.isEmpty()) reply(replies.line(), replies.isTruncated(), out);
        replies.clear();
        if (current != null) current.progress(Direction.TO_CLIENT, Transaction.COMPLETE);
        current = null;
        for (Transaction open : waiting) open.progress(Direction.TO_CLIENT, Transaction.COMPLETE);
        waiting.clear();
    }
}
