package dejfa.node.logs;

import dejfa.api.log.RecordSource;
import dejfa.node.stage.LogMerge;
import dejfa.node.stage.OrderedStage;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Looks again and again whether logs have grown or new ones have appeared. One thread, the ordered stage's own.
public final class GrowingLogs {
    private static final long PAUSE_MS = 200;
    private static final long FOLDERS_NS = 2_000_000_000L;
    private static final long END_GRACE_MS = 60_000;

    private final LogInputs inputs;
    private final LogMerge merge;
    private final OrderedStage stage;
    private long foldersDueNs = System.nanoTime() + FOLDERS_NS;
    private volatile boolean stopped;

    public GrowingLogs(LogInputs inputs, LogMerge merge, OrderedStage stage) {
        this.inputs = inputs;
        this.merge = merge;
        this.stage = stage;
    }

    /// Gives all that has come by now to the stage.
    public void look() {
        if (!inputs.isLive()) return;
        try {
            if (System.nanoTime() - foldersDueNs >= 0) {
                for (RecordSource source : inputs.appeared()) merge.add(source);
                foldersDueNs = System.nanoTime() + FOLDERS_NS;
            }
            merge.look();
        } catch (IOException e) {
            throw new UncheckedIOException("following the logs failed (" + e.getMessage() + ")", e);
        }
        stage.logs();
    }

    /// Until it is stopped, or Ctrl-C ends it; what was read is finished and told.
    ///
    /// @param afterEach is run after each look
    public void run(Runnable afterEach) {
        Thread finishing = Thread.currentThread();
        Thread hook = new Thread(() -> {
            stop();
            try {
                finishing.join(END_GRACE_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        while (!stopped) {
            look();
            afterEach.run();
            try {
                Thread.sleep(PAUSE_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stop();
            }
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Ctrl-C: the hook waits for this thread to finish and tell.
            stopped = true;
        }
    }

    /// From any thread.
    public void stop() {
        stopped = true;
    }

    /// No log grows any more; what is left of them is given to the stage.
    public void end() {
        if (!inputs.isLive()) return;
        look();
        try {
            merge.stop();
        } catch (IOException e) {
            throw new UncheckedIOException("following the logs failed (" + e.getMessage() + ")", e);
        }
    }
}
