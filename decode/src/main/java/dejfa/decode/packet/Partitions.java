package dejfa.decode.packet;

import dejfa.api.HotPath;
import dejfa.api.Ids;
import java.lang.foreign.MemorySegment;

/// The partition of a frame: a hash of its outermost IP addresses that does not care which of them sent it,
/// found without decoding the rest. All of what two hosts say to each other, fragments too, meets in one
/// partition.
@HotPath
final class Partitions {
    static final int COUNT = 64;

    private Partitions() {}

    static int of(MemorySegment data, long offset, int frameBytes, int linkType) {
        long end = offset + frameBytes;
        return switch (linkType) {
            case 1 -> frameBytes < 14 ? 0 : byType(data, Wire.u16(data, offset + 12), offset + 14, end);
            case 0, 108 -> ip(data, offset + 4, end);
            case 9, 50 -> ppp(data, offset, end);
            case 12, 14, 101, 228, 229 -> ip(data, offset, end);
            case 104 -> frameBytes < 4 ? 0 : byType(data, Wire.u16(data, offset + 2), offset + 4, end);
            case 105, 127 -> {
                long type = LinkDecoder.wirelessType(data, offset, end, linkType);
                yield type < 0 ? 0 : byType(data, Wire.u16(data, type), type + 2, end);
            }
            case 239 -> {
                long payload = LinkDecoder.netfilterPayload(data, offset, end);
                yield payload < 0 ? 0 : ip(data, payload, end);
            }
            case 113 -> frameBytes < 16 ? 0 : byType(data, Wire.u16(data, offset + 14), offset + 16, end);
            case 276 -> frameBytes < 20 ? 0 : byType(data, Wire.u16(data, offset), offset + 20, end);
            default -> 0;
        };
    }

    private static int ppp(MemorySegment data, long offset, long end) {
        if (end - offset < 4) return 0;
        int first = Wire.u8(data, offset);
        if (first == 0x0f || first == 0x8f) return byType(data, Wire.u16(data, offset + 2), offset + 4, end);
        long at = first == 0xff ? offset + 2 : offset;
        return ip(data, (Wire.u8(data, at) & 1) != 0 ? at + 1 : at + 2, end);
    }

    /// Passes over tags and labels; a handful at most.
    private static int byType(MemorySegment data, int firstType, long start, long end) {
        int type = firstType;
        long at = start;
        for (int layer = 0; layer < 8; layer++) {
            if (EtherTypes.isVlan(type)) {
                if (end - at < 4) return 0;
                type = Wire.u16(data, at + 2);
                at += 4;
            } else if (type == EtherTypes.IPV4 || type == EtherTypes.IPV6) {
                return ip(data, at, end);
            } else if (type == 0x8847 || type == 0x8848) {
                while (end - at >= 4 && (Wire.u8(data, at + 2) & 1) == 0) at += 4;
                at += 4;
                if (end - at < 19 || Wire.u8(data, at) >>> 4 != 0) return ip(data, at, end);
                type = Wire.u16(data, at + 4 + 12);
                at += 4 + 14;
            } else if (type == 0x8864) {
                if (end - at < 8) return 0;
                return ip(data, at + ((Wire.u8(data, at + 6) & 1) != 0 ? 7 : 8), end);
            } else if (type == 0x8926) {
                if (end - at < 6) return 0;
                type = Wire.u16(data, at + 4);
                at += 6;
            } else if (type == 0x8903 || type == 0x88e7) {
                int tag = type == 0x8903 ? 2 : 4;
                if (end - at < tag + 14) return 0;
                type = Wire.u16(data, at + tag + 12);
                at += tag + 14;
            } else {
                return 0;
            }
        }
        return 0;
    }

    private static int ip(MemorySegment data, long at, long end) {
        if (end - at < 20) return 0;
        int version = Wire.u8(data, at) >>> 4;
        if (version == 4) return spread(Wire.u32(data, at + 12), Wire.u32(data, at + 16));
        if (version != 6 || end - at < 40) return 0;
        return spread(
                Wire.i64(data, at + 8) * 31 + Wire.i64(data, at + 16),
                Wire.i64(data, at + 24) * 31 + Wire.i64(data, at + 32));
    }

    private static int spread(long one, long other) {
        return (int) (Ids.mix(one + other, one ^ other) >>> 58);
    }
}
