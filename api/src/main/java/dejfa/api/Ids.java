package dejfa.api;

/// Identities as hashes: the same input gives the same ids, run after run.
public final class Ids {
    private Ids() {}

    /// Mixes one more value into a hash (SplitMix64's finaliser, Steele et al. 2014).
    @HotPath
    public static long mix(long hash, long value) {
        long z = hash * 0x9E3779B97F4A7C15L + value + 0x632BE59BD9B4E019L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /// @return 0 to 2^53 - 1, so that JSON readers with doubles keep it exact
    @HotPath
    public static long of(long identity, long number, long sequence) {
        return mix(mix(mix(0, identity), number), sequence) >>> 11;
    }

    public static long of(String text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) hash = mix(hash, text.charAt(i));
        return hash >>> 11;
    }
}
