package dejfa.decode.flow;

import dejfa.api.Flow;

/// Gets each flow that ended, once; `Flow.endReason` is set.
public interface FlowEnd {
    /// @param timeNs the packet time at which it was found ended
    void end(Flow flow, long timeNs);
}
