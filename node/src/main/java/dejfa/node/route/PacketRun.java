package dejfa.node.route;

import dejfa.api.PacketBatch;
import dejfa.decode.packet.PacketDecoder;
import java.io.IOException;
import java.util.function.Consumer;

/// Packets from their source to the ordered stage, by whatever threads. The thread that calls is the ordered stage; a
/// fault in any other ends all and is thrown to the caller.
public abstract class PacketRun {
    public static final int MAX_WORKERS = 64;

    /// As many workers as processors: reading and the ordered stage take little beside them.
    public static int workersHere() {
        return Math.min(MAX_WORKERS, Runtime.getRuntime().availableProcessors());
    }

    /// The ordered stage; set before the first thread starts.
    Thread stageThread;
    /// what ended the run early, or null
    volatile Throwable fault;

    volatile boolean stopped;
    private long packets;
    private long bytes;
    private long unreadable;
    private int unknownLink;
    private boolean synthetic;

    /// Works until the input ends.
    public abstract void run(Consumer<Object> stage, Pipeline.Progress progress) throws IOException;

    /// Ends the input early (an interrupt): what has been read is finished.
    public final void stop() {
        stopped = true;
    }

    /// Frames read so far.
    public final long packets() {
        return packets;
    }

    /// Their captured bytes.
    public final long bytes() {
        return bytes;
    }

    /// Frames whose link type is unknown, so that nothing in them was read.
    public final long unreadable() {
        return unreadable;
    }

    /// The link type of the last of them (draft-ietf-opsawg-pcaplinktype).
    public final int unknownLink() {
        return unknownLink;
    }

    /// The capture says of itself that the range made it.
    public final boolean synthetic() {
        return synthetic;
    }

    /// By the ordered stage, once a batch.
    final void count(PacketBatch frames) {
        if (packets == 0 && frames.count > 0) synthetic = SyntheticMark.of(frames, 0);
        packets += frames.count;
        for (int i = 0; i < frames.count; i++) {
            bytes += frames.frameBytes[i];
            if (PacketDecoder.knows(frames.linkTypes[i])) continue;
            unreadable++;
            unknownLink = frames.linkTypes[i];
        }
    }

    /// What a thread of the run does.
    interface Task {
        void run() throws IOException, InterruptedException;
    }

    final Thread start(String name, Task task) {
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

    final void failed(Throwable error) {
        if (fault == null) fault = error;
        // Wakes the ordered stage, wherever it waits: for a batch, or for a worker's share of one.
        stageThread.interrupt();
    }

    /// Ends the threads (at once where there was a fault) and throws what ended the run early.
    final void finish(Iterable<Thread> threads) throws IOException {
        stopped = true;
        Thread.interrupted();
        for (Thread thread : threads) if (fault != null) thread.interrupt();
        for (Thread thread : threads) join(thread);
        switch (fault) {
            case null -> {}
            case IOException error -> throw error;
            case RuntimeException error -> throw error;
            case Error error -> throw error;
            default -> throw new IOException("interrupted", fault);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
