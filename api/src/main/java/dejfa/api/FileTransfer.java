package dejfa.api;

import java.util.Set;

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

    private final Set<FileHash> hashes;

    public FileTransfer(Direction direction, byte[] name) {
        this(direction, name, Set.of());
    }

    /// @param hashes digests wanted when it closes
    public FileTransfer(Direction direction, byte[] name, Set<FileHash> hashes) {
        this.direction = direction;
        this.name = name;
        this.hashes = hashes;
        for (FileHash hash : hashes) body.digest(hash);
    }

    public void close() {
        if (state == State.OPEN) {
            state = gaps ? State.TRUNCATED : State.CLOSED;
            if (!gaps) for (FileHash hash : hashes) digested(hash, body.digested(hash));
        }
        body.complete();
    }

    private void digested(FileHash hash, String hex) {
        switch (hash) {
            case MD5 -> md5 = hex;
            case SHA1 -> sha1 = hex;
            case SHA256 -> sha256 = hex;
        }
    }

    public void truncate() {
        state = State.TRUNCATED;
        body.complete();
    }
}
