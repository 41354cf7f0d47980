package dejfa.detect.suricata.match;

/// Changes a buffer before it is tested (user guide, "Transformations").
public interface Transform {
    /// @param data valid up to `lengthBytes`; not to be changed
    /// @return a fresh array; empty where nothing is left
    byte[] apply(byte[] data, int lengthBytes);

    /// As the rule spells it, with its arguments: two rules with equal names share one scan.
    String name();
}
