package dejfa.decode.tcp;

/// @param midstream follow sessions whose start was not seen
/// @param asyncOneside follow sessions of which one direction only is seen
/// @param inline deliver bytes as soon as they are in order, not only once they are acknowledged
/// @param checksums packets with a wrong checksum are left out, as the receiver leaves them out
/// @param depthBytes per direction; what comes after is counted, not delivered; 0: no limit
/// @param maxFlowBytes bytes held per direction while they wait for order or acknowledgment
/// @param maxPartitionBytes bytes held per partition
public record TcpSettings(
        boolean midstream,
        boolean asyncOneside,
        boolean inline,
        TcpOverlap overlap,
        UrgentPolicy urgent,
        boolean checksums,
        long depthBytes,
        int maxFlowBytes,
        long maxPartitionBytes) {
    public static final TcpSettings DEFAULT = new TcpSettings(
            false, false, false, TcpOverlap.FIRST, UrgentPolicy.OUT_OF_BAND, true, 1 << 20, 1 << 20, 16L << 20);

    public TcpSettings {
        if (depthBytes < 0) throw new IllegalArgumentException("depthBytes must not be negative");
        if (maxFlowBytes < 4096 || maxFlowBytes > 1 << 28) {
            throw new IllegalArgumentException("maxFlowBytes must be 4 KiB to 256 MiB");
        }
        if (maxPartitionBytes < maxFlowBytes) {
            throw new IllegalArgumentException("maxPartitionBytes must not be below maxFlowBytes");
        }
    }

    public TcpSettings withMidstream(boolean on) {
        return new TcpSettings(
                on, asyncOneside, inline, overlap, urgent, checksums, depthBytes, maxFlowBytes, maxPartitionBytes);
    }

    public TcpSettings withAsyncOneside(boolean on) {
        return new TcpSettings(
                midstream, on, inline, overlap, urgent, checksums, depthBytes, maxFlowBytes, maxPartitionBytes);
    }

    public TcpSettings withInline(boolean on) {
        return new TcpSettings(
                midstream, asyncOneside, on, overlap, urgent, checksums, depthBytes, maxFlowBytes, maxPartitionBytes);
    }

    public TcpSettings withOverlap(TcpOverlap policy) {
        return new TcpSettings(
                midstream,
                asyncOneside,
                inline,
                policy,
                urgent,
                checksums,
                depthBytes,
                maxFlowBytes,
                maxPartitionBytes);
    }

    public TcpSettings withUrgent(UrgentPolicy policy) {
        return new TcpSettings(
                midstream,
                asyncOneside,
                inline,
                overlap,
                policy,
                checksums,
                depthBytes,
                maxFlowBytes,
                maxPartitionBytes);
    }

    public TcpSettings withChecksums(boolean on) {
        return new TcpSettings(
                midstream, asyncOneside, inline, overlap, urgent, on, depthBytes, maxFlowBytes, maxPartitionBytes);
    }

    public TcpSettings withDepth(long bytes) {
        return new TcpSettings(
                midstream, asyncOneside, inline, overlap, urgent, checksums, bytes, maxFlowBytes, maxPartitionBytes);
    }

    public TcpSettings withLimits(int flowBytes, long partitionBytes) {
        return new TcpSettings(
                midstream, asyncOneside, inline, overlap, urgent, checksums, depthBytes, flowBytes, partitionBytes);
    }
}
