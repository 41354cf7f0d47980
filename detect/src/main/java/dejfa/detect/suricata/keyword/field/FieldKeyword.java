package dejfa.detect.suricata.keyword.field;

import dejfa.detect.suricata.rule.BufferCatalog;

/// Reads the value of one keyword.
@FunctionalInterface
public interface FieldKeyword {
    /// @param value null where the option has none
    /// @param buffers what parsers offer
    /// @throws dejfa.detect.suricata.rule.BadRule when the rule can't run
    FieldTest read(String value, BufferCatalog buffers);
}
