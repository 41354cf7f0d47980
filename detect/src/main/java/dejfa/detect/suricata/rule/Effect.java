package dejfa.detect.suricata.rule;

/// What a match changes in the flow (`flowbits:set`, `flowint:n,+,1`).
@FunctionalInterface
public interface Effect {
    void apply(Subject subject);
}
