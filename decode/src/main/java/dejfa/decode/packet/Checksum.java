package dejfa.decode.packet;

import dejfa.api.HotPath;
import dejfa.api.Packet;
import java.lang.foreign.MemorySegment;

/// The Internet checksum (RFC 1071) and SCTP's CRC32c (RFC 9260 appendix A).
@HotPath
final class Checksum {
    private static final int[] CRC32C = new int[256];

    static {
        for (int i = 0; i < 256; i++) {
            int value = i;
            for (int bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? value >>> 1 ^ 0x82F63B78 : value >>> 1;
            CRC32C[i] = value;
        }
    }

    private Checksum() {}

    /// One's complement sum, not yet folded; `bytes` is below 2^31.
    static long sum(MemorySegment data, long offset, int bytes) {
        long sum = 0;
        long at = offset;
        long end = offset + bytes;
        // Eight bytes a time: the sum does not mind where its words begin, and 2^28 halves of 32 bits can't overflow
        // it.
        for (; at + 8 <= end; at += 8) {
            long eight = Wire.i64(data, at);
            sum += (eight >>> 32) + (eight & 0xffff_ffffL);
        }
        if (at + 4 <= end) {
            sum += Wire.u32(data, at);
            at += 4;
        }
        if (at + 2 <= end) {
            sum += Wire.u16(data, at);
            at += 2;
        }
        if (at < end) sum += (long) Wire.u8(data, at) << 8;
        return sum;
    }

    static int fold(long sum) {
        long folded = (sum >>> 32) + (sum & 0xffff_ffffL);
        folded = (folded >>> 16) + (folded & 0xffff);
        folded = (folded >>> 16) + (folded & 0xffff);
        folded = (folded >>> 16) + (folded & 0xffff);
        return (int) folded;
    }

    static boolean headerBad(MemorySegment data, long offset, int bytes) {
        return fold(sum(data, offset, bytes)) != 0xffff;
    }

    /// With the pseudo header of IPv4 or IPv6 (RFC 8200 §8.1) over `bytes` at the packet's transport offset.
    static boolean transportBad(Packet p, int protocol, int bytes) {
        long sum = sum(p.data, p.transportOffset, bytes) + protocol + bytes;
        sum += p.ipVersion == 4 ? sum(p.data, p.ipOffset + 12, 8) : sum(p.data, p.ipOffset + 8, 32);
        return fold(sum) != 0xffff;
    }

    /// SCTP's checksum field counts as zero.
    static boolean sctpBad(MemorySegment data, long offset, int bytes) {
        int crc = ~0;
        for (int i = 0; i < bytes; i++) {
            int value = i >= 8 && i < 12 ? 0 : Wire.u8(data, offset + i);
            crc = crc >>> 8 ^ CRC32C[(crc ^ value) & 0xff];
        }
        return Integer.reverseBytes(~crc) != Wire.i32(data, offset + 8);
    }
}
