package dejfa.detect.suricata.rule;

/// One option between the brackets of a rule.
///
/// @param value as written, escapes kept; null where there is no colon
public record RuleOption(String name, String value) {}
