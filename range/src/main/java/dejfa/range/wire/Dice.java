package dejfa.range.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The range's only source of chance: SplitMix64 (Steele, Lea, Flood 2014), so that a seed gives the same bytes on
/// every JDK. [#fork] gives each actor a stream of its own: changing one does not shift the others.
public final class Dice {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

    private final long origin;
    private long state;

    public Dice(long seed) {
        origin = seed;
        state = seed;
    }

    public Dice fork(String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) hash = (hash ^ b) * 0x100000001b3L;
        return new Dice(mix(origin + mix(hash)));
    }

    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    public long nextLong() {
        state += GOLDEN;
        return mix(state);
    }

    /// @return 0 to bound - 1
    public int below(int bound) {
        return (int) Long.remainderUnsigned(nextLong() >>> 1, bound);
    }

    /// Both ends included.
    public int between(int low, int high) {
        return low + below(high - low + 1);
    }

    /// Both ends included; for durations in nanoseconds.
    public long between(long low, long high) {
        return low + Long.remainderUnsigned(nextLong() >>> 1, high - low + 1);
    }

    /// @return 0 (included) to 1 (excluded)
    public double unit() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    public boolean chance(double probability) {
        return unit() < probability;
    }

    /// Waiting time of a Poisson process, cut at five means so that no actor falls silent for good.
    public long waiting(long mean) {
        return (long) Math.min(5.0 * mean, -StrictMath.log(1 - unit()) * mean);
    }

    /// Sizes with a long tail: around `typical`, at most `limit`.
    public int size(int typical, int limit) {
        double factor = StrictMath.exp(1.6 * (unit() + unit() + unit() - 1.5));
        return (int) Math.min(limit, Math.max(1, typical * factor));
    }

    public byte[] bytes(int count) {
        byte[] all = new byte[count];
        for (int i = 0; i < count; i += 8) {
            long value = nextLong();
            for (int j = i; j < Math.min(count, i + 8); j++, value >>>= 8) all[j] = (byte) value;
        }
        return all;
    }

    public <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    @SafeVarargs
    public final <T> T pick(T... choices) {
        return choices[below(choices.length)];
    }

    public String letters(int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) text.append(LETTERS.charAt(below(26)));
        return text.toString();
    }

    public String hex(int digits) {
        StringBuilder text = new StringBuilder(digits);
        for (int i = 0; i < digits; i++) text.append(Character.forDigit(below(16), 16));
        return text.toString();
    }

    public <T> void shuffle(List<T> list) {
        for (int i = list.size() - 1; i > 0; i--) {
            int other = below(i + 1);
            T kept = list.get(i);
            list.set(i, list.get(other));
            list.set(other, kept);
        }
    }
}
