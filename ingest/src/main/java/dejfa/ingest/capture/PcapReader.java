package dejfa.ingest.capture;

import dejfa.api.HotPath;

/// pcap (draft-ietf-opsawg-pcap): one header, then records of header and frame.
final class PcapReader extends FrameReader {
    static final int HEADER_BYTES = 24;

    private static final long MICROSECONDS = 0xA1B2C3D4L;
    private static final long NANOSECONDS = 0xA1B23C4DL;
    /// Alexey Kuznetzov's variant: eight more bytes in each record header
    private static final long MODIFIED = 0xA1B2CD34L;

    private final int recordHeaderBytes;
    private final long nanosecondsPerTick;
    private final boolean lengthsSwapped;
    private int pendingBytes;

    private PcapReader(Window window, long magic) {
        super(window);
        recordHeaderBytes = magic == MODIFIED ? 24 : 16;
        nanosecondsPerTick = magic == NANOSECONDS ? 1 : 1_000;
        // Before version 2.3 the two lengths stood the other way round (libpcap's savefile.c).
        lengthsSwapped = window.u16(4) == 2 && window.u16(6) < 3;
        // The upper bits tell of a frame check sequence, the lower 16 are the link type.
        linkType = window.u16(window.bigEndian ? 22 : 20);
        window.advance(HEADER_BYTES);
    }

    /// @return null where these bytes are no pcap
    static PcapReader recognise(Window window) {
        if (!window.has(HEADER_BYTES)) return null;
        for (boolean bigEndian : new boolean[] {false, true}) {
            window.bigEndian = bigEndian;
            long magic = window.u32(0);
            if (magic == MICROSECONDS || magic == NANOSECONDS || magic == MODIFIED)
                return new PcapReader(window, magic);
        }
        return null;
    }

    @Override
    @HotPath
    boolean next() {
        window.advance(pendingBytes);
        pendingBytes = 0;
        if (!window.has(recordHeaderBytes)) return window.bytesAhead() == 0 ? finished() : cut("a record header");
        long captured = window.u32(lengthsSwapped ? 12 : 8);
        long wire = window.u32(lengthsSwapped ? 8 : 12);
        if (captured > MAX_FRAME_BYTES) return absurd(captured);
        if (!window.has(recordHeaderBytes + captured)) return cut("a frame");
        time(window.u32(0) * 1_000_000_000L + window.u32(4) * nanosecondsPerTick);
        frameOffset = window.cursor() + recordHeaderBytes;
        frameBytes = (int) captured;
        wireBytes = (int) Math.min(Math.max(wire, captured), Integer.MAX_VALUE);
        pendingBytes = recordHeaderBytes + frameBytes;
        frames++;
        return true;
    }

    private boolean absurd(long captured) {
        return stop("the record at byte " + window.offset() + " claims " + captured + " bytes, more than the "
                + MAX_FRAME_BYTES + " that a frame may have; the " + frames
                + " packets before it were read, the rest can't be; repair the file with pcapfix or capture again");
    }
}
