package dejfa.detect.suricata.explain;

/// One step of a rule.
///
/// @param cost null for a heading, which costs nothing itself
public record Step(String text, Cost cost) {}
