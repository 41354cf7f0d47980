package dejfa.api;

import java.io.Serializable;

/// Something known to belong to an attacker.
///
/// @param value normal form: lower case names without trailing dot, addresses as [Address] prints them
/// @param source the list it came from, with its date
/// @param actor the actor that the list claims, or null
/// @param reliability 0 to 1
/// @param sharedList the list mixes several actors, so a hit weighs little for any of them
public record Indicator(
        Kind kind,
        String value,
        String source,
        String actor,
        double reliability,
        boolean sharedList,
        long validFromNs,
        long validUntilNs)
        implements Serializable {
    /// What is compared.
    public enum Kind {
        ADDRESS,
        NETWORK,
        DOMAIN,
        URL,
        MD5,
        SHA1,
        SHA256,
        JA3,
        JA3S,
        JA4,
        CERTIFICATE_SHA1,
        USER_AGENT
    }
}
