package dejfa.detect.suricata.engine;

import dejfa.api.Transaction;
import dejfa.detect.suricata.rule.CompiledRule;
import java.util.Map;

/// A rule that held.
///
/// @param transaction the one that set it off, or null
/// @param context what data sets said of the values that matched
/// @param inStream the bytes were in the stream, not in one packet
public record Match(CompiledRule rule, Transaction transaction, boolean inStream, Map<String, Object> context) {}
