package dejfa.protocols.dnp3;

/// The 16-bit CRC of link frames (IEEE 1815 §9.2.4.3.3): polynomial 0x3d65, low bit first, complemented, low
/// octet first.
final class Crc {
    private static final int[] TABLE = new int[256];

    static {
        for (int i = 0; i < 256; i++) {
            int value = i;
            for (int bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? value >>> 1 ^ 0xa6bc : value >>> 1;
            TABLE[i] = value;
        }
    }

    private Crc() {}

    /// Do the two octets behind `count` octets from `from` on fit them?
    static boolean holds(byte[] data, int from, int count) {
        int crc = 0;
        for (int i = from; i < from + count; i++) crc = crc >>> 8 ^ TABLE[(crc ^ data[i]) & 0xff];
        crc = ~crc & 0xffff;
        return (data[from + count] & 0xff) == (crc & 0xff) && (data[from + count + 1] & 0xff) == crc >>> 8;
    }
}
