package dejfa.detect.suricata;

import dejfa.detect.suricata.rule.BadRule;
import dejfa.detect.suricata.rule.CompiledRule;
import java.nio.file.Path;

/// What became of one rule of a file. A rule that can't run is an answer, not an exception.
public sealed interface Loaded {
    record Rule(CompiledRule rule) implements Loaded {}

    /// @param line where the rule starts, from 1; 0 for the file as a whole
    record Rejected(Path file, int line, String reason, String remedy) implements Loaded {
        /// The rule itself says that it is not meant for this engine: that is no fault.
        public boolean setAside() {
            return reason.startsWith(BadRule.REQUIRES);
        }

        @Override
        public String toString() {
            return file + ":" + line + ": " + reason + "; " + remedy;
        }
    }
}
