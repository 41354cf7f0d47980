package dejfa.detect.suricata.rule;

import dejfa.api.FileTransfer;
import dejfa.detect.suricata.match.PayloadTest;
import dejfa.detect.suricata.match.Transform;
import java.util.List;

/// One thing that a rule asks of a transaction. All clauses of a rule must hold, each at its own time.
public sealed interface Clause {
    /// Tests on one buffer.
    ///
    /// @param key name and transforms: equal keys share one scan
    record Buffer(
            String key,
            String name,
            List<BufferSource> sources,
            List<Transform> transforms,
            List<PayloadTest> tests,
            Presence presence)
            implements Clause {
        /// Must a growing body end before an answer counts?
        public boolean needsEnd() {
            return !transforms.isEmpty() || tests.stream().anyMatch(PayloadTest::needsEnd);
        }
    }

    /// What `absent` asks of a buffer.
    enum Presence {
        REQUIRED,
        ABSENT,
        ABSENT_OR_ELSE
    }

    /// Tests on one frame: all frame clauses of a rule look at the same one.
    ///
    /// @param key protocols, type and transforms
    /// @param protocols names of which the flow must speak one; empty for any
    /// @param type in lower case, dots for underscores
    record Frame(String key, List<String> protocols, String type, List<Transform> transforms, List<PayloadTest> tests)
            implements Clause {
        /// How types are compared: the guide writes both `record_hdr` and `record.hdr`.
        public static String plain(String type) {
            return type.toLowerCase(java.util.Locale.ROOT).replace('_', '.');
        }

        public boolean needsEnd() {
            return !transforms.isEmpty() || tests.stream().anyMatch(PayloadTest::needsEnd);
        }
    }

    /// A test on numbers, flags or texts of a slot.
    record Value(String name, List<BufferSource> sources, ValueTest test) implements Clause {}

    /// A test on all values of a slot together.
    @FunctionalInterface
    interface ValueTest {
        boolean holds(List<Object> values);
    }

    /// `app-layer-event`.
    ///
    /// @param protocol null where the rule names none
    record AppEvent(String protocol, String event) implements Clause {}

    /// A test on any file of the transaction.
    record File(FileTest test) implements Clause {}

    /// What became of a file test.
    enum Answer {
        YES,
        NO,
        LATER
    }

    /// A test on one file.
    @FunctionalInterface
    interface FileTest {
        Answer holds(FileTransfer file);
    }

    /// `content` on packet or stream in a rule that asks about transactions too.
    record Payload(List<PayloadTest> tests) implements Clause {}

    /// Directions in which it can hold, as [FlowTest#TO_SERVER] and [FlowTest#TO_CLIENT].
    default int directions() {
        List<BufferSource> sources =
                switch (this) {
                    case Buffer buffer -> buffer.sources();
                    case Value value -> value.sources();
                    case Frame _, AppEvent _, File _, Payload _ -> List.of();
                };
        int mask = 0;
        for (BufferSource source : sources) {
            mask |= source.side() == null ? FlowTest.BOTH : FlowTest.bit(source.side());
        }
        return mask == 0 ? FlowTest.BOTH : mask;
    }
}
