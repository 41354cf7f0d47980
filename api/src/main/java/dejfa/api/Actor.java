package dejfa.api;

import java.io.Serializable;
import java.util.List;

/// A hypothesis on who is behind an incident.
///
/// @param name `unknown actor` is always one hypothesis
/// @param probability posterior, 0 to 1; shown as low, moderate or high until calibration is proved
/// @param supporting evidence for, one sentence each
/// @param opposing evidence against, one sentence each
public record Actor(String name, double probability, List<String> supporting, List<String> opposing)
        implements Serializable {
    public static final String UNKNOWN = "unknown actor";

    public Actor {
        supporting = List.copyOf(supporting);
        opposing = List.copyOf(opposing);
    }

    /// How the probability is worded.
    public String odds() {
        return probability >= 0.7 ? "high" : probability >= 0.35 ? "moderate" : "low";
    }
}
