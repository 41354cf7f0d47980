package dejfa.decode.tcp;

import dejfa.api.Flow;

/// States of a session as an observer sees them (after RFC 9293 §3.3.2); in EVE by their names in small
/// letters. A FIN of the client first goes by `close_wait` and `last_ack`, a FIN of the server first by
/// `fin_wait1`.
enum TcpState {
    SYN_SENT("syn_sent", Flow.State.NEW),
    SYN_RECV("syn_recv", Flow.State.NEW),
    ESTABLISHED("established", Flow.State.ESTABLISHED),
    FIN_WAIT1("fin_wait1", Flow.State.ESTABLISHED),
    FIN_WAIT2("fin_wait2", Flow.State.ESTABLISHED),
    TIME_WAIT("time_wait", Flow.State.CLOSED),
    LAST_ACK("last_ack", Flow.State.CLOSED),
    CLOSE_WAIT("close_wait", Flow.State.ESTABLISHED),
    CLOSING("closing", Flow.State.ESTABLISHED),
    CLOSED("closed", Flow.State.CLOSED);

    final String eveName;
    final Flow.State flowState;

    TcpState(String eveName, Flow.State flowState) {
        this.eveName = eveName;
        this.flowState = flowState;
    }
}
