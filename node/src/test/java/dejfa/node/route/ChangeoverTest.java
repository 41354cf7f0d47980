package dejfa.node.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;

class ChangeoverTest {
    private final ArrayDeque<Pipeline.Swap> offered = new ArrayDeque<>();
    private final Changeover changeover = new Changeover(packet -> offered.poll(), 3);
    private final Pipeline.Swap swap = new Pipeline.Swap(null, packet -> {});

    @Test
    void every_lane_changes_once_and_the_change_is_complete_when_all_were_seen() throws InterruptedException {
        assertNull(changeover.before(0, 1));
        offered.add(swap);
        for (int lane : new int[] {1, 0, 2}) {
            assertSame(swap, changeover.before(lane, 1));
            assertNull(changeover.before(lane, 1), "once");
            assertNull(changeover.complete());
            changeover.seen();
        }
        assertSame(swap, changeover.complete());
        assertNull(changeover.complete(), "once");
    }

    @Test
    void a_lane_that_has_ended_holds_nobody_up() throws InterruptedException {
        offered.add(swap);
        changeover.before(0, 1);
        changeover.seen();
        changeover.ended(1);
        assertNull(changeover.complete(), "lane 2 goes on");
        changeover.ended(2);
        assertSame(swap, changeover.complete());
        offered.add(swap);
        changeover.before(0, 1);
        changeover.seen();
        assertSame(swap, changeover.complete(), "those that ended before are not waited for");
    }

    @Test
    void further_content_waits_until_the_change_under_way_is_complete() throws InterruptedException {
        Pipeline.Swap later = new Pipeline.Swap(null, packet -> {});
        offered.add(swap);
        offered.add(later);
        for (int lane = 0; lane < 3; lane++) changeover.before(lane, 1);
        assertEquals(1, offered.size());
        for (int lane = 0; lane < 3; lane++) changeover.seen();
        assertSame(swap, changeover.complete());
        assertSame(later, changeover.before(0, 1));
    }
}
