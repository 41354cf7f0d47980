package dejfa.ingest.capture;

import dejfa.api.HotPath;
import dejfa.api.Ids;
import dejfa.api.PacketBatch;
import dejfa.api.PacketSource;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Several files as one input in time order: a binary heap of files by (time of the next frame, place in the list).
/// Frames are copied into memory of the batch, so a batch stays valid while others are filled.
final class MergedCaptures implements PacketSource {
    /// A full batch of frames of 1.5 KiB fits; a batch of longer ones is shorter.
    private static final int BATCH_BYTES = 2 << 20;

    /// With more files than this each is opened only when its first frame's time has come.
    private static final int KEPT_OPEN = 32;

    private final WindowPool pool = new WindowPool();
    /// looked up by identity, never iterated
    private final IdentityHashMap<PacketBatch, MemorySegment> memories = new IdentityHashMap<>();

    private final List<CaptureFile> files = new ArrayList<>();
    private CaptureFile[] heap;
    private int heapSize;
    private long identity;
    private long totalBytes;
    private long finishedBytes;
    /// read by the thread that shows progress
    private volatile long readBytes;

    private long frames;
    private long clockNs;
    private boolean closed;

    private MergedCaptures() {}

    static MergedCaptures open(List<Path> paths) throws CaptureException {
        MergedCaptures merged = new MergedCaptures();
        try {
            merged.openAll(paths);
            return merged;
        } catch (CaptureException | RuntimeException e) {
            merged.close();
            throw e;
        }
    }

    private void openAll(List<Path> paths) throws CaptureException {
        heap = new CaptureFile[paths.size()];
        for (Path path : paths) {
            CaptureFile file = CaptureFile.open(path, files.size(), pool);
            files.add(file);
            identity = Ids.mix(identity, identityOf(path));
            totalBytes += file.sizeBytes;
            if (!file.advance()) finishedBytes += file.sizeBytes;
            else {
                if (paths.size() > KEPT_OPEN) file.suspend();
                heap[heapSize++] = file;
            }
        }
        for (int i = heapSize / 2 - 1; i >= 0; i--) siftDown(i);
    }

    private static long identityOf(Path path) throws CaptureException {
        try {
            return FileIdentity.of(path);
        } catch (IOException e) {
            throw new CaptureException(path + " can't be read (" + e.getMessage() + "): check disk and rights", e);
        }
    }

    @Override
    @HotPath
    public int poll(PacketBatch batch) {
        MemorySegment memory = memoryOf(batch);
        long used = 0;
        int count = 0;
        batch.firstNumber = frames + 1;
        while (count < PacketBatch.CAPACITY && heapSize > 0) {
            CaptureFile file = heap[0];
            if (file.reader == null) {
                advanced(file, file.resume());
                continue;
            }
            FrameReader reader = file.reader;
            if (used + reader.frameBytes > BATCH_BYTES) break;
            MemorySegment.copy(reader.window.memory, reader.frameOffset, memory, used, reader.frameBytes);
            batch.data[count] = memory;
            batch.offsets[count] = used;
            batch.frameBytes[count] = reader.frameBytes;
            batch.wireBytes[count] = reader.wireBytes;
            batch.timesNs[count] = reader.timeNs;
            batch.linkTypes[count] = reader.linkType;
            batch.sources[count] = file.index;
            batch.vlans[count] = -1;
            clockNs = Math.max(clockNs, reader.timeNs);
            used += reader.frameBytes;
            count++;
            advanced(file, file.advance());
        }
        frames += count;
        batch.count = count;
        batch.clockNs = clockNs;
        noteProgress();
        return count > 0 ? count : -1;
    }

    /// Puts the first file of the heap where it belongs now, or out.
    @HotPath
    private void advanced(CaptureFile file, boolean more) {
        if (!more) {
            finishedBytes += file.sizeBytes;
            heap[0] = heap[--heapSize];
            heap[heapSize] = null;
        }
        siftDown(0);
    }

    @HotPath
    private void siftDown(int from) {
        int at = from;
        while (true) {
            int child = 2 * at + 1;
            if (child >= heapSize) return;
            if (child + 1 < heapSize && before(heap[child + 1], heap[child])) child++;
            if (!before(heap[child], heap[at])) return;
            CaptureFile moved = heap[at];
            heap[at] = heap[child];
            heap[child] = moved;
            at = child;
        }
    }

    @HotPath
    private static boolean before(CaptureFile a, CaptureFile b) {
        return a.nextNs != b.nextNs ? a.nextNs < b.nextNs : a.index < b.index;
    }

    private MemorySegment memoryOf(PacketBatch batch) {
        MemorySegment memory = memories.get(batch);
        if (memory == null) memories.put(batch, memory = pool.allocate(BATCH_BYTES));
        return memory;
    }

    private void noteProgress() {
        long bytes = finishedBytes;
        for (int i = 0; i < heapSize; i++) {
            if (heap[i].reader != null) bytes += heap[i].reader.window.fileBytes();
        }
        readBytes = bytes;
    }

    @Override
    public long identity() {
        return identity;
    }

    @Override
    public List<String> complaints() {
        List<String> all = new ArrayList<>();
        for (CaptureFile file : files) all.addAll(file.complaints);
        return all;
    }

    @Override
    public long dropped() {
        return 0;
    }

    @Override
    public long readBytes() {
        return readBytes;
    }

    @Override
    public long totalBytes() {
        return totalBytes;
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        heapSize = 0;
        for (CaptureFile file : files) file.close();
        pool.close();
    }
}
