package dejfa.protocols.nfs;

import dejfa.api.Direction;
import dejfa.api.Transactions;

/// Tells the rule keyword `frame` where the parts of one message lie.
final class NfsFrames {
    private final Direction direction;
    private final long base;
    private final long end;
    private final Transactions out;

    /// @param base offset in the stream of index 0 of the bytes at hand
    /// @param end index of the message's end
    NfsFrames(Direction direction, long base, long end, Transactions out) {
        this.direction = direction;
        this.base = base;
        this.end = end;
        this.out = out;
    }

    private void frame(String type, long from, long to) {
        if (to > from) out.frame(type, direction, base + from, to - from, null);
    }

    void header(long to) {
        frame("rpc.hdr", 0, to);
    }

    void credentials(long from, long to) {
        frame("rpc.creds", from, to);
    }

    void data(long from) {
        frame("rpc.data", from, end);
    }

    void body(String type, long from) {
        frame(type, from, end);
    }

    void part(String type, long from, long to) {
        frame(type, from, Math.min(to, end));
    }
}
