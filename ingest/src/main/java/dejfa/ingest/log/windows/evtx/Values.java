package dejfa.ingest.log.windows.evtx;

import java.util.Arrays;

/// The values that one use of a template brings.
final class Values {
    int count;
    int[] at = new int[64];
    int[] size = new int[64];
    int[] type = new int[64];

    void clear() {
        count = 0;
    }

    /// @return where they end
    int read(byte[] bytes, int from, int end) throws Damaged {
        count = 0;
        if (end - from < 4) throw new Damaged("values that are cut");
        long told = Little.u32(bytes, from);
        if (told > (end - from - 4) / 4) throw new Damaged("more values than there is room for");
        int number = (int) told;
        if (number > at.length) grow(number);
        int place = from + 4 + number * 4;
        for (int i = 0; i < number; i++) {
            int length = Little.u16(bytes, from + 4 + i * 4);
            if (length > end - place) throw new Damaged("a value that goes beyond its record");
            at[i] = place;
            size[i] = length;
            type[i] = Little.u8(bytes, from + 6 + i * 4);
            place += length;
        }
        count = number;
        return place;
    }

    private void grow(int number) {
        at = Arrays.copyOf(at, number);
        size = Arrays.copyOf(size, number);
        type = Arrays.copyOf(type, number);
    }
}
