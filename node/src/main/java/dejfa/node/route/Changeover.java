package dejfa.node.route;

/// Other content for several lanes at once: each changes at its next batch, and the change is complete when all have.
final class Changeover {
    private final Pipeline.Swaps swaps;
    private final boolean[] due;
    private final boolean[] ended;
    private Pipeline.Swap swap;
    /// lanes of which the ordered stage hasn't seen the change yet
    private int missing;

    Changeover(Pipeline.Swaps swaps, int lanes) {
        this.swaps = swaps;
        due = new boolean[lanes];
        ended = new boolean[lanes];
    }

    /// Asked by each lane before each batch; the first to hear of other content makes all change.
    ///
    /// @return what the lane has to change to now, or null
    synchronized Pipeline.Swap before(int lane, long packet) throws InterruptedException {
        if (swap == null) {
            swap = swaps.before(packet);
            if (swap == null) return null;
            for (int i = 0; i < due.length; i++) {
                due[i] = !ended[i];
                if (due[i]) missing++;
            }
        }
        if (!due[lane]) return null;
        due[lane] = false;
        return swap;
    }

    /// The ordered stage has met a lane's first batch after its change.
    synchronized void seen() {
        missing--;
    }

    /// One that ends before its change will not change any more.
    synchronized void ended(int lane) {
        ended[lane] = true;
        if (due[lane]) missing--;
        due[lane] = false;
    }

    /// @return the change, once, when all lanes have made it; else null
    synchronized Pipeline.Swap complete() {
        if (swap == null || missing > 0) return null;
        Pipeline.Swap done = swap;
        swap = null;
        return done;
    }
}
