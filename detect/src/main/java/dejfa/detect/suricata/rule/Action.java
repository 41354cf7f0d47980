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
            case "accept:hook", "accept:tx", "accept:flow", "accept:packet", "drop:packet", "drop:flow" ->
                throw new BadRule("firewall rules are not run", "use alert, pass, drop or reject");
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
