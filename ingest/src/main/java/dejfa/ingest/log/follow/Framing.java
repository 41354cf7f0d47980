package dejfa.ingest.log.follow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// Messages out of a stream (RFC 6587): each with its length before it (octet counting), or ended by a line feed
/// or NUL. Each message may choose.
final class Framing {
    static final int MAX_MESSAGE_BYTES = 1 << 20;

    private final InputStream in;
    private int ahead = -2;
    private boolean overlong;

    Framing(InputStream in) {
        this.in = in;
    }

    private int read() throws IOException {
        int next = ahead == -2 ? in.read() : ahead;
        ahead = -2;
        return next;
    }

    /// The next message; null at the end of the stream, empty where one was too long.
    byte[] next() throws IOException {
        int first = read();
        while (first == '\n' || first == '\r' || first == 0) first = read();
        if (first < 0) return null;
        overlong = false;
        if (first >= '1' && first <= '9') return counted(first);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(first);
        return line(message);
    }

    /// Digits and a space before a `<` are a length; else they begin a line.
    private byte[] counted(int first) throws IOException {
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        start.write(first);
        int length = first - '0';
        int next = read();
        while (next >= '0' && next <= '9' && start.size() < 8) {
            length = length * 10 + next - '0';
            start.write(next);
            next = read();
        }
        if (next != ' ') {
            ahead = next;
            return line(start);
        }
        ahead = read();
        if (ahead != '<') {
            start.write(' ');
            return line(start);
        }
        if (length > MAX_MESSAGE_BYTES) {
            for (int i = 0; i < length && read() >= 0; i++) continue;
            return new byte[0];
        }
        byte[] message = new byte[length];
        int count = 0;
        for (int c = length == 0 ? -1 : read(); c >= 0; c = count < length ? read() : -1) message[count++] = (byte) c;
        return count == length ? message : null;
    }

    private byte[] line(ByteArrayOutputStream message) throws IOException {
        for (int c = read(); c >= 0 && c != '\n' && c != 0; c = read()) {
            if (message.size() < MAX_MESSAGE_BYTES) message.write(c);
            else overlong = true;
        }
        return overlong ? new byte[0] : message.toByteArray();
    }
}
