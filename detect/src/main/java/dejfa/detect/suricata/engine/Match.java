package dejfa.detect.suricata.engine;

import dejfa.api.Transaction;
import dejfa.detect.suricata.rule.CompiledRule;

/// A rule that held.
///
/// @param transaction the one that set it off, or null
/// @param inStream the bytes were in the stream, not in one packet
public record Match(CompiledRule rule, Transaction transaction, boolean inStream) {}
