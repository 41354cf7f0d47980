package dejfa.node.route;

import dejfa.api.PacketSource;
import dejfa.decode.packet.ChecksumDecision;
import dejfa.detect.suricata.RuleSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;

/// Reader, workers and ordered stage as threads with bounded queues between them. The calling thread is the ordered
/// stage; a fault in any thread ends all and is thrown here.
public final class Pipeline extends PacketRun {
    /// Batches under way; bounds memory and how far the reader runs ahead.
    private static final int BATCHES = 6;

    private final PacketSource source;
    private final ChecksumDecision checksums;
    private final int workers;
    private final IntFunction<PacketRoute> routes;
    private final Swaps swaps;
    private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(BATCHES + 1);
    private final BlockingQueue<Batch> ordered = new ArrayBlockingQueue<>(BATCHES + 1);

    /// Other rules from a packet on. All workers change at the same batch, so that their number makes no difference.
    ///
    /// @param rules for the workers
    /// @param ordered for the ordered stage, with the number of that packet: all before it has been judged, and no
    /// worker has the rules before in hand
    public record Swap(RuleSet rules, LongConsumer ordered) {}

    /// Asked by the reader before each batch.
    public interface Swaps {
        /// @param packet number of the first packet of the batch
        /// @return null: go on as before
        Swap before(long packet) throws InterruptedException;
    }

    /// @param routes makes the route of one worker, by its index
    public Pipeline(
            PacketSource source,
            ChecksumDecision checksums,
            int workers,
            IntFunction<PacketRoute> routes,
            Swaps swaps) {
        this.swaps = swaps;
        this.source = source;
        this.checksums = checksums;
        this.workers = workers;
        this.routes = routes;
    }

    /// What is known after each batch; for progress.
    public interface Progress {
        void at(long packets, long readBytes, long totalBytes);
    }

    @Override
    public void run(Consumer<Object> stage, Progress progress) throws IOException {
        stageThread = Thread.currentThread();
        for (int i = 0; i < BATCHES; i++) free.add(new Batch(workers));
        List<Thread> threads = new ArrayList<>();
        BlockingQueue<Batch>[] queues = queues();
        for (int i = 0; i < workers; i++) {
            Worker worker = new Worker(i, queues[i], routes.apply(i));
            threads.add(start("worker-" + i, worker::run));
        }
        threads.add(start("reader", () -> read(queues)));
        try {
            order(stage, progress);
        } catch (InterruptedException | RuntimeException | Error e) {
            if (fault == null) fault = e;
        }
        finish(threads);
    }

    private void order(Consumer<Object> stage, Progress progress) throws InterruptedException {
        while (true) {
            Batch batch = ordered.take();
            batch.done.acquire(workers);
            if (fault != null) return;
            try {
                if (batch.swap != null) batch.swap.ordered().accept(packets() + 1);
                batch.drain(stage);
            } catch (RuntimeException | Error e) {
                failed(e);
                return;
            }
            if (batch.last) return;
            count(batch.frames);
            progress.at(packets(), batch.readBytes, source.totalBytes());
            free.put(batch);
        }
    }

    private void read(BlockingQueue<Batch>[] queues) throws IOException, InterruptedException {
        long clock = 0;
        long next = 1;
        while (true) {
            Batch batch = free.take();
            batch.swap = stopped ? null : swaps.before(next);
            int count = stopped ? -1 : source.poll(batch.frames);
            if (count == 0 && !stopped) {
                // A quiet interface: time goes on without frames, so that flows end.
                batch.frames.count = 0;
                batch.frames.firstNumber = next;
            }
            batch.last = count < 0;
            if (batch.last) {
                batch.frames.count = 0;
                batch.frames.firstNumber = Long.MAX_VALUE / 4;
                batch.frames.clockNs = clock;
            }
            next = batch.frames.firstNumber + batch.frames.count;
            batch.startNs = clock;
            clock = batch.frames.clockNs;
            batch.readBytes = source.readBytes();
            batch.partition(checksums);
            ordered.put(batch);
            for (BlockingQueue<Batch> queue : queues) queue.put(batch);
            if (batch.last) return;
        }
    }

    /// One worker: its share of every batch, in order.
    private final class Worker {
        private final int index;
        private final BlockingQueue<Batch> queue;
        private final PacketRoute route;

        Worker(int index, BlockingQueue<Batch> queue, PacketRoute route) {
            this.index = index;
            this.queue = queue;
            this.route = route;
        }

        void run() throws InterruptedException {
            while (true) {
                Batch batch = queue.take();
                route.accept(batch, index, workers);
                boolean last = batch.last;
                batch.done.release();
                if (last) return;
            }
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private BlockingQueue<Batch>[] queues() {
        BlockingQueue<Batch>[] queues = new BlockingQueue[workers];
        for (int i = 0; i < workers; i++) queues[i] = new ArrayBlockingQueue<>(BATCHES + 1);
        return queues;
    }
}
