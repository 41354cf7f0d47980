package dejfa.range.proto;

import dejfa.range.wire.Dice;
import dejfa.range.wire.Octets;
import java.util.zip.CRC32;

/// Volumes of a RAR archive whose headers are encrypted: signature and the first header as the format's public
/// description has them, then random bytes (there is nothing inside).
public final class Rar {
    private Rar() {}

    /// @param five RAR 5.0 (`Rar!\x1a\x07\x01\x00`) or 4.x
    public static byte[] volume(boolean five, boolean first, int bytes, Dice dice) {
        Octets out = new Octets().hex("526172211a07");
        if (five) {
            Octets header = new Octets()
                    .u8(4)
                    .u8(0)
                    .u8(0)
                    .u8(1)
                    .u8(15)
                    .raw(dice.bytes(16))
                    .raw(dice.bytes(12));
            byte[] sized = new Octets().u8(header.length()).raw(header).toBytes();
            out.hex("0100").little32(crc(sized)).raw(sized);
        } else {
            // Flags: volume, new numbering, encrypted headers, first volume.
            int flags = 0x0001 | 0x0010 | 0x0080 | (first ? 0x0100 : 0);
            byte[] header =
                    new Octets().u8(0x73).little16(flags).little16(13).zeros(6).toBytes();
            out.u8(0).little16((int) crc(header) & 0xffff).raw(header);
        }
        return out.raw(dice.bytes(Math.max(64, bytes - out.length()))).toBytes();
    }

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    /// A ZIP whose one entry is stored: the look-alike that any office publishes.
    public static byte[] zip(String name, int bytes, Dice dice) {
        byte[] content = dice.bytes(bytes);
        Octets entry = new Octets().little16(20).little16(0).little16(0).little32(0x4f8a2800L);
        entry.little32(crc(content))
                .little32(bytes)
                .little32(bytes)
                .little16(name.length())
                .little16(0);
        byte[] shared = entry.toBytes();
        Octets out = new Octets().hex("504b0304").raw(shared).ascii(name).raw(content);
        int directory = out.length();
        out.hex("504b0102")
                .little16(20)
                .raw(shared)
                .little16(0)
                .little16(0)
                .little16(0)
                .little32(0)
                .little32(0);
        out.ascii(name);
        int directoryBytes = out.length() - directory;
        out.hex("504b0506")
                .little32(0)
                .little16(1)
                .little16(1)
                .little32(directoryBytes)
                .little32(directory);
        return out.little16(0).toBytes();
    }

    /// An archive cut into volumes of `volumeBytes`, the last one shorter.
    public static byte[][] volumes(boolean five, int count, int volumeBytes, Dice dice) {
        byte[][] all = new byte[count][];
        for (int i = 0; i < count; i++) {
            all[i] = volume(five, i == 0, i == count - 1 ? volumeBytes / 3 : volumeBytes, dice);
        }
        return all;
    }
}
