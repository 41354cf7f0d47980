package dejfa.node.terminal;

import dejfa.node.route.Pipeline;
import java.util.Locale;

/// Progress of long work on standard error: one line that renews itself on a terminal, a plain line every ten seconds
/// where there is none. Nothing in the first two seconds.
public final class Progress implements Pipeline.Progress {
    private static final long QUIET_MS = 2_000;
    private static final long TERMINAL_STEP_MS = 250;
    private static final long PLAIN_STEP_MS = 10_000;

    private final boolean shown;
    private final boolean terminal;
    private final long startMs = System.currentTimeMillis();
    private long nextMs = startMs + QUIET_MS;
    private boolean dirty;
    private long alerts;
    private long records;
    private long firstRecordMs;

    public Progress(boolean shown) {
        this.shown = shown;
        this.terminal = Terminal.isTerminal(2);
    }

    public void alert() {
        alerts++;
    }

    @Override
    public void at(long packets, long readBytes, long totalBytes) {
        long nowMs = System.currentTimeMillis();
        if (!shown || nowMs < nextMs) return;
        nextMs = nowMs + (terminal ? TERMINAL_STEP_MS : PLAIN_STEP_MS);
        double seconds = (nowMs - startMs) / 1000.0;
        String part = totalBytes > 0 ? String.format(Locale.ROOT, "%3d %%  ", readBytes * 100 / totalBytes) : "";
        show(String.format(
                Locale.ROOT,
                "%s%,d packets  %,.1f MB  %,.0f packets/s  %,d %s",
                part,
                packets,
                readBytes / 1e6,
                packets / seconds,
                alerts,
                alerts == 1 ? "alert" : "alerts"));
    }

    /// One more record of a log; looks at the clock now and then only.
    public void record() {
        if (records == 0) firstRecordMs = System.currentTimeMillis();
        if ((++records & 1023) == 0) records();
    }

    private void records() {
        long nowMs = System.currentTimeMillis();
        if (!shown || nowMs < nextMs) return;
        nextMs = nowMs + (terminal ? TERMINAL_STEP_MS : PLAIN_STEP_MS);
        show(String.format(
                Locale.ROOT,
                "%,d records  %,.0f records/s  %,d %s",
                records,
                records * 1000.0 / Math.max(1, nowMs - firstRecordMs),
                alerts,
                alerts == 1 ? "alert" : "alerts"));
    }

    private void show(String line) {
        if (terminal) {
            System.err.print("\r\033[K" + line);
            dirty = true;
        } else {
            System.err.println(line);
        }
    }

    /// Clears the renewing line before something else is printed.
    public void done() {
        if (dirty) System.err.print("\r\033[K");
        dirty = false;
    }
}
