package dejfa.ingest.live;

/// How to capture on an interface.
///
/// @param ringBytes memory that the kernel fills while Dejfa works, for each interface and source: a multiple of 1 MiB,
///     2 MiB to 1 GiB
/// @param promiscuous frames for other machines too
/// @param filter frames wanted, in the language of pcap-filter(7); empty: all
public record LiveSettings(int ringBytes, boolean promiscuous, String filter) {
    public static final LiveSettings DEFAULT = new LiveSettings(64 << 20, true, "");

    static final int BLOCK_BYTES = 1 << 20;

    public LiveSettings {
        if (ringBytes < 2 * BLOCK_BYTES || ringBytes > 1 << 30 || ringBytes % BLOCK_BYTES != 0) {
            throw new IllegalArgumentException(
                    "ringBytes must be a multiple of 1 MiB from 2 MiB to 1 GiB: " + ringBytes);
        }
    }
}
