package dejfa.ingest.live;

/// How to capture on an interface.
///
/// @param ringBytes memory that the kernel fills while Dejfa works: a multiple of 1 MiB, 2 MiB to 1 GiB
/// @param promiscuous frames for other machines too
/// @param fanoutGroup 0 to 65535: the sources of one group share the interface's frames, each flow on one source;
///     -1: this source gets all
public record LiveSettings(int ringBytes, boolean promiscuous, int fanoutGroup) {
    public static final LiveSettings DEFAULT = new LiveSettings(64 << 20, true, -1);

    static final int BLOCK_BYTES = 1 << 20;

    public LiveSettings {
        if (ringBytes < 2 * BLOCK_BYTES || ringBytes > 1 << 30 || ringBytes % BLOCK_BYTES != 0) {
            throw new IllegalArgumentException(
                    "ringBytes must be a multiple of 1 MiB from 2 MiB to 1 GiB: " + ringBytes);
        }
        if (fanoutGroup < -1 || fanoutGroup > 65_535) {
            throw new IllegalArgumentException("fanoutGroup must be -1 or fit 16 bits: " + fanoutGroup);
        }
    }
}
