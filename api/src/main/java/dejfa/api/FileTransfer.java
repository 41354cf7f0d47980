package dejfa.api;

/// A file on its way through a transaction (an HTTP body, a mail attachment, FTP data, an SMB file).
public final class FileTransfer {
    /// How the transfer stands.
    public enum State {
        OPEN,
        CLOSED,
        /// ended early, or bytes are missing
        TRUNCATED
    }

    public final Direction direction;
    public final BodyWindow body = new BodyWindow();
    /// as on the wire; null while unknown
    public byte[] name;

    public State state = State.OPEN;
    /// bytes that never came
    public boolean gaps;
    /// hex digests; set when the transfer closes and something asked for them
    public String md5;

    public String sha1;
    public String sha256;
    /// for detect: what it has inspected
    public Object ruleState;

    public boolean logged;

    public FileTransfer(Direction direction, byte[] name) {
        this.direction = direction;
        this.name = name;
    }

    public void close() {
        if (state == State.OPEN) state = gaps ? State.TRUNCATED : State.CLOSED;
        body.complete();
    }

    public void truncate() {
        state = State.TRUNCATED;
        body.complete();
    }
}
