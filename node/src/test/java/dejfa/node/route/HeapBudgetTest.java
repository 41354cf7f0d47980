package dejfa.node.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HeapBudgetTest {
    private static final long FLOOR = HeapBudget.FLOOR_BYTES;

    /// A collector that gives back what is over `kept`.
    private static final class Heap implements HeapBudget.Heap {
        long committed;
        long live;
        long kept;
        int collections;

        @Override
        public long committedBytes() {
            return committed;
        }

        @Override
        public long usedBytes() {
            return live;
        }

        @Override
        public void collect() {
            collections++;
            committed = Math.min(committed, Math.max(live, kept));
        }
    }

    private final Heap heap = new Heap();
    private final HeapBudget budget = new HeapBudget(heap);

    private void grow(long bytes) {
        heap.committed += bytes;
        budget.keep();
    }

    @Test
    void a_small_heap_is_left_alone() {
        grow(FLOOR);
        assertEquals(0, heap.collections);
    }

    @Test
    void it_is_collected_when_it_has_doubled_since_the_last_time() {
        heap.live = FLOOR;
        grow(FLOOR + 1);
        assertEquals(1, heap.collections);
        grow(FLOOR);
        assertEquals(1, heap.collections);
        grow(1);
        assertEquals(2, heap.collections);
    }

    @Test
    void what_the_collector_does_not_give_back_is_no_reason_to_collect_again() {
        heap.live = 1;
        heap.kept = 4 * FLOOR;
        grow(4 * FLOOR);
        for (int i = 0; i < 100; i++) grow(0);
        assertEquals(1, heap.collections);
    }

    @Test
    void a_steady_run_stays_within_twice_of_what_is_alive() {
        heap.live = 2 * FLOOR;
        heap.committed = heap.live;
        for (int i = 0; i < 10_000; i++) {
            grow(FLOOR / 100);
            assertTrue(heap.committed <= 2 * heap.live + FLOOR / 100);
        }
        assertTrue(heap.collections <= 52, "one per doubling: " + heap.collections);
    }
}
