package dejfa.node.route;

import dejfa.api.PacketBatch;
import dejfa.api.PacketSource;
import dejfa.decode.packet.ChecksumDecision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/// Live capture: each worker reads a source of its own, for the kernel has spread the frames, and shares nothing with
/// the others. While it works, the kernel's ring is its queue. The ordered stage takes batches as they come: a lane's
/// own are in order, those of several promise none among each other.
public final class Lanes extends PacketRun {
    /// Batches of a lane under way; bounds memory and how far it runs ahead of the ordered stage.
    private static final int BATCHES = 4;
    /// After an interrupt, frames that still wait are looked at for so long.
    private static final long LAST_FRAMES_NS = TimeUnit.SECONDS.toNanos(10);

    private final List<Lane> lanes = new ArrayList<>();
    private final Changeover changeover;
    private final BlockingQueue<Filled> ordered;
    private final long lastFramesNs;
    private final AtomicLong numbers = new AtomicLong(1);
    /// batches of lanes that have changed to other content while others haven't
    private final List<Filled> held = new ArrayList<>();

    private int open;

    /// A batch and whose it is.
    private record Filled(Lane lane, Batch batch) {}

    /// @param checksums of each lane, by its index
    /// @param routes of each lane, by its index
    public Lanes(
            List<PacketSource> sources,
            IntFunction<ChecksumDecision> checksums,
            IntFunction<PacketRoute> routes,
            Pipeline.Swaps swaps) {
        this(sources, checksums, routes, swaps, LAST_FRAMES_NS);
    }

    Lanes(
            List<PacketSource> sources,
            IntFunction<ChecksumDecision> checksums,
            IntFunction<PacketRoute> routes,
            Pipeline.Swaps swaps,
            long lastFramesNs) {
        this.lastFramesNs = lastFramesNs;
        changeover = new Changeover(swaps, sources.size());
        ordered = new ArrayBlockingQueue<>(sources.size() * (BATCHES + 1));
        for (int i = 0; i < sources.size(); i++) {
            lanes.add(new Lane(i, sources.get(i), checksums.apply(i), routes.apply(i)));
        }
        open = lanes.size();
    }

    @Override
    public void run(Consumer<Object> stage, Pipeline.Progress progress) throws IOException {
        stageThread = Thread.currentThread();
        List<Thread> threads = new ArrayList<>();
        for (Lane lane : lanes) threads.add(start("lane-" + lane.index, lane::run));
        try {
            while (open > 0 && fault == null) {
                Filled next = ordered.take();
                if (fault == null) order(next, stage, progress);
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            if (fault == null) fault = e;
        }
        finish(threads);
    }

    /// A lane that has changed to other content waits until all have: candidates of two rule sets must not mix.
    private void order(Filled filled, Consumer<Object> stage, Pipeline.Progress progress) throws InterruptedException {
        if (filled.batch.swap != null) {
            filled.lane.waits = true;
            changeover.seen();
        }
        if (filled.lane.waits) held.add(filled);
        else drain(filled, stage, progress);
        Pipeline.Swap swap = changeover.complete();
        if (swap == null) return;
        swap.ordered().accept(numbers.get());
        for (Lane lane : lanes) lane.waits = false;
        for (Filled one : held) drain(one, stage, progress);
        held.clear();
    }

    private void drain(Filled filled, Consumer<Object> stage, Pipeline.Progress progress) throws InterruptedException {
        Batch batch = filled.batch;
        batch.drain(stage);
        if (batch.last) {
            open--;
            changeover.ended(filled.lane.index);
        }
        count(batch.frames);
        long read = 0;
        for (Lane lane : lanes) read += lane.source.readBytes();
        progress.at(packets(), read, -1);
        if (!batch.last) filled.lane.free.put(filled);
    }

    /// One worker with its source.
    private final class Lane {
        final int index;
        final PacketSource source;
        final ChecksumDecision checksums;
        final PacketRoute route;
        final BlockingQueue<Filled> free = new ArrayBlockingQueue<>(BATCHES);
        /// has changed to other content, and others haven't yet; the ordered stage's
        boolean waits;

        private long clockNs;
        private long giveUpNs;

        Lane(int index, PacketSource source, ChecksumDecision checksums, PacketRoute route) {
            this.index = index;
            this.source = source;
            this.checksums = checksums;
            this.route = route;
            for (int i = 0; i < BATCHES; i++) free.add(new Filled(this, new Batch(1)));
        }

        void run() throws IOException, InterruptedException {
            boolean last = false;
            while (!last) {
                Filled next = free.take();
                fill(next.batch);
                // All partitions are this worker's.
                route.accept(next.batch, 0, 1);
                last = next.batch.last;
                ordered.put(next);
            }
        }

        private void fill(Batch batch) throws IOException, InterruptedException {
            PacketBatch frames = batch.frames;
            batch.swap = changeover.before(index, numbers.get());
            if (stopped && giveUpNs == 0) {
                source.stop();
                giveUpNs = System.nanoTime() + lastFramesNs;
            }
            int count = source.poll(frames);
            boolean late = giveUpNs != 0 && System.nanoTime() - giveUpNs >= 0;
            if (late) source.leave();
            batch.last = count < 0 || late || giveUpNs != 0 && count == 0;
            frames.count = Math.max(0, count);
            // A quiet batch takes a number too: what ends in it must not have the ids of what ends in the next.
            frames.firstNumber = numbers.getAndAdd(Math.max(1, count));
            batch.startNs = clockNs;
            clockNs = count < 0 ? clockNs : frames.clockNs;
            batch.filledPercent = filledPercent();
            batch.partition(checksums);
        }

        private int filledPercent() {
            if (source.isFilledTo(Shedding.LONG_PERCENT)) return Shedding.LONG_PERCENT;
            return source.isFilledTo(Shedding.FIRST_PERCENT) ? Shedding.FIRST_PERCENT : 0;
        }
    }
}
