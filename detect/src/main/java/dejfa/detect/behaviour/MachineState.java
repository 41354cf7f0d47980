package dejfa.detect.behaviour;

import dejfa.api.Event;
import java.io.Serializable;

/// What every machine remembers of a key.
class MachineState implements Serializable {
    /// the latest event of the key, whose values fill the alert
    Event last;

    long firstNs;
    long lastNs = Long.MIN_VALUE;
    long observations;
    /// of the observations, those whose addresses can't have been forged
    long proven;
    /// 0: nothing is waiting to be said
    long dueNs;

    long alertedNs = Long.MIN_VALUE;
    long alerts;
}
