package dejfa.detect.suricata.rule;

import dejfa.detect.suricata.match.PayloadTest;
import dejfa.detect.suricata.match.PayloadTest.Content;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
    /// What a rule says of itself.
    ///
    /// @param category the class type's description, empty where there is none
    /// @param severity its priority
    /// @param target `source`, `destination` or null
    public record Info(
            Path file,
            int line,
            String text,
            long gid,
            long sid,
            long revision,
            String message,
            String category,
            int severity,
            Map<String, List<String>> metadata,
            List<String> references,
            String target) {}

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
