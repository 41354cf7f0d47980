package dejfa.protocols.http2;

/// The nine bytes before each frame (RFC 9113 §4.1).
///
/// @param length of the payload, 24 bits
/// @param type unsigned 8 bits
/// @param stream 31 bits; 0 is the connection
record FrameHeader(int length, int type, int flags, int stream) {
    static final int BYTES = 9;

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PUSH_PROMISE = 5;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final int PADDED = 8;
    private static final int HAS_PRIORITY = 32;

    static FrameHeader read(byte[] b) {
        return new FrameHeader(
                (b[0] & 0xff) << 16 | (b[1] & 0xff) << 8 | b[2] & 0xff,
                b[3] & 0xff,
                b[4] & 0xff,
                (b[5] & 0x7f) << 24 | (b[6] & 0xff) << 16 | (b[7] & 0xff) << 8 | b[8] & 0xff);
    }

    boolean endsStream() {
        return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
    }

    boolean isAck() {
        return (type == SETTINGS || type == PING) && (flags & ACK) != 0;
    }

    boolean endsHeaders() {
        return (flags & END_HEADERS) != 0;
    }

    boolean isPadded() {
        return (type == DATA || type == HEADERS || type == PUSH_PROMISE) && (flags & PADDED) != 0;
    }

    boolean hasPriority() {
        return type == HEADERS && (flags & HAS_PRIORITY) != 0;
    }

    /// Does the length suit the type (RFC 9113 §6)?
    boolean lengthFits() {
        return switch (type) {
            case PRIORITY -> length == 5;
            case RST_STREAM, WINDOW_UPDATE -> length == 4;
            case SETTINGS -> length % 6 == 0 && (!isAck() || length == 0);
            case PING -> length == 8;
            case GOAWAY -> length >= 8;
            case PUSH_PROMISE -> length >= 4;
            default -> true;
        };
    }

    /// Could a frame begin like this? Asked where bytes before it are missing, and of a server's first frame.
    boolean isLikely() {
        boolean onConnection = type == SETTINGS || type == PING || type == GOAWAY;
        return type <= CONTINUATION
                && length <= FrameReader.USUAL_BYTES
                && lengthFits()
                && (type == WINDOW_UPDATE || onConnection == (stream == 0))
                && (flags & ~knownFlags()) == 0;
    }

    private int knownFlags() {
        return switch (type) {
            case DATA -> END_STREAM | PADDED;
            case HEADERS -> END_STREAM | END_HEADERS | PADDED | HAS_PRIORITY;
            case SETTINGS, PING -> ACK;
            case PUSH_PROMISE -> END_HEADERS | PADDED;
            case CONTINUATION -> END_HEADERS;
            default -> 0;
        };
    }
}
