package dejfa.protocols.smtp;

import dejfa.api.Direction;
import dejfa.api.FileTransfer;
import dejfa.api.FlowParser;
import dejfa.api.Frame;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.Ascii;
import dejfa.protocols.LineReader;
import dejfa.protocols.mime.MimeReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/// One SMTP connection.
final class SmtpParser implements FlowParser {
    static final int COMMAND = 1;
    static final int ENVELOPE = 2;
    static final int HEADERS = 3;
    /// RFC 5321 §4.5.3.1.4 allows 512; extensions (and AUTH) need more.
    static final int MAX_LINE_BYTES = 12 * 1024;

    static final int MAX_RECIPIENTS = 1024;
    /// Commands whose replies are awaited at most.
    private static final int MAX_WAITING = 256;

    /// Stands among the commands for the end of a mail, which is answered too.
    private static final String MAIL_BODY = "the mail";

    /// What the client's next bytes are.
    private enum Mode {
        COMMANDS,
        /// after DATA: mail, unless the server refuses
        DATA_ASKED,
        DATA,
        BDAT,
        /// after AUTH: credentials, until the server says yes or no
        AUTH
    }

    private final LineReader commands = new LineReader(MAX_LINE_BYTES);
    private final LineReader replies = new LineReader(MAX_LINE_BYTES);
    private final Deque<String> waiting = new ArrayDeque<>(4);
    private final DotReader dots = new DotReader();
    private Mode mode = Mode.COMMANDS;
    private Transaction transaction;
    /// its mail is through, the server has not said yet what it makes of it
    private Transaction delivered;

    private MimeReader mail;
    private byte[] helo;
    private long chunkLeft;
    private boolean lastChunk;
    private boolean secured;
    private Frame dataFrame;
    /// where the line at hand begins in the stream; -1 between lines
    private long commandStart = -1;

    private long replyStart = -1;

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int count, Transactions out) {
        int at = 0;
        while (at < count) {
            if (direction == Direction.TO_CLIENT) at = reply(bytes, offset, at, count, out);
            else {
                if (mode == Mode.DATA_ASKED) startData();
                if (mode == Mode.DATA && dataFrame == null) {
                    dataFrame = out.frame("data", direction, out.position() + at, Frame.OPEN, transaction);
                }
                at = switch (mode) {
                    case DATA_ASKED, DATA -> data(bytes, offset, at, count);
                    case BDAT -> chunk(bytes, offset, at, count);
                    case COMMANDS, AUTH -> command(bytes, offset, at, count, out);
                };
            }
            if (dataFrame != null && mode != Mode.DATA) {
                if (direction == Direction.TO_SERVER) dataFrame.close(out.position() + at - dataFrame.start);
                dataFrame = null;
            }
            if (secured) {
                out.become("tls", count - at);
                return;
            }
        }
    }

    private int command(MemorySegment bytes, long offset, int from, int to, Transactions out) {
        if (commandStart < 0) commandStart = out.position() + from;
        int next = commands.feed(bytes, offset, from, to);
        if (commands.isComplete()) {
            // Credentials are Base64 or `*`: a line with a blank is a command of a client whose server isn't heard.
            if (mode == Mode.AUTH && Ascii.indexOf(commands.line(), ' ') >= 0) mode = Mode.COMMANDS;
            if (mode == Mode.COMMANDS) command(commands.line(), commands.isTruncated(), out);
            else await("AUTH");
            lineFrame("command_line", Direction.TO_SERVER, commandStart, out.position() + next, out);
            commandStart = -1;
        }
        return next;
    }

    private void lineFrame(String type, Direction direction, long start, long end, Transactions out) {
        out.frame(type, direction, start, end - start, transaction != null ? transaction : delivered);
    }

    private void command(byte[] line, boolean truncated, Transactions out) {
        byte[] text = Ascii.trim(line);
        if (text.length == 0) return;
        int space = Ascii.indexOf(text, ' ');
        String name = Ascii.text(space < 0 ? text : Arrays.copyOf(text, space)).toUpperCase(java.util.Locale.ROOT);
        byte[] argument = space < 0 ? new byte[0] : Ascii.trim(text, space, text.length);
        boolean idle = name.equals("QUIT") || name.equals("NOOP") || name.equals("RSET");
        if (!idle || transaction != null && !transaction.isComplete()) open(out);
        if (truncated) anomaly("max_command_line_len_exceeded");
        boolean lastChunkComes =
                name.equals("BDAT") && Ascii.text(Ascii.lower(argument)).endsWith("last");
        await(lastChunkComes ? MAIL_BODY : name);
        switch (name) {
            case "EHLO", "HELO", "LHLO" -> {
                helo = argument;
                transaction.set(SmtpFields.HELO, helo).progress(Direction.TO_SERVER, COMMAND);
            }
            case "MAIL" -> mailFrom(argument, out);
            case "RCPT" -> recipient(argument);
            case "DATA" -> {
                transaction.progress(Direction.TO_SERVER, ENVELOPE);
                mode = Mode.DATA_ASKED;
            }
            case "BDAT" -> bdat(argument);
            case "AUTH" -> mode = Mode.AUTH;
            case "RSET" -> {
                if (transaction != null && transaction.slots.get(SmtpFields.MAIL_FROM) != null) finish(false);
            }
            case "QUIT" -> {
                if (transaction != null) finish(false);
            }
            default -> {}
        }
    }

    private void open(Transactions out) {
        if (transaction != null) return;
        transaction = out.open(SmtpFields.SCHEMA);
        if (helo != null) transaction.set(SmtpFields.HELO, helo).progress(Direction.TO_SERVER, COMMAND);
    }

    private void mailFrom(byte[] argument, Transactions out) {
        if (!Ascii.startsWith(argument, "from:")) return;
        if (transaction.slots.get(SmtpFields.MAIL_FROM) != null) {
            finish(false);
            open(out);
        }
        transaction
                .set(SmtpFields.MAIL_FROM, Mail.path(Arrays.copyOfRange(argument, 5, argument.length)))
                .progress(Direction.TO_SERVER, COMMAND);
    }

    private void recipient(byte[] argument) {
        if (!Ascii.startsWith(argument, "to:")) return;
        if (transaction.slots.list(SmtpFields.RCPT_TO).size() >= MAX_RECIPIENTS) return;
        transaction.add(SmtpFields.RCPT_TO, Mail.path(Arrays.copyOfRange(argument, 3, argument.length)));
    }

    private void bdat(byte[] argument) {
        long size = 0;
        int at = 0;
        while (at < argument.length && argument[at] >= '0' && argument[at] <= '9' && at < 18) {
            size = size * 10 + argument[at++] - '0';
        }
        if (at == 0) {
            anomaly("unparsable_content");
            return;
        }
        lastChunk = Ascii.text(Ascii.lower(argument)).endsWith("last");
        transaction.progress(Direction.TO_SERVER, ENVELOPE);
        startMail();
        chunkLeft = size;
        mode = Mode.BDAT;
        if (size == 0) chunkEnd();
    }

    private void await(String command) {
        if (waiting.size() < MAX_WAITING) waiting.add(command);
    }

    private void anomaly(String name) {
        if (transaction != null && !transaction.anomalies.contains(name)) transaction.anomaly(name);
    }

    private void startData() {
        mode = Mode.DATA;
        dots.restart();
        startMail();
    }

    private void startMail() {
        if (mail == null) mail = new MimeReader(new Mail(transaction));
    }

    private int data(MemorySegment bytes, long offset, int from, int to) {
        int next = dots.feed(bytes, offset, from, to, mail);
        if (dots.isDone()) {
            await(MAIL_BODY);
            finish(true);
        }
        return next;
    }

    private int chunk(MemorySegment bytes, long offset, int from, int to) {
        int taken = (int) Math.min(chunkLeft, to - from);
        mail.write(bytes, offset + from, taken);
        chunkLeft -= taken;
        if (chunkLeft == 0) chunkEnd();
        return from + taken;
    }

    private void chunkEnd() {
        mode = Mode.COMMANDS;
        if (lastChunk) finish(true);
    }

    /// The mail is through, or given up.
    private void finish(boolean whole) {
        if (mail != null) {
            mail.end(whole);
            if (transaction != null) transaction.set(SmtpFields.STATUS, whole ? "PARSE_DONE" : "PARSE_ERROR");
        }
        mail = null;
        if (whole) {
            accepted();
            delivered = transaction.progress(Direction.TO_SERVER, Transaction.COMPLETE);
        } else if (transaction != null) {
            transaction.complete();
        }
        transaction = null;
        mode = Mode.COMMANDS;
    }

    private void accepted() {
        if (delivered != null) delivered.complete();
        delivered = null;
    }

    private int reply(MemorySegment bytes, long offset, int from, int to, Transactions out) {
        if (replyStart < 0) replyStart = out.position() + from;
        int next = replies.feed(bytes, offset, from, to);
        if (!replies.isComplete()) return next;
        lineFrame("response_line", Direction.TO_CLIENT, replyStart, out.position() + next, out);
        replyStart = -1;
        byte[] line = replies.line();
        if (replies.isTruncated()) anomaly("max_reply_line_len_exceeded");
        int code = code(line);
        if (code < 0) {
            if (line.length > 0) anomaly("invalid_reply");
            return next;
        }
        boolean last = line.length == 3 || line[3] != '-';
        if (!last) return next;
        if (transaction != null) transaction.progress(Direction.TO_CLIENT, COMMAND);
        String command = waiting.poll();
        if (command != null) answered(command, code);
        return next;
    }

    private void answered(String command, int code) {
        switch (command) {
            case "DATA" -> {
                if (mode == Mode.DATA_ASKED && code >= 400) {
                    anomaly("data_command_rejected");
                    mode = Mode.COMMANDS;
                } else if (mode == Mode.DATA_ASKED) {
                    startData();
                }
            }
            case MAIL_BODY -> accepted();
            case "AUTH" -> {
                if (mode == Mode.AUTH && code != 334) mode = Mode.COMMANDS;
            }
            case "STARTTLS", "X-ANONYMOUSTLS" -> {
                if (code == 220) {
                    finish(false);
                    secured = true;
                } else {
                    anomaly("tls_rejected");
                }
            }
            default -> {}
        }
    }

    private static int code(byte[] line) {
        if (line.length < 3) return -1;
        int value = 0;
        for (int i = 0; i < 3; i++) {
            if (line[i] < '0' || line[i] > '9') return -1;
            value = value * 10 + line[i] - '0';
        }
        return value;
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        if (direction == Direction.TO_CLIENT) {
            replies.clear();
            replyStart = -1;
            waiting.clear();
            accepted();
            return;
        }
        commands.clear();
        commandStart = -1;
        if (mail != null && transaction != null) for (FileTransfer file : transaction.files) file.gaps = true;
        if (mode == Mode.BDAT) {
            chunkLeft -= Math.min(chunkLeft, lengthBytes);
            if (chunkLeft == 0) chunkEnd();
        }
    }

    @Override
    public void end(Direction direction, Transactions out) {
        if (direction == Direction.TO_CLIENT) accepted();
        else if (mail != null || transaction != null) finish(false);
    }

    /// Mail data up to the line with a dot alone; a dot before a line is taken away (RFC 5321 §4.5.2).
    private static final class DotReader {
        /// 0 inside a line, 1 at its start, 2 after a dot there, 3 after dot and CR
        private int place;
        private boolean done;

        void restart() {
            place = 1;
            done = false;
        }

        boolean isDone() {
            return done;
        }

        int feed(MemorySegment bytes, long offset, int from, int to, MimeReader mail) {
            int start = from;
            for (int i = from; i < to; i++) {
                byte b = bytes.get(ValueLayout.JAVA_BYTE, offset + i);
                switch (place) {
                    case 1 -> {
                        place = b == '.' ? 2 : b == '\n' ? 1 : 0;
                        if (place == 2) {
                            mail.write(bytes, offset + start, i - start);
                            start = i + 1;
                        }
                    }
                    case 2 -> {
                        if (b == '\r') {
                            place = 3;
                            start = i + 1;
                        } else if (b == '\n') {
                            done = true;
                            return i + 1;
                        } else {
                            place = 0;
                        }
                    }
                    case 3 -> {
                        if (b == '\n') {
                            done = true;
                            return i + 1;
                        }
                        mail.write(MemorySegment.ofArray(new byte[] {'\r'}), 0, 1);
                        start = i;
                        place = 0;
                    }
                    default -> place = b == '\n' ? 1 : 0;
                }
            }
            if (start < to) mail.write(bytes, offset + start, to - start);
            return to;
        }
    }
}
