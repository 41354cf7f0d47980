package dejfa.detect.sigma.match;

import dejfa.api.HotPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Characters without their case. ASCII letters fold among themselves only, others by Unicode's simple folding: so
/// the Kelvin sign is no `k` and a long s is no `s`, as for Windows and for the search of literals.
final class Fold {
    private static final byte[] LOWER = new byte[256];

    static {
        for (int i = 0; i < 256; i++) LOWER[i] = (byte) (i >= 'A' && i <= 'Z' ? i + 32 : i);
    }

    private Fold() {}

    static byte lower(byte b) {
        return LOWER[b & 0xff];
    }

    @HotPath
    static int fold(int character) {
        if (character < 128) return character >= 'A' && character <= 'Z' ? character + 32 : character;
        int folded = Character.toLowerCase(Character.toUpperCase(character));
        return folded < 128 ? character : folded;
    }

    /// The character at that place; a byte that is no UTF-8 there is a character by itself, above Unicode's.
    @HotPath
    static int character(byte[] bytes, int at, int end) {
        int b = bytes[at];
        if (b >= 0) return b;
        int more = more(b);
        if (more == 0 || at + more >= end) return BROKEN | b & 0xff;
        int character = b & 0x3f >> more;
        for (int i = 1; i <= more; i++) {
            int next = bytes[at + i];
            if ((next & 0xc0) != 0x80) return BROKEN | b & 0xff;
            character = character << 6 | next & 0x3f;
        }
        return character > Character.MAX_CODE_POINT ? BROKEN | b & 0xff : character;
    }

    private static final int BROKEN = 0x200000;

    static boolean isBroken(int character) {
        // Half a pair is no character in UTF-8 either.
        return character >= BROKEN || character >= 0xd800 && character < 0xe000;
    }

    private static int more(int first) {
        int b = first & 0xff;
        if (b >= 0xc2 && b < 0xe0) return 1;
        if (b >= 0xe0 && b < 0xf0) return 2;
        return b >= 0xf0 && b < 0xf5 ? 3 : 0;
    }

    /// Bytes of the character at that place.
    @HotPath
    static int length(byte[] bytes, int at, int end) {
        int b = bytes[at];
        if (b >= 0 || character(bytes, at, end) >= BROKEN) return 1;
        return more(b) + 1;
    }

    /// Whether other characters fold to the same.
    static boolean changes(int character) {
        return Character.toLowerCase(character) != character
                || Character.toUpperCase(character) != character
                || Character.toTitleCase(character) != character
                || fold(character) != character;
    }

    /// All characters that fold to what that one does, itself among them.
    static int[] spellings(int character) {
        return Spellings.BY_FOLDED.getOrDefault(fold(character), List.of(character)).stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /// Made when a rule first asks: few do.
    private static final class Spellings {
        /// Beyond it there are no letters with a case.
        private static final int LAST = 0x1ffff;

        private static final Map<Integer, List<Integer>> BY_FOLDED = new HashMap<>();

        static {
            for (int c = 128; c <= LAST; c++) {
                if (changes(c))
                    BY_FOLDED.computeIfAbsent(fold(c), key -> new ArrayList<>()).add(c);
            }
        }
    }
}
