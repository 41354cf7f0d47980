package dejfa.decode.packet;

import dejfa.api.HotPath;

/// Which of two overlapping fragments keeps the bytes, as hosts differ (Shankar and Paxson 2003, Novak 2005).
public enum FragmentOverlap {
    /// the one seen first
    FIRST,
    /// the one seen last
    LAST,
    /// the one seen first, unless the later one starts before it
    BSD,
    /// the one seen last, unless it starts before the earlier one
    BSD_RIGHT,
    /// the one seen first, unless the later one starts at or before it
    LINUX,
    /// the one seen first, unless the later one covers it and more on both sides
    WINDOWS,
    /// the one seen first, unless the later one covers it at the right and starts at or before it
    SOLARIS;

    /// Offsets and ends of the fragment held and of the new one.
    @HotPath
    boolean newWins(int oldStart, int oldEnd, int newStart, int newEnd) {
        return switch (this) {
            case FIRST -> false;
            case LAST -> true;
            case BSD -> newStart < oldStart;
            case BSD_RIGHT -> newStart >= oldStart;
            case LINUX -> newStart <= oldStart;
            case WINDOWS -> newStart < oldStart && newEnd > oldEnd;
            case SOLARIS -> newStart <= oldStart && newEnd > oldEnd;
        };
    }
}
