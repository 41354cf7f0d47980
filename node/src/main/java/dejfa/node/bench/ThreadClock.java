package dejfa.node.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// CPU time of every thread of this process, the JVM's own included, and its peak memory (Linux: `/proc/self`,
/// clock_gettime(2)). A thread of its own looks every few milliseconds, so that threads which end are not lost.
final class ThreadClock implements AutoCloseable {
    static final String THREAD_NAME = "bench-clock";

    private static final long STEP_MS = 50;
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final List<String> KINDS = List.of("RssAnon:", "RssShmem:");
    /// CLOCK_PROCESS_CPUTIME_ID
    private static final int PROCESS = 2;
    /// CLOCK_THREAD_CPUTIME_ID's kind of a given thread: `~tid << 3 | 6` (Linux: posix-timers.h)
    private static final int THREAD = 6;

    /// CPU seconds of one thread so far.
    record Used(String name, double seconds) {}

    private final MethodHandle clockGettime = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("clock_gettime"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    private final MemorySegment timespec = Arena.ofAuto().allocate(16, 8);
    private final Map<Long, Used> threads = new HashMap<>();
    private final Thread looker;
    private long peakBytes;
    private volatile boolean closed;

    ThreadClock() {
        looker = Thread.ofPlatform().name(THREAD_NAME).daemon().start(this::look);
    }

    /// Java's id of the thread that looks: what it allocates is no cost of the run.
    long threadId() {
        return looker.threadId();
    }

    /// CPU seconds of the whole process so far, of threads that ended too.
    synchronized double processSeconds() {
        return seconds(PROCESS);
    }

    /// By the kernel's id; threads that ended have what was last seen.
    synchronized Map<Long, Used> threads() {
        sample();
        return Map.copyOf(threads);
    }

    /// Largest sum of anonymous and shared memory seen (RssAnon + RssShmem): files that are mapped don't count; 0
    /// where the system doesn't tell.
    synchronized long peakBytes() {
        memory();
        return peakBytes;
    }

    /// As now.
    static long memoryBytes() {
        long sum = 0;
        try {
            String status = new String(Files.readAllBytes(STATUS), StandardCharsets.ISO_8859_1);
            for (String kind : KINDS) {
                int at = status.indexOf(kind);
                if (at >= 0) sum += kibibytes(status, at + kind.length()) << 10;
            }
        } catch (IOException e) {
            // not Linux: nobody tells
            return 0;
        }
        return sum;
    }

    private static long kibibytes(String status, int from) {
        int first = from;
        while (status.charAt(first) <= ' ') first++;
        int end = first;
        while (status.charAt(end) >= '0') end++;
        return Long.parseLong(status, first, end, 10);
    }

    private void look() {
        while (!closed) {
            synchronized (this) {
                sample();
                memory();
            }
            try {
                Thread.sleep(STEP_MS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void memory() {
        peakBytes = Math.max(peakBytes, memoryBytes());
    }

    private void sample() {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(TASKS)) {
            for (Path task : all) {
                long id = Long.parseLong(task.getFileName().toString());
                double used = seconds((int) (~id << 3) | THREAD);
                Used before = threads.get(id);
                if (used >= 0) threads.put(id, new Used(before == null ? name(task) : before.name, used));
            }
        } catch (IOException e) {
            // not Linux, or a thread ended while it was looked at: what is known stays
            return;
        }
    }

    private static String name(Path task) throws IOException {
        return new String(Files.readAllBytes(task.resolve("comm")), StandardCharsets.UTF_8).strip();
    }

    private double seconds(int clock) {
        try {
            int failed = (int) clockGettime.invokeExact(clock, timespec);
            if (failed != 0) return -1;
            return timespec.get(ValueLayout.JAVA_LONG, 0) + timespec.get(ValueLayout.JAVA_LONG, 8) / 1e9;
        } catch (Throwable e) {
            throw new AssertionError("clock_gettime takes these arguments", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        looker.interrupt();
    }
}
