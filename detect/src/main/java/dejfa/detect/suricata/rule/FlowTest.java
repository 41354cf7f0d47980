package dejfa.detect.suricata.rule;

import dejfa.api.Direction;
import dejfa.api.Flow;

/// What `flow` asks.
///
/// @param directions bit 1: to server, bit 2: to client; 3 where the rule names none
/// @param asked the rule has the keyword, so that a packet without a flow can't match
public record FlowTest(
        int directions, State state, boolean onlyStream, boolean noStream, Fragments fragments, boolean asked) {
    public static final int TO_SERVER = 1;
    public static final int TO_CLIENT = 2;
    public static final int BOTH = 3;
    public static final FlowTest ANY = new FlowTest(BOTH, State.ANY, false, false, Fragments.ANY, false);

    /// State of the flow.
    public enum State {
        ANY,
        ESTABLISHED,
        NOT_ESTABLISHED,
        STATELESS
    }

    /// Packets rebuilt from fragments.
    public enum Fragments {
        ANY,
        NONE,
        ONLY
    }

    /// Asks for a direction at most.
    public boolean onlyDirection() {
        return state == State.ANY && !onlyStream && !noStream && fragments == Fragments.ANY;
    }

    public boolean allows(Direction direction) {
        return directions == BOTH || direction != null && (directions & bit(direction)) != 0;
    }

    public static int bit(Direction direction) {
        return direction == Direction.TO_SERVER ? TO_SERVER : TO_CLIENT;
    }

    public FlowTest with(int newDirections) {
        return new FlowTest(newDirections, state, onlyStream, noStream, fragments, asked);
    }

    /// A packet that the stream refused (its checksum is wrong) still belongs to the session.
    private static boolean besideStream(Subject subject) {
        return subject.packet.transportChecksumBad
                && subject.flow != null
                && subject.flow.state == Flow.State.ESTABLISHED;
    }

    /// @return false for what concerns packet and flow; direction and header are tested elsewhere
    public boolean holds(Subject subject) {
        if (asked && subject.flow == null) return false;
        if (!allows(subject.direction)) return false;
        boolean established = subject.packet.established || besideStream(subject);
        if (state == State.ESTABLISHED && !established || state == State.NOT_ESTABLISHED && established) return false;
        return switch (fragments) {
            case ANY -> true;
            case NONE -> !subject.packet.rebuilt;
            case ONLY -> subject.packet.rebuilt;
        };
    }
}
