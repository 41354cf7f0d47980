package dejfa.detect.suricata.rule;

import dejfa.detect.suricata.match.PayloadTest;
import dejfa.detect.suricata.match.PayloadTest.Content;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A rule ready to run.
///
/// @param order place in the order in which rules run: 0 first
/// @param payload tests on packet or stream; empty where there are none or where they are a clause
/// @param clauses what it asks of a transaction; empty for packet rules
/// @param effects applied when it matches
/// @param packetEvent anomaly of decoder or stream (`decoder.ipv4.trunc_pkt`, `stream.fin1_invalid_ack`), or null
/// @param tags packets that it wants to be told of after its alert
/// @param storesFiles has `filestore`: its files are marked so; nothing is written because a rule says so
/// @param variables number of byte_extract and byte_math results
/// @param fast the literal that must occur for the rule to be tried, or null
public record CompiledRule(
        int order,
        Info info,
        Action action,
        HeaderTest header,
        FlowTest flow,
        List<PacketTest> packetTests,
        Scope scope,
        List<PayloadTest> payload,
        List<Clause> clauses,
        List<Effect> effects,
        List<HostBit> hostBits,
        List<Threshold> thresholds,
        List<Tag> tags,
        String packetEvent,
        boolean noAlert,
        boolean storesFiles,
        int variables,
        Fast fast) {
    /// What a rule says of itself. What only alerts show is read from its text again when it is first asked for: most
    /// rules of a set never speak.
    public static final class Info {
        private final Source source;
        private final long gid;
        private final long sid;
        private final long revision;
        private final String category;
        private final int severity;
        private final String target;
        private final Function<String, Said> reader;
        /// Threads that ask at once each read it; all find the same.
        private Said said;

        /// @param category the class type's description, empty where there is none
        /// @param severity its priority
        /// @param target `source`, `destination` or null
        /// @param reader reads the rest of a text that has been read before
        public Info(
                Source source,
                long gid,
                long sid,
                long revision,
                String category,
                int severity,
                String target,
                Function<String, Said> reader) {
            this.source = source;
            this.gid = gid;
            this.sid = sid;
            this.revision = revision;
            this.category = category;
            this.severity = severity;
            this.target = target;
            this.reader = reader;
        }

        private Said said() {
            Said known = said;
            if (known == null) said = known = reader.apply(text());
            return known;
        }

        public Path file() {
            return source.file;
        }

        public int line() {
            return source.line;
        }

        /// As written, on one line.
        public String text() {
            return source.texts.get(source.place);
        }

        public long gid() {
            return gid;
        }

        public long sid() {
            return sid;
        }

        public long revision() {
            return revision;
        }

        public String category() {
            return category;
        }

        public int severity() {
            return severity;
        }

        public String target() {
            return target;
        }

        public String message() {
            return said().message;
        }

        public Map<String, List<String>> metadata() {
            return said().metadata;
        }

        public List<String> references() {
            return said().references;
        }
    }

    /// Where a rule stands.
    ///
    /// @param line where it starts, counted from 1
    /// @param place of its text in `texts`
    public record Source(Path file, int line, RuleTexts texts, int place) {}

    /// What a rule says of itself that nothing but an alert asks for.
    public record Said(String message, Map<String, List<String>> metadata, List<String> references) {}

    /// `tag`: which later packets are told of.
    ///
    /// @param ofHost those from and to a host; else those of the flow
    /// @param ofSource the host is the alert's source
    public record Tag(boolean ofHost, long count, Metric metric, boolean ofSource) {
        /// What is counted; the packet that raised the alert counts.
        public enum Metric {
            PACKETS,
            BYTES,
            SECONDS
        }
    }

    /// Where payload tests look.
    public enum Scope {
        PACKET,
        STREAM,
        /// the stream, and packets that are not part of it
        STREAM_OR_PACKET,
        /// both, each packet too
        STREAM_AND_PACKET,
        /// only addresses and ports: once a flow and direction
        ADDRESSES
    }

    /// The literal of the prefilter.
    ///
    /// @param clause index into `clauses`, or -1 for the payload
    public record Fast(int clause, Content content) {}

    public boolean ofTransactions() {
        return !clauses.isEmpty();
    }

    /// Looks at frames; then its clauses are not held against transactions.
    public boolean ofFrames() {
        for (Clause clause : clauses) if (clause instanceof Clause.Frame) return true;
        return false;
    }

    public String summary() {
        return info.gid() + ":" + info.sid() + ":" + info.revision() + " " + info.message();
    }

    public CompiledRule withOrder(int newOrder) {
        return new CompiledRule(
                newOrder,
                info,
                action,
                header,
                flow,
                packetTests,
                scope,
                payload,
                clauses,
                effects,
                hostBits,
                thresholds,
                tags,
                packetEvent,
                noAlert,
                storesFiles,
                variables,
                fast);
    }
}
