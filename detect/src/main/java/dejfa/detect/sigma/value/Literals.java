package dejfa.detect.sigma.value;

import dejfa.api.HotPath;

/// Tests for one run of bytes, without wildcards inside.
public final class Literals {
    private Literals() {}

    enum Place {
        WHOLE,
        START,
        END,
        ANYWHERE
    }

    /// @param literal lower case where `cased` is false
    static ValueTest test(byte[] literal, Place place, boolean cased) {
        if (literal.length == 0) {
            return place == Place.WHOLE ? (bytes, at, length) -> length == 0 : (bytes, at, length) -> true;
        }
        return switch (place) {
            case WHOLE -> (bytes, at, length) -> length == literal.length && same(bytes, at, literal, cased);
            case START -> (bytes, at, length) -> length >= literal.length && same(bytes, at, literal, cased);
            case END ->
                (bytes, at, length) ->
                        length >= literal.length && same(bytes, at + length - literal.length, literal, cased);
            case ANYWHERE -> (bytes, at, length) -> find(bytes, at, at + length, literal, cased) >= 0;
        };
    }

    @HotPath
    public static boolean same(byte[] bytes, int at, byte[] literal, boolean cased) {
        // From the end: paths differ there.
        for (int i = literal.length - 1; i >= 0; i--) {
            byte b = bytes[at + i];
            if (b != literal[i] && (cased || Fold.lower(b) != literal[i])) return false;
        }
        return true;
    }

    /// @return where it starts, or -1
    @HotPath
    static int find(byte[] bytes, int from, int end, byte[] literal, boolean cased) {
        int last = end - literal.length;
        byte lower = literal[0];
        byte upper = !cased && lower >= 'a' && lower <= 'z' ? (byte) (lower - 32) : lower;
        for (int i = from; i <= last; i++) {
            byte b = bytes[i];
            if ((b == lower || b == upper) && same(bytes, i, literal, cased)) return i;
        }
        return -1;
    }
}
