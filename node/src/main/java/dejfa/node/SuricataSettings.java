package dejfa.node;

import dejfa.decode.flow.FlowSettings;
import dejfa.decode.packet.ChecksumMode;
import dejfa.decode.packet.DecodeSettings;
import dejfa.decode.tcp.TcpSettings;
import dejfa.decode.tcp.UrgentPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Suricata's dotted option names, as `--vars` gives them, to our own settings. Unknown ones are listed.
final class SuricataSettings {
    /// Read elsewhere (by the rule engine), or without a meaning here because it is always so.
    private static final List<String> KNOWN_PREFIXES = List.of(
            "action-order.",
            "app-layer.protocols.",
            "datasets.",
            "packet-alert-max",
            "detect.",
            "threshold-file",
            "classification-file",
            "reference-config-file",
            "pcap-file.checksum-checks");

    /// Limits of our own tables, per partition; small ones make evictions, which must not change with the threads.
    private static final String MOST_FLOWS = "dejfa.max-flows";

    private static final String MOST_DATAGRAMS = "dejfa.max-datagrams";
    private static final String MOST_STREAM_BYTES = "dejfa.max-stream-bytes";
    private static final List<String> OWN = List.of(MOST_FLOWS, MOST_DATAGRAMS, MOST_STREAM_BYTES);

    private final Map<String, Object> settings;
    private final List<String> unknown = new ArrayList<>();

    SuricataSettings(VarsFile vars) {
        settings = vars.settings();
        for (String name : settings.keySet()) {
            boolean known = name.startsWith("stream.")
                    || name.startsWith("vlan.")
                    || name.startsWith("decoder.")
                    || name.startsWith("flow")
                    || OWN.contains(name)
                    || KNOWN_PREFIXES.stream().anyMatch(name::startsWith);
            if (!known) unknown.add("setting '" + name + "' is not known here and was not used");
        }
    }

    List<String> unknown() {
        return unknown;
    }

    private String text(String name, String whenUnset) {
        Object value = settings.get(name);
        return value == null ? whenUnset : value.toString().toLowerCase(Locale.ROOT);
    }

    private boolean on(String name, boolean whenUnset) {
        return switch (text(name, "")) {
            case "yes", "true", "on", "1" -> true;
            case "no", "false", "off", "0" -> false;
            default -> whenUnset;
        };
    }

    DecodeSettings decode(String checksums) {
        ChecksumMode mode =
                switch (checksums) {
                    case "none" -> ChecksumMode.NONE;
                    case "all" -> ChecksumMode.ALL;
                    default -> ChecksumMode.AUTO;
                };
        if (text("pcap-file.checksum-checks", "").equals("no")) mode = ChecksumMode.NONE;
        DecodeSettings base = DecodeSettings.DEFAULT;
        return new DecodeSettings(
                mode,
                base.overlap(),
                base.fragmentTimeoutNs(),
                limit(MOST_DATAGRAMS, base.maxDatagrams(), 1, 1 << 20),
                base.maxFragmentBytes(),
                base.maxLayers(),
                on("decoder.teredo.enabled", base.teredo()),
                on("decoder.vxlan.enabled", base.vxlan()),
                on("decoder.geneve.enabled", base.geneve()));
    }

    FlowSettings flows(long inputIdentity) {
        FlowSettings base = FlowSettings.defaults(inputIdentity);
        return base.withVlanTracking(on("vlan.use-for-tracking", true))
                .withMaxFlows(limit(MOST_FLOWS, base.maxFlows(), 1, 1 << 24));
    }

    TcpSettings tcp() {
        TcpSettings tcp = TcpSettings.DEFAULT
                .withMidstream(on("stream.midstream", false))
                .withChecksums(on("stream.checksum-validation", true))
                .withAsyncOneside(on("stream.async-oneside", false))
                .withInline(on("stream.inline", false));
        String urgent = text("stream.reassembly.urgent.policy", "");
        if (urgent.equals("inline")) tcp = tcp.withUrgent(UrgentPolicy.INLINE);
        String depth = text("stream.reassembly.depth", "");
        if (!depth.isEmpty()) tcp = tcp.withDepth(bytes(depth));
        int stream = limit(MOST_STREAM_BYTES, tcp.maxFlowBytes(), 4096, 1 << 28);
        return tcp.withLimits(stream, Math.max(tcp.maxPartitionBytes(), stream));
    }

    private int limit(String name, int whenUnset, int least, int most) {
        String given = text(name, "");
        return given.isEmpty() ? whenUnset : Math.clamp(bytes(given), least, most);
    }

    /// `8kb`, `1mb`, `4096`.
    static long bytes(String text) {
        String digits = text.replaceAll("[^0-9].*$", "");
        long value = digits.isEmpty() || digits.length() > 12 ? 0 : Long.parseLong(digits);
        String unit = text.substring(digits.length()).strip();
        int shift =
                switch (unit) {
                    case "kb", "k", "kib" -> 10;
                    case "mb", "m", "mib" -> 20;
                    case "gb", "g", "gib" -> 30;
                    default -> 0;
                };
        // More than fits is as good as no limit.
        return Math.min(value, Long.MAX_VALUE >> shift) << shift;
    }
}
