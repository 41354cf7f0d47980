package dejfa.detect.suricata;

/// Takes the candidates of one worker, in order of packet and rule.
@FunctionalInterface
public interface CandidateSink {
    void accept(Candidate candidate);
}
