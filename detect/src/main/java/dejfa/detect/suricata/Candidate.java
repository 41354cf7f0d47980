package dejfa.detect.suricata;

import dejfa.api.Event;
import dejfa.detect.suricata.match.SetQuestion;
import dejfa.detect.suricata.rule.CompiledRule;
import java.util.List;

/// A rule that matched, before what spans flows has been asked. Sort by [#packetNumber()], then by [#sequence()].
///
/// @param rule null for a packet that is told of only where a tag wants it
/// @param event the `alert`, ready to be written
/// @param questions to data sets that rules change, in order
/// @param packetNumber of the packet that completed the match
/// @param sequence place among the candidates of that packet
public record Candidate(CompiledRule rule, Event event, List<SetQuestion> questions, long packetNumber, int sequence) {
    public Candidate {
        questions = List.copyOf(questions);
    }
}
