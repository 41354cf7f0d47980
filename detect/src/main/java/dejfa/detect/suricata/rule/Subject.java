package dejfa.detect.suricata.rule;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.Packet;
import dejfa.api.Transaction;
import dejfa.detect.suricata.match.PayloadMatcher;

/// What rules are being held against: reused, one a worker.
public final class Subject {
    public Packet packet;
    /// null where the packet belongs to no flow
    public Flow flow;
    /// null without a flow
    public Direction direction;
    /// null without a flow
    public FlowMemory memory;
    /// null in packet rules
    public Transaction transaction;
    /// the flow has ended and `packet` stands for its last one: it has no bytes of its own
    public boolean ending;
    /// a message of this direction has come to its end since the last packet
    public boolean messageComplete;

    public final PayloadMatcher matcher = new PayloadMatcher();
    /// results of the rule being tried
    public long[] variables = new long[0];
}
