package dejfa.node.route;

/// Keeps the heap near what is alive in it, for runs over files.
///
/// The serial collector, which costs the least of all, looks at its old generation only once that has grown to the
/// whole of `-Xmx`: a long capture would take all the memory that it may, most of it for flows that have ended. Here
/// the old generation is collected when the heap has doubled since the last time. That is a pause of some tenths of a
/// second, which a run over files doesn't feel; a live run is to take a collector without pauses.
public final class HeapBudget {
    /// Below that the heap is left alone.
    static final long FLOOR_BYTES = 160L << 20;

    private final Heap heap;
    private long budgetBytes;

    /// What the budget knows of the heap and does to it.
    interface Heap {
        /// taken from the system, whether used or not
        long committedBytes();

        long usedBytes();

        void collect();
    }

    HeapBudget(Heap heap) {
        this.heap = heap;
        // What is there already is not of this run.
        this.budgetBytes = Math.max(FLOOR_BYTES, heap.committedBytes());
    }

    public static HeapBudget ofThisProcess() {
        Runtime runtime = Runtime.getRuntime();
        return new HeapBudget(new Heap() {
            @Override
            public long committedBytes() {
                return runtime.totalMemory();
            }

            @Override
            public long usedBytes() {
                return runtime.totalMemory() - runtime.freeMemory();
            }

            @Override
            public void collect() {
                System.gc();
            }
        });
    }

    /// To be called again and again.
    public void keep() {
        if (heap.committedBytes() <= budgetBytes) return;
        heap.collect();
        // What the collector won't give back is no reason to call it again: only growth is.
        budgetBytes = Math.max(FLOOR_BYTES, Math.max(2 * heap.usedBytes(), heap.committedBytes()));
    }
}
