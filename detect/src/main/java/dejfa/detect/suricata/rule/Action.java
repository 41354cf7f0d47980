package dejfa.detect.suricata.rule;

/// What a rule asks for, in the order in which rules act by default (user guide, "Action-order").
public enum Action {
    PASS,
    DROP,
    REJECT,
    ALERT;

    /// @throws BadRule for an unknown action
    public static Action parse(String text) {
        return switch (text) {
            case "alert", "config" -> ALERT;
            case "pass", "accept" -> PASS;
            case "drop" -> DROP;
            case "reject", "rejectsrc", "rejectdst", "rejectboth" -> REJECT;
            default ->
                throw new BadRule(
                        "'" + text + "' is no action",
                        "use alert, pass, drop, reject, rejectsrc, rejectdst, rejectboth");
        };
    }

    public boolean blocks() {
        return this == DROP || this == REJECT;
    }
}
