package dejfa.detect.suricata.engine;

import dejfa.api.Transaction;
import dejfa.detect.suricata.match.MatchNotes;
import dejfa.detect.suricata.rule.CompiledRule;

/// A rule that held.
///
/// @param transaction the one that set it off, or null
/// @param frame the one that it looked at, or null
/// @param inStream the bytes were in the stream, not in one packet
/// @param notes what was learnt on the way: words of data sets, captured variables
public record Match(CompiledRule rule, Transaction transaction, FrameView frame, boolean inStream, MatchNotes notes) {
    Match(CompiledRule rule, Transaction transaction, boolean inStream, MatchNotes notes) {
        this(rule, transaction, null, inStream, notes);
    }
}
