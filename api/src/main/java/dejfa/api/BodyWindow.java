package dejfa.api;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// The last bytes of a body that passes in chunks: a 2 GiB download needs no more state than this window.
/// Not thread-safe; belongs to one transaction.
public final class BodyWindow {
    /// Bytes kept; when they would overflow, the older half goes.
    public static final int LIMIT_BYTES = 64 * 1024;

    private byte[] data = new byte[0];
    private int length;
    private long start;
    private boolean complete;
    /// by ordinal of [FileHash]; null where nobody asks for digests
    private MessageDigest[] digests;

    /// Adds bytes that came in order.
    public void append(MemorySegment source, long offset, int lengthBytes) {
        long from = offset;
        int left = lengthBytes;
        while (left > 0) {
            int chunk = Math.min(left, LIMIT_BYTES / 2);
            makeRoom(chunk);
            MemorySegment.copy(source, ValueLayout.JAVA_BYTE, from, data, length, chunk);
            if (digests != null) update(chunk);
            length += chunk;
            from += chunk;
            left -= chunk;
        }
    }

    /// From the window: it lies in an array, where digests are quicker.
    private void update(int chunk) {
        for (MessageDigest digest : digests) if (digest != null) digest.update(data, length, chunk);
    }

    public void append(byte[] source, int offset, int lengthBytes) {
        append(MemorySegment.ofArray(source), offset, lengthBytes);
    }

    /// Asks for a digest of all bytes, before the first comes.
    void digest(FileHash hash) {
        if (digests == null) digests = new MessageDigest[FileHash.values().length];
        try {
            digests[hash.ordinal()] = MessageDigest.getInstance(hash.algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + hash.algorithm, e);
        }
    }

    /// In lower-case hex; once.
    String digested(FileHash hash) {
        return HexFormat.of().formatHex(digests[hash.ordinal()].digest());
    }

    private void makeRoom(int extra) {
        if (length + extra > LIMIT_BYTES) {
            int drop = Math.max(LIMIT_BYTES / 2, length + extra - LIMIT_BYTES);
            drop = Math.min(drop, length);
            System.arraycopy(data, drop, data, 0, length - drop);
            length -= drop;
            start += drop;
        }
        if (length + extra > data.length) {
            data = Arrays.copyOf(data, Math.min(LIMIT_BYTES, Math.max(length + extra, Math.max(512, data.length * 2))));
        }
    }

    /// No more bytes will come.
    public void complete() {
        complete = true;
    }

    public boolean isComplete() {
        return complete;
    }

    /// The window's bytes; valid from 0 to [#length()].
    public byte[] data() {
        return data;
    }

    public int length() {
        return length;
    }

    /// Offset in the body of the window's first byte.
    public long start() {
        return start;
    }

    /// Bytes of the body seen so far.
    public long totalBytes() {
        return start + length;
    }
}
