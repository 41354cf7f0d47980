package dejfa.protocols.smtp;

import dejfa.api.Direction;
import dejfa.api.Field;
import dejfa.api.FileTransfer;
import dejfa.api.Transaction;
import dejfa.protocols.Ascii;
import dejfa.protocols.mime.MimeHandler;
import dejfa.protocols.mime.MimePart;
import dejfa.protocols.mime.MimeWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts what a message holds into its transaction.
final class Mail implements MimeHandler {
    static final int MAX_URLS = 256;
    static final int MAX_RECEIVED = 64;
    static final int MAX_ADDRESSES = 256;
    static final int MAX_FILES = 256;

    private static final Map<String, Field> FIELDS = Map.of(
            "from", SmtpFields.FROM,
            "to", SmtpFields.TO,
            "cc", SmtpFields.CC,
            "subject", SmtpFields.SUBJECT,
            "date", SmtpFields.DATE,
            "message-id", SmtpFields.MESSAGE_ID,
            "x-mailer", SmtpFields.X_MAILER);

    private final Transaction transaction;
    private final Set<String> urls = new LinkedHashSet<>();

    Mail(Transaction transaction) {
        this.transaction = transaction;
    }

    @Override
    public void header(String name, byte[] value) {
        if (name.equals("received")) {
            if (transaction.slots.list(SmtpFields.RECEIVED).size() < MAX_RECEIVED) {
                transaction.add(SmtpFields.RECEIVED, value);
            }
            return;
        }
        Field field = FIELDS.get(name);
        if (field == null || transaction.slots.get(field) != null) return;
        transaction.set(field, value);
        switch (name) {
            case "subject" -> transaction.set(SmtpFields.SHOWN_SUBJECT, MimeWords.text(value));
            case "to" -> transaction.set(SmtpFields.TO_LIST, addresses(value));
            case "cc" -> transaction.set(SmtpFields.CC_LIST, addresses(value));
            default -> {}
        }
    }

    /// Split at the commas outside quotes and angle brackets.
    private static List<byte[]> addresses(byte[] value) {
        List<byte[]> all = new ArrayList<>(2);
        int start = 0;
        boolean quoted = false;
        int angle = 0;
        for (int i = 0; i <= value.length && all.size() < MAX_ADDRESSES; i++) {
            int b = i < value.length ? value[i] : ',';
            if (b == '"') quoted = !quoted;
            else if (b == '<') angle = 1;
            else if (b == '>') angle = 0;
            if (i == value.length || b == ',' && !quoted && angle == 0) {
                byte[] one = Ascii.trim(value, start, i);
                if (one.length > 0) all.add(one);
                start = i + 1;
            }
        }
        return all;
    }

    @Override
    public Sink part(MimePart part) {
        transaction.progress(Direction.TO_SERVER, SmtpParser.HEADERS);
        boolean file = part.isFile() && transaction.files.size() < MAX_FILES;
        if (!file) return part.contentType().startsWith("text/") ? new Text() : null;
        if (part.name() != null) transaction.add(SmtpFields.ATTACHMENTS, part.name());
        return new Attachment(transaction.openFile(Direction.TO_SERVER, part.name()));
    }

    @Override
    public void anomaly(String name) {
        if (!transaction.anomalies.contains(name)) transaction.anomaly(name);
    }

    private void url(String scheme, byte[] rest) {
        if (urls.size() >= MAX_URLS || !urls.add(Ascii.text(rest))) return;
        List<Object> all = new ArrayList<>(transaction.slots.list(SmtpFields.URLS));
        // The last plain one first, as the tools of the field show them.
        if (scheme.equals("http")) all.addFirst(rest);
        else all.add(rest);
        transaction.set(SmtpFields.URLS, all);
    }

    private final class Text implements Sink {
        private final UrlScanner scanner = new UrlScanner(Mail.this::url);

        @Override
        public void write(byte[] bytes, int from, int lengthBytes) {
            scanner.write(bytes, from, lengthBytes);
        }

        @Override
        public void end(boolean complete) {
            scanner.end();
        }
    }

    private final class Attachment implements Sink {
        private final FileTransfer file;

        Attachment(FileTransfer file) {
            this.file = file;
        }

        @Override
        public void write(byte[] bytes, int from, int lengthBytes) {
            file.body.append(bytes, from, lengthBytes);
            transaction.touched();
        }

        @Override
        public void end(boolean complete) {
            if (complete) file.close();
            else file.truncate();
            transaction.touched();
        }
    }

    /// A mail path after `FROM:` or `TO:`, without its parameters.
    static byte[] path(byte[] argument) {
        byte[] trimmed = Ascii.trim(argument);
        int end = Ascii.indexOf(trimmed, '>');
        if (end < 0) end = Ascii.indexOf(trimmed, ' ') - 1;
        return end < 0 ? trimmed : Arrays.copyOf(trimmed, end + 1);
    }
}
