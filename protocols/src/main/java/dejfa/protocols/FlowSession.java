package dejfa.protocols;

import dejfa.api.Direction;
import dejfa.api.FlowParser;

/// What recognition knows of one flow; the flow's `parserState`.
final class FlowSession {
    /// First bytes kept per direction until the protocol is known. Every recogniser must decide within them.
    static final int MAX_PENDING_BYTES = 2048;
    /// Datagrams looked at before a UDP flow is given up.
    static final int MAX_DATAGRAMS = 4;

    /// One direction's first bytes.
    static final class Side {
        /// null: none
        private GrowingBytes pending;
        /// all recognisers said no, or it can't be told any more
        boolean given;
        boolean ended;
        /// what it looks like has been asked since the protocol is known
        boolean compared;
        /// bytes that never came, after the pending ones
        int gapBytes;
        /// stream offset of what the parser gets next
        long position;

        int pendingBytes() {
            return pending == null ? 0 : pending.length();
        }

        GrowingBytes pending() {
            if (pending == null) pending = new GrowingBytes(MAX_PENDING_BYTES);
            return pending;
        }

        /// The first bytes, which are then forgotten.
        byte[] takePending() {
            byte[] first = pending.copy();
            pending = null;
            return first;
        }

        void missing(long count) {
            gapBytes = (int) Math.min(Integer.MAX_VALUE, gapBytes + count);
        }
    }

    final Side toServer = new Side();
    final Side toClient = new Side();
    FlowParser parser;
    /// nothing more will be read
    boolean closed;
    int datagrams;
    boolean expectationsAsked;
    /// who spoke first: its pending bytes are given to the parser first
    Direction firstSpeaker;

    Side side(Direction direction) {
        return direction == Direction.TO_SERVER ? toServer : toClient;
    }

    boolean recognising() {
        return parser == null && !closed;
    }

    /// Forgets the first bytes.
    void forgetPending() {
        for (Side side : new Side[] {toServer, toClient}) {
            side.pending = null;
            side.given = false;
            side.compared = false;
            side.gapBytes = 0;
        }
        firstSpeaker = null;
    }
}
