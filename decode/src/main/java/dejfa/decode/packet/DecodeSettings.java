package dejfa.decode.packet;

/// @param overlap which fragment wins where two overlap
/// @param fragmentTimeoutNs after the first fragment
/// @param maxDatagrams datagrams being rebuilt per partition; beyond it the oldest goes and is counted
/// @param maxFragmentBytes bytes held for them per partition
/// @param maxLayers headers and tunnels within a frame
public record DecodeSettings(
        ChecksumMode checksums,
        FragmentOverlap overlap,
        long fragmentTimeoutNs,
        int maxDatagrams,
        int maxFragmentBytes,
        int maxLayers,
        boolean teredo,
        boolean vxlan,
        boolean geneve) {
    public static final DecodeSettings DEFAULT = new DecodeSettings(
            ChecksumMode.AUTO, FragmentOverlap.FIRST, 60_000_000_000L, 1024, 8 << 20, 16, true, true, true);

    public DecodeSettings {
        if (fragmentTimeoutNs <= 0) throw new IllegalArgumentException("fragmentTimeoutNs must be positive");
        if (maxDatagrams < 1) throw new IllegalArgumentException("maxDatagrams must be 1 or more");
        if (maxFragmentBytes < 65536) throw new IllegalArgumentException("maxFragmentBytes must be 65536 or more");
        if (maxLayers < 1 || maxLayers > 64) throw new IllegalArgumentException("maxLayers must be 1 to 64");
    }

    public DecodeSettings withChecksums(ChecksumMode mode) {
        return new DecodeSettings(
                mode, overlap, fragmentTimeoutNs, maxDatagrams, maxFragmentBytes, maxLayers, teredo, vxlan, geneve);
    }

    public DecodeSettings withOverlap(FragmentOverlap policy) {
        return new DecodeSettings(
                checksums, policy, fragmentTimeoutNs, maxDatagrams, maxFragmentBytes, maxLayers, teredo, vxlan, geneve);
    }
}
