package dejfa.node.reload;

import dejfa.node.route.Pipeline;
import dejfa.node.route.Pipeline.Swap;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Loads content anew in a thread of its own while the old goes on, and hands it to the packet route at the next batch
/// boundary. The reader chooses the boundary, so all workers change before the same packet. Where the new content has a
/// problem that the old one didn't have, the old one stays and all new problems are told.
///
/// One reload after another: requests that come while one is under way make one more.
public final class Reload implements Pipeline.Swaps, AutoCloseable {
    /// How often files are looked at. A change counts once they have rested that long: half a file is no rule set.
    private static final long LOOK_MS = 2_000;

    private static final long NEVER = -1;

    /// Loads all content anew.
    @FunctionalInterface
    public interface Loader {
        Detection load(Detection before) throws IOException;
    }

    /// What else has to change hands, in the thread of the ordered stage, between the events of two packets.
    @FunctionalInterface
    public interface Handover {
        /// @param packet number of the first packet that is judged by the new content
        void to(Detection now, Detection before, long packet);
    }

    private final Loader loader;
    private final Handover handover;
    private final Consumer<String> say;
    private final boolean looksAtFiles;
    /// the files as they were when the first content had been read
    private final Map<String, String> seenFirst;
    private final long lookMs;
    private final Semaphore requests = new Semaphore(0);
    /// released when a load has ended: offered, or refused
    private final Semaphore loaded = new Semaphore(0);
    /// released when an offer was taken over
    private final Semaphore taken = new Semaphore(0);

    private final Thread thread = Thread.ofPlatform().name("reload").daemon().unstarted(this::work);
    private volatile Detection current;
    private volatile Detection offered;
    private volatile boolean closed;
    private long reloadAt = Long.MAX_VALUE;
    private Runnable beforeReload = () -> {};

    /// @param say takes sentences for the operator
    /// @param looksAtFiles reload when a file has changed, too
    public Reload(Detection first, Loader loader, Handover handover, Consumer<String> say, boolean looksAtFiles) {
        this(first, loader, handover, say, looksAtFiles ? LOOK_MS : NEVER);
    }

    Reload(Detection first, Loader loader, Handover handover, Consumer<String> say, long lookMs) {
        this.lookMs = lookMs;
        this.looksAtFiles = lookMs != NEVER;
        this.current = first;
        this.loader = loader;
        this.handover = handover;
        this.say = say;
        this.seenFirst = look();
    }

    public void start() {
        thread.start();
    }

    /// Returns at once; may come from any thread.
    public void request() {
        requests.release();
    }

    /// Rehearses: at the first batch that begins with that packet or a later one, the reader waits for a reload.
    public void at(long packet, Runnable before) {
        reloadAt = packet;
        beforeReload = before;
    }

    /// What is run by now.
    public Detection current() {
        return current;
    }

    @Override
    public Swap before(long packet) throws InterruptedException {
        if (packet >= reloadAt) {
            reloadAt = Long.MAX_VALUE;
            beforeReload.run();
            loaded.drainPermits();
            request();
            loaded.acquire();
        }
        Detection next = offered;
        if (next == null) return null;
        offered = null;
        return new Swap(next.rules(), first -> take(next, first));
    }

    /// In the ordered stage: no worker has the old rules in hand any more.
    private void take(Detection next, long packet) {
        Detection before = current;
        handover.to(next, before, packet);
        current = next;
        before.rules().close();
        say.accept(String.format(
                Locale.ROOT,
                "reloaded: %s, %,d behaviours, %,d indicators; in force from packet %,d on",
                RuleChanges.of(before.rules(), next.rules()),
                next.behaviourTexts().size(),
                next.indicators().size(),
                packet));
        taken.release();
    }

    private void work() {
        Map<String, String> seen = seenFirst;
        Map<String, String> waiting = null;
        try {
            while (!closed) {
                boolean asked;
                if (looksAtFiles) asked = requests.tryAcquire(lookMs, TimeUnit.MILLISECONDS);
                else {
                    requests.acquire();
                    asked = true;
                }
                Map<String, String> now = look();
                boolean changed = !now.equals(seen);
                boolean rested = changed && now.equals(waiting);
                waiting = now;
                if (!asked && !rested) continue;
                requests.drainPermits();
                seen = now;
                boolean accepted = load();
                loaded.release();
                if (!accepted) continue;
                taken.acquire();
                // New content may be of other files; what changed since it was read is still to be seen.
                seen = look();
                for (Map.Entry<String, String> file : now.entrySet()) seen.replace(file.getKey(), file.getValue());
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, String> look() {
        return looksAtFiles ? Fingerprint.of(current.files()) : Map.of();
    }

    /// @return true where the new content is offered to the packet route
    private boolean load() {
        Detection before = current;
        Detection next;
        try {
            next = loader.load(before);
        } catch (IOException | RuntimeException e) {
            refuse(List.of(String.valueOf(e.getMessage())));
            return false;
        }
        List<String> fresh = next.newProblems(before);
        if (!fresh.isEmpty()) {
            next.rules().close();
            refuse(fresh);
            return false;
        }
        next.rules().succeed(before.rules());
        offered = next;
        return true;
    }

    private void refuse(List<String> problems) {
        if (closed) return;
        say.accept("not reloaded, the content before stays in force; "
                + (problems.size() == 1 ? "one problem:" : problems.size() + " problems:"));
        problems.forEach(say);
    }

    /// The input has ended: what is under way is dropped, and the content in force is closed.
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            // A load in native code can't be interrupted; nobody waits for its result, and the process may end.
            thread.join(TimeUnit.SECONDS.toMillis(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Detection dropped = offered;
        if (dropped != null) dropped.rules().close();
        current.rules().close();
    }
}
