package dejfa.ingest.log.windows.evtx;

import java.util.zip.CRC32;

/// One chunk of 64 KiB: header, tables of names and templates, records. Everything in it points within it.
final class Chunk {
    static final int BYTES = 1 << 16;
    static final long MAGIC = 0x006b_6e68_4366_6c45L; // "ElfChnk\0"
    static final int HEADER_BYTES = 512;

    private static final int RECORD_MAGIC = 0x2a2a;
    /// magic, size, record id, time; the size again at the end
    static final int RECORD_HEAD_BYTES = 24;

    private static final int LEAST_RECORD_BYTES = RECORD_HEAD_BYTES + 4;

    final byte[] bytes = new byte[BYTES];
    /// Bytes that are there: a chunk that a file's end cuts is shorter.
    int lengthBytes;

    /// whether both sums are right
    boolean headerSound;

    boolean recordsSound;
    /// places where no record stood though one was to
    int lost;

    private int at;
    private int free;
    private long lastId;

    // the current record
    int recordAt;
    int recordBytes;
    long recordId;
    long writtenFiletime;

    private final CRC32 crc = new CRC32();

    /// Whether a chunk begins there.
    static boolean isAt(byte[] window, int at) {
        return Little.i64(window, at) == MAGIC;
    }

    /// Takes over the bytes set.
    void open(int length) {
        lengthBytes = length;
        lost = 0;
        at = HEADER_BYTES;
        lastId = -1;
        if (length < HEADER_BYTES) {
            headerSound = recordsSound = false;
            free = length;
            return;
        }
        long told = Little.u32(bytes, 48);
        crc.reset();
        crc.update(bytes, 0, 120);
        crc.update(bytes, 128, HEADER_BYTES - 128);
        headerSound = crc.getValue() == Little.u32(bytes, 124);
        boolean inside = told >= HEADER_BYTES && told <= length;
        free = inside ? (int) told : length;
        crc.reset();
        crc.update(bytes, HEADER_BYTES, free - HEADER_BYTES);
        recordsSound = inside && crc.getValue() == Little.u32(bytes, 52);
        // A header that is not to be believed doesn't say where the records end.
        if (!headerSound) free = length;
    }

    /// Moves to the next record. Where none stands it looks on for the next that is whole.
    boolean next() {
        boolean gap = false;
        while (at + LEAST_RECORD_BYTES <= lengthBytes) {
            int size = sizeAt(at);
            long id = size < 0 ? 0 : Little.i64(bytes, at + 8);
            // Beyond the told end a log that was not closed goes on with the next number; anything else is old.
            if (at >= free && (size < 0 || id != lastId + 1)) break;
            if (size > 0) {
                if (gap) lost++;
                take(size, id);
                return true;
            }
            // Zeros are room that was never used.
            gap |= Little.i64(bytes, at) != 0;
            at = seek(at + 1);
        }
        if (gap) lost++;
        at = lengthBytes;
        return false;
    }

    private void take(int size, long id) {
        recordAt = at;
        recordBytes = size;
        recordId = id;
        writtenFiletime = Little.i64(bytes, at + 16);
        lastId = id;
        at += size;
    }

    /// @return -1 where no whole record stands
    private int sizeAt(int from) {
        if (Little.i32(bytes, from) != RECORD_MAGIC) return -1;
        long size = Little.u32(bytes, from + 4);
        if (size < LEAST_RECORD_BYTES || size > lengthBytes - from) return -1;
        return Little.i32(bytes, from + (int) size - 4) == (int) size ? (int) size : -1;
    }

    private int seek(int from) {
        int place = from;
        while (place + LEAST_RECORD_BYTES <= free && sizeAt(place) < 0) place++;
        return place + LEAST_RECORD_BYTES <= free ? place : lengthBytes;
    }
}
