package dejfa.decode.tcp;

import dejfa.api.Direction;
import dejfa.api.Flow;

/// The state of one flow's session, kept in `Flow.streamState`.
final class TcpSession {
    TcpState state;
    /// what a reset put an end to
    TcpState beforeClose;

    final Half client = new Half();
    final Half server = new Half();
    boolean midstream;
    /// of the first SYN
    int synTimestamp;
    /// one direction only was seen so far, and that is to be followed
    boolean async;

    /// which, while `async`
    Direction oneSide;
    /// data came with the SYN (RFC 7413)
    boolean fastOpen;
    /// SYN, SYN, SYN/ACK, ACK: a split or simultaneous open
    boolean split;
    /// another SYN/ACK offered this; the client's ACK decides
    int otherServerIsn;

    boolean otherServerIsnKnown;

    Half from(Direction direction) {
        return direction == Direction.TO_SERVER ? client : server;
    }

    void become(TcpState next, Flow flow) {
        state = next;
        flow.state = next.flowState;
        flow.tcpState = next.eveName;
    }

    boolean established() {
        return state.ordinal() >= TcpState.ESTABLISHED.ordinal();
    }
}
