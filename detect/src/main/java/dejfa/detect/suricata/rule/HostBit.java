package dejfa.detect.suricata.rule;

import dejfa.detect.suricata.rule.Threshold.Track;

/// One `xbits` or `hostbits`: a bit on a host or a pair of hosts. It spans flows, so it is decided in the ordered
/// stage; flowbits set by the same rule are set before that.
///
/// @param seconds life of the bit once set
public record HostBit(Operation operation, String name, Track track, int seconds) {
    /// Operations.
    public enum Operation {
        SET,
        UNSET,
        TOGGLE,
        IS_SET,
        IS_NOT_SET;

        public boolean asks() {
            return this == IS_SET || this == IS_NOT_SET;
        }
    }
}
