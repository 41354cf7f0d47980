package dejfa.node.route;

import dejfa.api.PacketBatch;
import dejfa.api.PacketSource;
import dejfa.decode.packet.ChecksumDecision;
import dejfa.decode.packet.PacketDecoder;
import dejfa.detect.suricata.RuleSet;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;

/// Reader, workers and ordered stage as threads with bounded queues between them. The calling thread is the ordered
/// stage; a fault in any thread ends all and is thrown here.
public final class Pipeline implements PacketRun {
    /// Batches under way; bounds memory and how far the reader runs ahead.
    private static final int BATCHES = 6;

    private final PacketSource source;
    private final ChecksumDecision checksums;
    private final int workers;
    private final IntFunction<PacketRoute> routes;
    private final Swaps swaps;
    private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(BATCHES + 1);
    private final BlockingQueue<Batch> ordered = new ArrayBlockingQueue<>(BATCHES + 1);
    private long packets;
    private long bytes;
    private long unreadable;
    private int unknownLink;
    private boolean synthetic;
    private Thread stageThread;
    private volatile Throwable fault;
    private volatile boolean stopped;

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

    /// Ends the input early (an interrupt): what has been read is finished in order.
    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void run(Consumer<Object> stage, Progress progress) throws IOException {
        stageThread = Thread.currentThread();
        for (int i = 0; i < BATCHES; i++) free.add(new Batch(workers));
        Thread[] threads = new Thread[workers + 1];
        BlockingQueue<Batch>[] queues = queues();
        for (int i = 0; i < workers; i++) {
            Worker worker = new Worker(i, queues[i], routes.apply(i));
            threads[i] = start("worker-" + i, worker::run);
        }
        threads[workers] = start("reader", () -> read(queues));
        try {
            order(stage, progress);
        } catch (InterruptedException e) {
            if (fault == null) fault = e;
        } finally {
            stopped = true;
            Thread.interrupted();
            for (Thread thread : threads) if (fault != null) thread.interrupt();
            for (Thread thread : threads) join(thread);
        }
        if (fault != null) rethrow(fault);
    }

    private void order(Consumer<Object> stage, Progress progress) throws InterruptedException {
        while (true) {
            Batch batch = ordered.take();
            batch.done.acquire(workers);
            if (fault != null) return;
            try {
                if (batch.swap != null) batch.swap.ordered().accept(packets + 1);
                batch.drain(stage);
            } catch (RuntimeException | Error e) {
                failed(e);
                return;
            }
            if (batch.last) return;
            count(batch.frames);
            progress.at(packets, batch.readBytes, source.totalBytes());
            free.put(batch);
        }
    }

    private void count(PacketBatch frames) {
        if (packets == 0 && frames.count > 0) synthetic = SyntheticMark.of(frames, 0);
        packets += frames.count;
        for (int i = 0; i < frames.count; i++) {
            bytes += frames.frameBytes[i];
            if (PacketDecoder.knows(frames.linkTypes[i])) continue;
            unreadable++;
            unknownLink = frames.linkTypes[i];
        }
    }

    /// Frames read so far.
    @Override
    public long packets() {
        return packets;
    }

    /// Their captured bytes.
    @Override
    public long bytes() {
        return bytes;
    }

    /// Frames whose link type is unknown, so that nothing in them was read.
    @Override
    public long unreadable() {
        return unreadable;
    }

    /// The link type of the last of them (draft-ietf-opsawg-pcaplinktype).
    @Override
    public int unknownLink() {
        return unknownLink;
    }

    /// The capture says of itself that the range made it.
    @Override
    public boolean synthetic() {
        return synthetic;
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
            partition(batch);
            ordered.put(batch);
            for (BlockingQueue<Batch> queue : queues) queue.put(batch);
            if (batch.last) return;
        }
    }

    private void partition(Batch batch) {
        PacketBatch frames = batch.frames;
        for (int i = 0; i < frames.count; i++) {
            batch.partitions[i] = (byte) PacketDecoder.partitionOf(
                    frames.data[i], frames.offsets[i], frames.frameBytes[i], frames.linkTypes[i]);
            checksums.observe(
                    frames.data[i], frames.offsets[i], frames.frameBytes[i], frames.linkTypes[i], frames.timesNs[i]);
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

    /// What a thread of the pipeline does.
    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private Thread start(String name, Task task) {
        return Thread.ofPlatform().name(name).daemon().start(() -> {
            try {
                task.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException | RuntimeException | Error e) {
                failed(e);
            }
        });
    }

    private void failed(Throwable error) {
        if (fault == null) fault = error;
        // Wakes the ordered stage, wherever it waits: for a batch, or for a worker's share of one.
        stageThread.interrupt();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void rethrow(Throwable fault) throws IOException {
        switch (fault) {
            case IOException error -> throw error;
            case RuntimeException error -> throw error;
            case Error error -> throw error;
            default -> throw new IOException("interrupted", fault);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private BlockingQueue<Batch>[] queues() {
        BlockingQueue<Batch>[] queues = new BlockingQueue[workers];
        for (int i = 0; i < workers; i++) queues[i] = new ArrayBlockingQueue<>(BATCHES + 1);
        return queues;
    }
}
