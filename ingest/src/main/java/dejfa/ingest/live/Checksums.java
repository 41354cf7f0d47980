package dejfa.ingest.live;

import dejfa.api.HotPath;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// What this machine sends (also from container to container) is captured before its card has made the checksum: it
/// would count as wrong, and its streams would not be followed. Here it is made (RFC 1071).
final class Checksums {
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int TCP = 6;
    private static final int UDP = 17;
    /// more fragments, or an offset (RFC 791 §3.1)
    private static final int FRAGMENT = 0x3fff;

    private Checksums() {}

    /// Of TCP or UDP right behind the IP header; others are left as they are.
    ///
    /// @param network where the IP header begins
    /// @param end of the frame
    @HotPath
    static void complete(MemorySegment frame, long network, long end) {
        if (end - network < 20) return;
        int version = frame.get(ValueLayout.JAVA_BYTE, network) >>> 4 & 15;
        if (version == 4) {
            int header = (frame.get(ValueLayout.JAVA_BYTE, network) & 15) * 4;
            if (header < 20 || (u16(frame, network + 6) & FRAGMENT) != 0) return;
            int protocol = frame.get(ValueLayout.JAVA_BYTE, network + 9) & 0xff;
            transport(
                    frame,
                    protocol,
                    network + header,
                    length(frame, network + 2, network, end) - header,
                    network + 12,
                    8,
                    end);
        } else if (version == 6 && end - network >= 40) {
            int protocol = frame.get(ValueLayout.JAVA_BYTE, network + 6) & 0xff;
            transport(
                    frame, protocol, network + 40, length(frame, network + 4, network + 40, end), network + 8, 32, end);
        }
    }

    /// What the header says; 0 where the kernel put together more than it can say.
    @HotPath
    private static long length(MemorySegment frame, long at, long from, long end) {
        int said = u16(frame, at);
        return said == 0 ? end - from : said;
    }

    @HotPath
    private static void transport(
            MemorySegment frame, int protocol, long start, long length, long addresses, int addressBytes, long end) {
        if (protocol != TCP && protocol != UDP) return;
        long field = start + (protocol == TCP ? 16 : 6);
        if (length < 8 || field + 2 > start + length || start + length > end) return;
        frame.set(U16, field, (short) 0);
        long sum = sum(frame, addresses, addressBytes) + protocol + length + sum(frame, start, length);
        while (sum >>> 16 != 0) sum = (sum & 0xffff) + (sum >>> 16);
        int checksum = (int) ~sum & 0xffff;
        // Zero means "none" in UDP (RFC 768).
        frame.set(U16, field, (short) (checksum == 0 && protocol == UDP ? 0xffff : checksum));
    }

    @HotPath
    private static long sum(MemorySegment frame, long from, long length) {
        long sum = 0;
        long at = from;
        for (long end = from + length; at < end; ) {
            if (end - at >= 4) {
                sum += Integer.toUnsignedLong(frame.get(U32, at));
                at += 4;
            } else if (end - at >= 2) {
                sum += u16(frame, at);
                at += 2;
            } else {
                sum += (frame.get(ValueLayout.JAVA_BYTE, at) & 0xff) << 8;
                at++;
            }
        }
        return sum;
    }

    @HotPath
    private static int u16(MemorySegment frame, long at) {
        return Short.toUnsignedInt(frame.get(U16, at));
    }
}
