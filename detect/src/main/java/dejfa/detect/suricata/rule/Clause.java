package dejfa.detect.suricata.rule;

import dejfa.api.Direction;
import dejfa.api.FileHash;
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

    /// How far a side of the transaction has come: hooks in rule headers, `app-layer-state`, `ssl_state`.
    ///
    /// @param protocol of the transaction, or null where the header tells
    /// @param least progress that it must have reached
    /// @param below progress that it must not have reached yet; [Integer#MAX_VALUE] for none
    record Reached(String protocol, Direction side, int least, int below) implements Clause {}

    /// A test on numbers, flags or texts of a slot.
    ///
    /// @param atEnd the number of values counts: asked when the sides are complete, of no values too
    record Value(String name, List<BufferSource> sources, ValueTest test, boolean atEnd) implements Clause {
        public Value(String name, List<BufferSource> sources, ValueTest test) {
            this(name, sources, test, false);
        }
    }

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

        /// Of the file, that is compared; null where none is.
        default FileHash digest() {
            return null;
        }
    }

    /// `content` on packet or stream in a rule that asks about transactions too.
    record Payload(List<PayloadTest> tests) implements Clause {}

    /// Directions in which it can hold, as [FlowTest#TO_SERVER] and [FlowTest#TO_CLIENT].
    default int directions() {
        List<BufferSource> sources =
                switch (this) {
                    case Buffer buffer -> buffer.sources();
                    case Value value -> value.sources();
                    case Reached reached -> {
                        yield List.of(new BufferSource(BufferSource.Origin.SLOT, null, List.of(), reached.side(), 0));
                    }
                    case Frame _, AppEvent _, File _, Payload _ -> List.of();
                };
        int mask = 0;
        for (BufferSource source : sources) {
            mask |= source.side() == null ? FlowTest.BOTH : FlowTest.bit(source.side());
        }
        return mask == 0 ? FlowTest.BOTH : mask;
    }
}
