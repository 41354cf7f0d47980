package dejfa.detect.sigma.value;

import dejfa.api.HotPath;
import dejfa.detect.sigma.rule.Check;

/// Two values of one record, compared (`fieldref`).
public final class Pairs {
    /// Most comparisons that the search of one value within another may take; beyond it counts as not found.
    private static final long MAX_STEPS = 1L << 24;

    private Pairs() {}

    @HotPath
    public static boolean holds(Check.SameAs how, byte[] a, int aAt, int aLength, byte[] b, int bAt, int bLength) {
        int aEnd = aAt + aLength;
        int bEnd = bAt + bLength;
        if (!how.anyBefore()) {
            int end = after(a, aAt, aEnd, b, bAt, bEnd, how.cased());
            return end >= 0 && (how.anyAfter() || end == aEnd);
        }
        if ((long) aLength * bLength > MAX_STEPS) return false;
        for (int at = aAt; at < aEnd; at += Fold.length(a, at, aEnd)) {
            int end = after(a, at, aEnd, b, bAt, bEnd, how.cased());
            if (end >= 0 && (how.anyAfter() || end == aEnd)) return true;
        }
        return bLength == 0;
    }

    /// @return where b ends if it stands in a at that place, else -1
    private static int after(byte[] a, int aAt, int aEnd, byte[] b, int bAt, int bEnd, boolean cased) {
        int at = aAt;
        for (int i = bAt; i < bEnd; ) {
            if (at >= aEnd) return -1;
            int x = Fold.character(a, at, aEnd);
            int y = Fold.character(b, i, bEnd);
            if (x != y && (cased || Fold.fold(x) != Fold.fold(y))) return -1;
            at += Fold.length(a, at, aEnd);
            i += Fold.length(b, i, bEnd);
        }
        return at;
    }
}
