package dejfa.node;

import dejfa.api.Event;
import dejfa.api.PacketSource;
import java.util.Map;

/// Looks on while a run goes, on behalf of another command. Called by the thread of the ordered stage.
public interface Onlooker {
    /// Frames instead of those of the inputs, the same source each time; the run closes it.
    ///
    /// @return null: the inputs are read
    default PacketSource source() {
        return null;
    }

    /// The content is loaded; the first packet comes next.
    default void loaded() {}

    /// After each batch, as progress is told.
    default void at(long packets, long readBytes, long totalBytes) {}

    /// Every event, in order.
    default void event(Event event) {}

    /// The run is over; its counters by the names that `stats` has for them.
    default void finished(Map<String, Long> counters) {}
}
