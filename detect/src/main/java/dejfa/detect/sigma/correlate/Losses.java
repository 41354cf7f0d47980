package dejfa.detect.sigma.correlate;

import java.io.Serializable;

/// What correlations left out, counted.
public final class Losses implements Serializable {
    private static final long serialVersionUID = 1;

    long groups;
    long events;
    long late;
    long noNumber;
    long noGroup;
    long noTime;

    /// Groups forgotten because there were too many.
    public long groups() {
        return groups;
    }

    /// Events forgotten because a group had too many.
    public long events() {
        return events;
    }

    /// Events that came when their time span was over.
    public long late() {
        return late;
    }

    /// Values that should be numbers and aren't.
    public long noNumber() {
        return noNumber;
    }

    /// Events that lack a field by which they are grouped.
    public long noGroup() {
        return noGroup;
    }

    /// Events without a time; they count as if they came with the one before.
    public long noTime() {
        return noTime;
    }
}
