package dejfa.detect.sigma.match;

import dejfa.api.HotPath;
import dejfa.detect.pattern.PatternSearch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Which literals stand in values that come again and again: most of a log's values (programs, users, makers) do.
/// A value is kept from its second time on. One thread's own.
final class ValueCache {
    private static final VarHandle I64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /// Powers of two: for a set of literals that takes long to search for, and for any other.
    private static final int MOST_SLOTS = 4096;

    private static final int FEW_SLOTS = 512;
    private static final int MANY_LITERALS = 1_000;
    /// Longer values hardly repeat.
    private static final int MAX_BYTES = 512;

    private final byte[][] values;
    private final int[] lengths;
    private final int[][] found;
    /// hashes of values that were seen once
    private final long[] seen;

    private final PatternSearch search;
    private final PatternSearch.Hits one;

    ValueCache(PatternSearch search, int literals) {
        int slots = literals < MANY_LITERALS ? FEW_SLOTS : MOST_SLOTS;
        this.values = new byte[slots][];
        this.lengths = new int[slots];
        this.found = new int[slots][];
        this.seen = new long[slots];
        this.search = search;
        this.one = new PatternSearch.Hits(literals);
    }

    /// Adds what stands in the value to `hits`.
    ///
    /// @return false where the value is new: then it is to be searched
    @HotPath
    boolean add(byte[] bytes, int at, int length, PatternSearch.Hits hits) {
        if (length > MAX_BYTES) return false;
        long hash = hash(bytes, at, length);
        int slot = (int) (hash >>> 32) & seen.length - 1;
        byte[] value = values[slot];
        boolean known =
                value != null && lengths[slot] == length && Arrays.equals(value, 0, length, bytes, at, at + length);
        if (!known) {
            if (seen[slot] != hash) {
                seen[slot] = hash;
                return false;
            }
            keep(slot, bytes, at, length);
        }
        for (int literal : found[slot]) hits.add(literal);
        return true;
    }

    private void keep(int slot, byte[] bytes, int at, int length) {
        if (values[slot] == null || values[slot].length < length) values[slot] = new byte[length];
        System.arraycopy(bytes, at, values[slot], 0, length);
        lengths[slot] = length;
        one.clear();
        search.scan(bytes, at, length, one);
        int[] ids = new int[one.count()];
        for (int i = 0; i < ids.length; i++) ids[i] = one.id(i);
        found[slot] = ids;
    }

    /// Of all bytes: eight at a time, multiplied and folded.
    @HotPath
    private static long hash(byte[] bytes, int at, int length) {
        long hash = length * 0x9E3779B97F4A7C15L;
        int end = at + length;
        int i = at;
        for (; i + 8 <= end; i += 8) hash = mix(hash ^ (long) I64.get(bytes, i));
        long rest = 0;
        for (; i < end; i++) rest = rest << 8 | bytes[i] & 0xff;
        return mix(hash ^ rest);
    }

    private static long mix(long value) {
        long product = value * 0xD6E8FEB86659FD93L;
        return product ^ product >>> 32;
    }
}
