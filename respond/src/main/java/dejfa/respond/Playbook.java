package dejfa.respond;

import java.util.List;
import java.util.Set;

/// A rule of response, read from `content/playbooks/<name>/playbook.yaml`.
///
/// @param severities incidents it is for
/// @param leastConfidence of the server's part in the attack, 0 to 1
/// @param phases an incident must have reached one of them
/// @param kinds subjects it may block: address, domain, flow
/// @param durationHours how long a block lasts
/// @param confirm a person must confirm before it is armed
record Playbook(
        String name,
        Set<String> severities,
        double leastConfidence,
        Set<String> phases,
        List<String> kinds,
        long durationHours,
        boolean confirm) {}
