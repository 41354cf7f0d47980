package dejfa.api;

import java.io.Serializable;
import java.util.List;

/// Something recognised as (part of) an attack, whatever engine said so.
///
/// @param event the `alert` event it is written as: head, signature and related objects
/// @param engine who says it
/// @param rule the rule's id in that engine (`2100498`, `beacon`, `gh0st-framing`)
/// @param title one line for people
/// @param severity 1 high, 2 medium, 3 low, 4 information
/// @param confidence 0 to 1: how likely it is what it says, given that it fired
/// @param phase what part of an attack it is
/// @param techniques ATT&CK ids (`T1071.001`)
/// @param victim the own host that it concerns, or null
/// @param peer the other side (attacker, C2 server, scanned host), or null
/// @param indicators names, certificates, URLs, framing keys that tie it to others, as `kind:value`
/// @param tool the tool or malware family that it proves or suggests (`gh0st`), or null
/// @param unforgeable rests on a completed handshake or an answered payload, so that its addresses may be blocked
/// @param count how many observations it stands for
public record Alert(
        Event event,
        Engine engine,
        String rule,
        String title,
        int severity,
        double confidence,
        Phase phase,
        List<String> techniques,
        Host victim,
        Host peer,
        List<String> indicators,
        String tool,
        boolean unforgeable,
        long count)
        implements Serializable {
    /// Engines, by their folder in `detect`.
    public enum Engine {
        SURICATA,
        SIGMA,
        BEHAVIOUR,
        DECODER,
        INDICATOR
    }

    /// Phases of an attack, in their usual order (after ATT&CK's tactics).
    public enum Phase {
        RECONNAISSANCE,
        INITIAL_ACCESS,
        EXECUTION,
        PERSISTENCE,
        DEFENSE_EVASION,
        CREDENTIAL_ACCESS,
        DISCOVERY,
        LATERAL_MOVEMENT,
        COLLECTION,
        COMMAND_AND_CONTROL,
        EXFILTRATION,
        IMPACT,
        UNKNOWN
    }

    public Alert {
        if (severity < 1 || severity > 255)
            throw new IllegalArgumentException("severity must be 1 to 255: " + severity);
        if (!(confidence >= 0 && confidence <= 1))
            throw new IllegalArgumentException("confidence must be 0 to 1: " + confidence);
        techniques = List.copyOf(techniques);
        indicators = List.copyOf(indicators);
    }
}
