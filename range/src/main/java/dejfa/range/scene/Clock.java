package dejfa.range.scene;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// Runs actions in the order of their simulated time; equal times in the order of their planning.
public final class Clock {
    private record Planned(long timeNs, long order, LongConsumer action) {}

    private final PriorityQueue<Planned> planned =
            new PriorityQueue<>(Comparator.comparingLong(Planned::timeNs).thenComparingLong(Planned::order));
    private final long endNs;
    private long order;

    Clock(long endNs) {
        this.endNs = endNs;
    }

    /// @param action is given its time
    public void at(long timeNs, LongConsumer action) {
        if (timeNs < endNs) planned.add(new Planned(timeNs, order++, action));
    }

    /// First at `timeNs`, then again after each pause that `pauseNs` gives, until `untilNs`.
    public void every(long timeNs, long untilNs, LongSupplier pauseNs, LongConsumer action) {
        if (timeNs >= untilNs) return;
        at(timeNs, time -> {
            action.accept(time);
            every(time + Math.max(1, pauseNs.getAsLong()), untilNs, pauseNs, action);
        });
    }

    void run(LongConsumer progress) {
        for (Planned next = planned.poll(); next != null; next = planned.poll()) {
            next.action.accept(next.timeNs);
            progress.accept(next.timeNs);
        }
    }
}
