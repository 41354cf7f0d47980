package dejfa.detect.suricata.match;

/// What a rule asks of a data set that rules change: answered in the ordered stage, so that the answer does not
/// depend on the number of workers.
///
/// @param set name of the data set
/// @param member as the set spells it
public record SetQuestion(Operation operation, String set, String member) {
    /// Operations (user guide, "Datasets"); changes hold only where they change something.
    public enum Operation {
        IS_SET,
        IS_NOT_SET,
        SET,
        UNSET
    }
}
