package dejfa.node.terminal;

import java.util.Locale;

/// Progress of work that is counted in pieces (rules, cases), on standard error: one line that renews itself on a
/// terminal, a plain line every ten seconds where there is none. Nothing in the first two seconds. Thread-safe.
public final class CountProgress implements AutoCloseable {
    private static final long QUIET_MS = 2_000;
    private static final long TERMINAL_STEP_MS = 250;
    private static final long PLAIN_STEP_MS = 10_000;

    private final String pieces;
    private final boolean terminal = Terminal.isTerminal(2);
    private long nextMs = System.currentTimeMillis() + QUIET_MS;
    private boolean dirty;

    /// @param pieces what is counted, in the plural
    public CountProgress(String pieces) {
        this.pieces = pieces;
    }

    /// @param total 0 where it isn't known
    public synchronized void at(long count, long total) {
        long nowMs = System.currentTimeMillis();
        if (nowMs < nextMs) return;
        nextMs = nowMs + (terminal ? TERMINAL_STEP_MS : PLAIN_STEP_MS);
        String line = total > 0
                ? String.format(Locale.ROOT, "%3d %%  %,d of %,d %s", count * 100 / total, count, total, pieces)
                : String.format(Locale.ROOT, "%,d %s", count, pieces);
        if (terminal) System.err.print("\r\033[K" + line);
        else System.err.println(line);
        dirty = terminal;
    }

    /// Clears the renewing line before something else is printed.
    public synchronized void clear() {
        if (dirty) System.err.print("\r\033[K");
        dirty = false;
    }

    @Override
    public void close() {
        clear();
    }
}
