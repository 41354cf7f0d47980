package dejfa.decode.packet;

import java.util.Arrays;

/// An IP datagram while its fragments come in. The bytes lie in units of eight, as fragments are cut; for each
/// unit it is known which fragment it came from, so that the overlap policy can judge as hosts do.
final class Datagram {
    /// The largest IP payload.
    static final int LIMIT_BYTES = 65535;

    final long startNs;
    private byte[] bytes = new byte[2048];
    /// fragment that owns each unit, counted from 1; 0: none yet
    private short[] owners = new short[256];

    private int[] starts = new int[4];
    private int[] ends = new int[4];
    private int fragments;
    private int unitsHeld;
    private int totalBytes = -1;
    /// header of the first fragment, with which the datagram is rebuilt
    byte[] header;

    Datagram(long startNs) {
        this.startNs = startNs;
    }

    int heldBytes() {
        return bytes.length + owners.length * 2 + starts.length * 8;
    }

    boolean complete() {
        return totalBytes >= 0 && header != null && unitsHeld == units(totalBytes);
    }

    int totalBytes() {
        return totalBytes;
    }

    byte[] bytes() {
        return bytes;
    }

    private static int units(int length) {
        return length + 7 >>> 3;
    }

    /// @param content `length` bytes that start at `start` of the datagram, a multiple of eight
    /// @return true where it overlaps what is held
    boolean add(byte[] content, int start, int length, boolean last, FragmentOverlap policy) {
        int usable = last ? length : length & ~7;
        int end = start + usable;
        if (last && totalBytes < 0) {
            totalBytes = end;
            forgetBeyond(units(end));
        }
        if (totalBytes >= 0 && end > totalBytes) {
            end = totalBytes;
            usable = Math.max(0, end - start);
        }
        if (usable == 0 || fragments == Short.MAX_VALUE) return false;
        room(end);
        short self = remember(start, end);
        boolean overlaps = false;
        for (int unit = start >>> 3; unit < units(end); unit++) {
            int owner = owners[unit];
            if (owner != 0) overlaps = true;
            if (owner != 0 && !policy.newWins(starts[owner - 1], ends[owner - 1], start, end)) continue;
            if (owner == 0) unitsHeld++;
            owners[unit] = self;
            int at = unit << 3;
            System.arraycopy(content, at - start, bytes, at, Math.min(8, end - at));
        }
        return overlaps;
    }

    /// Units behind the end that the last fragment tells count no more.
    private void forgetBeyond(int units) {
        for (int unit = units; unit < owners.length; unit++) {
            if (owners[unit] != 0) {
                owners[unit] = 0;
                unitsHeld--;
            }
        }
    }

    private short remember(int start, int end) {
        if (fragments == starts.length) {
            starts = Arrays.copyOf(starts, fragments * 2);
            ends = Arrays.copyOf(ends, fragments * 2);
        }
        starts[fragments] = start;
        ends[fragments] = end;
        return (short) ++fragments;
    }

    private void room(int end) {
        if (end <= bytes.length) return;
        int size = Integer.highestOneBit(end - 1) * 2;
        bytes = Arrays.copyOf(bytes, size);
        owners = Arrays.copyOf(owners, size >>> 3);
    }
}
