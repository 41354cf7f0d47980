package dejfa.detect.suricata.keyword;

/// What one option does to the rule being built.
@FunctionalInterface
interface Keyword {
    /// @param value null where the option has none
    /// @throws dejfa.detect.suricata.rule.BadRule when the rule can't run
    void apply(RuleBuilder rule, String value);
}
