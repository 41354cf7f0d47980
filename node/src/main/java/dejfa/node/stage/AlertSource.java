package dejfa.node.stage;

import dejfa.api.Alert;
import dejfa.api.Event;
import java.util.function.Consumer;

/// What finds alerts in events: behaviours, indicators.
public interface AlertSource {
    void accept(Event event, Consumer<Alert> out);

    /// The input has ended.
    void finish(long lastNs, Consumer<Alert> out);
}
