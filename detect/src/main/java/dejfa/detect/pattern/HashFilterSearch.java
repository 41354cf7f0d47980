package dejfa.detect.pattern;

import dejfa.api.HotPath;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Pure-Java search: a bit filter over four-byte grams, then exact comparison. Each literal of four bytes and more
/// stands under its rarest gram; one to three bytes long ones are compared at each position that their first byte
/// marks. What is built is immutable; a handle has its own buffer.
final class HashFilterSearch implements PatternSearch {
    private static final VarHandle I32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    /// sets bit 5 of each byte: folds the case of letters (and some other pairs, which the comparison sorts out)
    private static final int FOLD = 0x20202020;

    private static final int HASH_BITS = 16;
    /// Sets up to that size, of which there are many, take a small table.
    private static final int SMALL_SET = 64;
    private static final int SMALL_SET_BITS = 10;

    private final Literal[] literals;
    private final long[] filter;
    /// first entry of each hash without its lowest [#folded] bits, -1 none; entries are literal ids chained by `next`
    private final int[] first;

    private final int folded;

    private final int[] next;
    private final int[] gramOffset;
    /// ids of short literals by first byte, folded
    private final int[][] shortByFirst;

    private final boolean anyShort;
    /// where native bytes are searched: an array costs no checks of bounds and owner per byte
    private byte[] copy = {};

    HashFilterSearch(List<Literal> set) {
        filter = new long[1 << HASH_BITS - 6];
        folded = set.size() <= SMALL_SET ? HASH_BITS - SMALL_SET_BITS : 0;
        first = new int[1 << HASH_BITS - folded];
        shortByFirst = new int[256][];
        literals = new Literal[set.size()];
        next = new int[set.size()];
        gramOffset = new int[set.size()];
        java.util.Arrays.fill(first, -1);
        Map<Integer, Integer> uses = new HashMap<>();
        for (Literal literal : set) {
            for (int i = 0; i + 4 <= literal.bytes().length; i++) {
                uses.merge(hash(gram(literal.bytes(), i)), 1, Integer::sum);
            }
        }
        boolean someShort = false;
        for (Literal literal : set) {
            if (literal.bytes().length == 0)
                throw new IllegalArgumentException("literal " + literal.id() + " is empty");
            literals[literal.id()] = literal;
            if (literal.bytes().length < 4) {
                addShort(literal);
                someShort = true;
            } else addLong(literal, uses);
        }
        anyShort = someShort;
    }

    private void addShort(Literal literal) {
        int key = literal.bytes()[0] & 0xff | 0x20;
        int[] old = shortByFirst[key] == null ? new int[0] : shortByFirst[key];
        int[] grown = java.util.Arrays.copyOf(old, old.length + 1);
        grown[old.length] = literal.id();
        shortByFirst[key] = grown;
    }

    private void addLong(Literal literal, Map<Integer, Integer> uses) {
        int best = 0;
        int bestUses = Integer.MAX_VALUE;
        for (int i = 0; i + 4 <= literal.bytes().length; i++) {
            int gram = gram(literal.bytes(), i);
            // Runs of one byte and blanks are common in any traffic, whatever the rules say.
            int penalty = (gram & 0xff) == (gram >>> 8 & 0xff) && (gram & 0xffff) == gram >>> 16 ? 1000 : 0;
            int weight = uses.get(hash(gram)) + penalty;
            if (weight < bestUses) {
                bestUses = weight;
                best = i;
            }
        }
        int hash = hash(gram(literal.bytes(), best));
        gramOffset[literal.id()] = best;
        next[literal.id()] = first[hash >> folded];
        first[hash >> folded] = literal.id();
        filter[hash >> 6] |= 1L << hash;
    }

    private static int gram(byte[] bytes, int at) {
        return (bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16 | bytes[at + 3] << 24)
                | FOLD;
    }

    private static int hash(int foldedGram) {
        return foldedGram * 0x9E3779B1 >>> 32 - HASH_BITS;
    }

    @Override
    @HotPath
    public void scan(MemorySegment data, long offset, int lengthBytes, Hits hits) {
        if (copy.length < lengthBytes) copy = new byte[Math.max(lengthBytes, copy.length * 2)];
        MemorySegment.copy(data, ValueLayout.JAVA_BYTE, offset, copy, 0, lengthBytes);
        scan(copy, 0, lengthBytes, hits);
    }

    @Override
    @HotPath
    public void scan(byte[] data, int offset, int lengthBytes, Hits hits) {
        if (anyShort) scanShort(data, offset, lengthBytes, hits);
        int last = offset + lengthBytes - 4;
        for (int at = offset; at <= last; at++) {
            int hash = hash((int) I32.get(data, at) | FOLD);
            if ((filter[hash >> 6] & 1L << hash) != 0) compare(hash, data, at, offset, offset + lengthBytes, hits);
        }
    }

    private void compare(int hash, byte[] data, int at, int from, int to, Hits hits) {
        for (int id = first[hash >> folded]; id >= 0; id = next[id]) {
            int start = at - gramOffset[id];
            if (start >= from && matches(literals[id], data, start, to - start)) hits.add(id);
        }
    }

    private void scanShort(byte[] data, int offset, int lengthBytes, Hits hits) {
        for (int i = 0; i < lengthBytes; i++) {
            int[] candidates = shortByFirst[data[offset + i] & 0xff | 0x20];
            if (candidates == null) continue;
            for (int id : candidates) {
                if (matches(literals[id], data, offset + i, lengthBytes - i)) hits.add(id);
            }
        }
    }

    private static boolean matches(Literal literal, byte[] data, int at, int left) {
        byte[] bytes = literal.bytes();
        if (bytes.length > left) return false;
        for (int i = 0; i < bytes.length; i++) {
            byte b = data[at + i];
            if (b != bytes[i] && !(literal.nocase() && lower(b) == lower(bytes[i]))) return false;
        }
        return true;
    }

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b & 0xff;
    }

    private HashFilterSearch(HashFilterSearch built) {
        literals = built.literals;
        filter = built.filter;
        first = built.first;
        folded = built.folded;
        next = built.next;
        gramOffset = built.gramOffset;
        shortByFirst = built.shortByFirst;
        anyShort = built.anyShort;
    }

    @Override
    public PatternSearch forThread() {
        return new HashFilterSearch(this);
    }

    @Override
    public void close() {}
}
