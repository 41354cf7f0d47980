package dejfa.ingest.capture;

import dejfa.api.HotPath;
import java.util.List;

/// pcapng (draft-ietf-opsawg-pcapng): blocks of type, length, body and length again. A section may change the byte
/// order and starts its own list of interfaces.
final class PcapngReader extends FrameReader {
    private static final long SECTION = 0x0A0D0D0AL;
    private static final long BYTE_ORDER_MAGIC = 0x1A2B3C4DL;
    private static final int INTERFACE = 1;
    private static final int OLD_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;

    private final InterfaceTable interfaces = new InterfaceTable();
    private long pendingBytes;
    private long unknownBlocks;
    private long brokenBlocks;
    private long oversizedFrames;
    private long strangeInterfaces;

    private PcapngReader(Window window) {
        super(window);
    }

    /// @return null where these bytes are no pcapng
    static PcapngReader recognise(Window window) {
        return window.has(12) && window.u32(0) == SECTION && setByteOrder(window) ? new PcapngReader(window) : null;
    }

    private static boolean setByteOrder(Window window) {
        window.bigEndian = false;
        if (window.u32(8) == BYTE_ORDER_MAGIC) return true;
        window.bigEndian = true;
        return window.u32(8) == BYTE_ORDER_MAGIC;
    }

    @Override
    @HotPath
    boolean next() {
        while (true) {
            if (pendingBytes > 0 && !window.skip(pendingBytes)) return cut("a block");
            pendingBytes = 0;
            if (!window.has(12)) return window.bytesAhead() == 0 ? finished() : cut("a block header");
            long type = window.u32(0);
            if (type == SECTION) {
                if (!setByteOrder(window)) return absurd(window.u32(4));
                interfaces.clear();
            }
            long length = window.u32(4);
            if (length < 12 || (length & 3) != 0) return absurd(length);
            pendingBytes = length;
            if (type == ENHANCED_PACKET) {
                if (packet(length, 28, window.has(28) ? window.u32(8) : 0)) return true;
            } else if (type == OLD_PACKET) {
                if (packet(length, 28, window.u16(8))) return true;
            } else if (type == SIMPLE_PACKET) {
                if (simplePacket(length)) return true;
            } else if (type == INTERFACE) describe(length);
            else if (!isKnown(type)) unknownBlocks++;
        }
    }

    /// An enhanced or old packet block; both have times at 12, lengths at 20 and the frame at 28.
    @HotPath
    private boolean packet(long length, int headerBytes, long interfaceId) {
        if (!window.has(Math.min(length, headerBytes))) return false;
        if (length < headerBytes + 4) return refuse();
        long captured = window.u32(20);
        if (captured > length - headerBytes - 4) return refuse();
        int index = interfaces.index(interfaceId);
        if (index < 0) {
            strangeInterfaces++;
            return false;
        }
        if (!deliver(index, headerBytes, captured, window.u32(24))) return false;
        time(interfaces.timeNs(index, window.u32(12), window.u32(16)));
        return true;
    }

    /// It has no time and no interface of its own: that of the packet before, and the first.
    @HotPath
    private boolean simplePacket(long length) {
        if (length < 16) return refuse();
        if (!window.has(12)) return false;
        int index = interfaces.index(0);
        if (index < 0) {
            strangeInterfaces++;
            return false;
        }
        long wire = window.u32(8);
        return deliver(index, 12, Math.min(Math.min(wire, interfaces.snapBytes(index)), length - 16), wire);
    }

    @HotPath
    private boolean deliver(int index, int headerBytes, long captured, long wire) {
        if (captured > MAX_FRAME_BYTES) {
            oversizedFrames++;
            return false;
        }
        // Where the file ends first, the skip to the next block finds it and says so.
        if (!window.has(headerBytes + captured)) return false;
        frameOffset = window.cursor() + headerBytes;
        frameBytes = (int) captured;
        wireBytes = (int) Math.min(Math.max(wire, captured), Integer.MAX_VALUE);
        linkType = interfaces.linkType(index);
        frames++;
        return true;
    }

    @HotPath
    private boolean refuse() {
        brokenBlocks++;
        return false;
    }

    private void describe(long length) {
        long readable = Math.min(length, InterfaceTable.MAX_BLOCK_BYTES);
        if (length < 20) brokenBlocks++;
        else if (window.has(readable)) interfaces.add(window, readable);
    }

    /// Blocks of the registry without packets in them: name resolution, statistics, journal, decryption secrets, …
    private static boolean isKnown(long type) {
        return type == SECTION
                || type >= 4 && type <= 12
                || type == 0xBAD
                || type == 0x40000BADL
                || (type & 0x80000000L) != 0;
    }

    private boolean absurd(long length) {
        return stop("the block at byte " + window.offset() + " is broken (length " + length + "); the " + frames
                + " packets before it were read, the rest can't be; repair the file with pcapfix or capture again");
    }

    @Override
    void complaints(List<String> out) {
        super.complaints(out);
        if (unknownBlocks > 0) {
            out.add(unknownBlocks + " blocks of a kind that pcapng does not define were skipped;"
                    + " convert the file with editcap if packets are missing");
        }
        if (brokenBlocks > 0) {
            out.add(brokenBlocks + " blocks whose inner lengths contradict each other were skipped;"
                    + " capture again if packets are missing");
        }
        if (oversizedFrames > 0) {
            out.add(oversizedFrames + " frames longer than " + MAX_FRAME_BYTES
                    + " bytes were skipped; capture with a smaller snap length");
        }
        if (strangeInterfaces > 0) {
            out.add(strangeInterfaces + " packets name an interface that the file does not describe and were skipped;"
                    + " write the file again with editcap or capture again");
        }
    }
}
