package dejfa.node.stage;

import dejfa.api.Alert;
import dejfa.api.Event;
import dejfa.detect.behaviour.DetectorStage;
import java.util.function.Consumer;

/// What finds alerts in events: behaviours, indicators.
public interface AlertSource {
    void accept(Event event, Consumer<Alert> out);

    /// The input has ended.
    void finish(long lastNs, Consumer<Alert> out);

    static AlertSource of(DetectorStage behaviours) {
        return new AlertSource() {
            @Override
            public void accept(Event event, Consumer<Alert> out) {
                behaviours.accept(event, out);
            }

            @Override
            public void finish(long lastNs, Consumer<Alert> out) {
                behaviours.finish(lastNs, out);
            }
        };
    }
}
