package dejfa.api;

import java.io.Serializable;
import java.util.Set;
import java.util.function.Consumer;

/// A state machine per key in event time, run in the ordered stage: no wall clock, and no order dependence between
/// keys, so that one machine or many give the same result.
///
/// @param <S> the state of one key; everything the machine remembers
public interface Detector<S extends Serializable> {
    /// Its folder's name in `content/behaviours`, or the decoder's.
    String name();

    /// Event types of which it is told; empty: of all. It is never asked about another.
    default Set<String> types() {
        return Set.of();
    }

    /// The key whose state this event changes, or null where the event does not concern it.
    Serializable keyOf(Event event);

    S start(Serializable key);

    void accept(Serializable key, S state, Event event, Consumer<Alert> out);

    /// Called in event time at fixed steps (each whole minute of event time, and at the end of the input) for keys
    /// whose state is held, in order of the keys' first event.
    ///
    /// @return false when the state can be forgotten
    boolean advance(Serializable key, S state, long timeNs, boolean end, Consumer<Alert> out);

    /// Before this time [#advance] does nothing to this state, unless an event comes or the input ends.
    default long quietUntilNs(S state) {
        return Long.MIN_VALUE;
    }

    /// States held at most; beyond it the oldest key is dropped and counted.
    default int maxKeys() {
        return 100_000;
    }
}
