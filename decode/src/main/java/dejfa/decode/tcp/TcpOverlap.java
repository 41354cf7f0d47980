package dejfa.decode.tcp;

import dejfa.api.HotPath;

/// Which of two overlapping segments keeps the bytes, as hosts differ (Novak and Sturges 2007). Bytes that were
/// delivered are never replaced.
public enum TcpOverlap {
    /// the one seen first
    FIRST,
    /// the one seen last
    LAST,
    /// the one seen first, unless the later one starts before it
    BSD,
    /// the one seen first, unless the later one starts at or before it
    LINUX,
    /// as BSD
    WINDOWS;

    @HotPath
    boolean newWins(int oldStart, int newStart) {
        return switch (this) {
            case FIRST -> false;
            case LAST -> true;
            case BSD, WINDOWS -> newStart < oldStart;
            case LINUX -> newStart <= oldStart;
        };
    }

    /// Whether it must be known which segment a byte came from.
    @HotPath
    boolean needsOwner() {
        return this != FIRST && this != LAST;
    }
}
