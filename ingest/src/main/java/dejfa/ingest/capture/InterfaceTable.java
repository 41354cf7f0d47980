package dejfa.ingest.capture;

import dejfa.api.HotPath;
import java.util.Arrays;

/// The interfaces of one pcapng section: link type, snap length and how their clocks count.
final class InterfaceTable {
    /// An interface description longer than this is read so far only; its options after that are lost.
    static final int MAX_BLOCK_BYTES = 64 * 1024;

    /// More than any machine has; a forged file may describe millions.
    static final int MAX_INTERFACES = 65_536;

    private static final int OPTION_RESOLUTION = 9;
    private static final int OPTION_OFFSET = 14;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long[] POWERS_OF_TEN = new long[19];

    static {
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i < POWERS_OF_TEN.length; i++) POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
    }

    private int[] linkTypes = new int[4];
    private long[] snapBytes = new long[4];
    /// as `if_tsresol` has it: ticks per second are 10^r, or 2^(r & 127) with the highest bit set
    private int[] resolutions = new int[4];
    private long[] offsetSeconds = new long[4];
    private int count;

    void clear() {
        count = 0;
    }

    /// Takes the interface description block at the window's cursor, of which `readable` bytes are there.
    void add(Window window, long readable) {
        if (count == MAX_INTERFACES) return;
        if (count == linkTypes.length) grow();
        linkTypes[count] = window.u16(8);
        snapBytes[count] = window.u32(12) == 0 ? Long.MAX_VALUE : window.u32(12);
        resolutions[count] = 6;
        offsetSeconds[count] = 0;
        options(window, readable - 4);
        count++;
    }

    private void options(Window window, long end) {
        long at = 16;
        while (at + 4 <= end) {
            int code = window.u16(at);
            int bytes = window.u16(at + 2);
            if (code == 0 || at + 4 + bytes > end) return;
            if (code == OPTION_RESOLUTION && bytes == 1) resolutions[count] = window.u8(at + 4);
            if (code == OPTION_OFFSET && bytes == 8) offsetSeconds[count] = window.u64(at + 4);
            at += 4 + (bytes + 3 & ~3);
        }
    }

    private void grow() {
        int size = count * 2;
        linkTypes = Arrays.copyOf(linkTypes, size);
        snapBytes = Arrays.copyOf(snapBytes, size);
        resolutions = Arrays.copyOf(resolutions, size);
        offsetSeconds = Arrays.copyOf(offsetSeconds, size);
    }

    /// @return its index, or -1 where the section does not describe it
    @HotPath
    int index(long interfaceId) {
        return interfaceId < count ? (int) interfaceId : -1;
    }

    @HotPath
    int linkType(int index) {
        return linkTypes[index];
    }

    @HotPath
    long snapBytes(int index) {
        return snapBytes[index];
    }

    /// Nanoseconds since 1970 of a tick count; -1 where they don't fit.
    @HotPath
    long timeNs(int index, long high, long low) {
        long ticks = high << 32 | low;
        int resolution = resolutions[index];
        int power = resolution & 127;
        long seconds;
        long ns;
        if (resolution < 128 && power <= 18) {
            seconds = Long.divideUnsigned(ticks, POWERS_OF_TEN[power]);
            long rest = Long.remainderUnsigned(ticks, POWERS_OF_TEN[power]);
            ns = power <= 9 ? rest * POWERS_OF_TEN[9 - power] : rest / POWERS_OF_TEN[power - 9];
        } else if (resolution < 128) {
            seconds = power == 19 ? Long.divideUnsigned(ticks, POWERS_OF_TEN[18]) / 10 : 0;
            ns = tinyFraction(ticks, power) % NS_PER_SECOND;
        } else {
            seconds = power < 64 ? ticks >>> power : 0;
            ns = binaryFraction(power < 64 ? ticks & (1L << power) - 1 : ticks, power);
        }
        if (seconds < 0 || seconds > Long.MAX_VALUE / NS_PER_SECOND - 1) return -1;
        seconds += offsetSeconds[index];
        return seconds < 0 || seconds > Long.MAX_VALUE / NS_PER_SECOND - 1 ? -1 : seconds * NS_PER_SECOND + ns;
    }

    /// `ticks` / 10^(power - 9), for powers beyond 18.
    @HotPath
    private static long tinyFraction(long ticks, int power) {
        if (power <= 27) return Long.divideUnsigned(ticks, POWERS_OF_TEN[power - 9]);
        return power == 28 ? Long.divideUnsigned(ticks, POWERS_OF_TEN[18]) / 10 : 0;
    }

    /// `fraction` / 2^power seconds in nanoseconds, by a product of 128 bits.
    @HotPath
    private static long binaryFraction(long fraction, int power) {
        long high = Math.unsignedMultiplyHigh(fraction, NS_PER_SECOND);
        long low = fraction * NS_PER_SECOND;
        if (power == 0) return 0;
        if (power < 64) return low >>> power | high << 64 - power;
        return high >>> power - 64;
    }
}
