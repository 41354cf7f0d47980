package dejfa.api;

import java.io.Serializable;
import java.util.List;

/// Incidents joined on evidence that is shown.
///
/// @param evidence what ties them, one sentence each; never empty
public record Campaign(String id, List<String> incidentIds, List<String> evidence) implements Serializable {
    public Campaign {
        incidentIds = List.copyOf(incidentIds);
        evidence = List.copyOf(evidence);
        if (evidence.isEmpty()) throw new IllegalArgumentException("a campaign needs evidence");
    }
}
