package dejfa.ingest.log;

/// Numbers and times written as ASCII into a record's buffer.
public final class Digits {
    /// The longest that any of these writes.
    public static final int MOST_BYTES = 40;

    private static final byte[] HEX = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final byte[] UPPER_HEX = "0123456789ABCDEF".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final int SECONDS_OF_DAY = 86_400;

    private Digits() {}

    /// @return bytes written; so do all others
    public static int signed(long value, byte[] out, int at) {
        if (value >= 0) return unsigned(value, out, at);
        out[at] = '-';
        return 1 + unsigned(-value, out, at + 1);
    }

    /// The value as an unsigned number of 64 bits.
    public static int unsigned(long value, byte[] out, int at) {
        if (value < 0) {
            int count = unsigned(Long.divideUnsigned(value, 10), out, at);
            out[at + count] = (byte) ('0' + Long.remainderUnsigned(value, 10));
            return count + 1;
        }
        int count = 1;
        for (long rest = value; rest >= 10; rest /= 10) count++;
        long rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            out[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return count;
    }

    /// `0x3e7`, as Windows writes it.
    public static int hex(long value, byte[] out, int at) {
        out[at] = '0';
        out[at + 1] = 'x';
        int digits = Math.max(1, (67 - Long.numberOfLeadingZeros(value)) >>> 2);
        for (int i = 0; i < digits; i++) out[at + 2 + i] = HEX[(int) (value >>> (digits - 1 - i) * 4) & 15];
        return 2 + digits;
    }

    /// Bytes as upper-case hexadecimal digits.
    public static int hex(byte[] in, int from, int count, byte[] out, int at) {
        for (int i = 0; i < count; i++) {
            out[at + 2 * i] = UPPER_HEX[in[from + i] >>> 4 & 15];
            out[at + 2 * i + 1] = UPPER_HEX[in[from + i] & 15];
        }
        return 2 * count;
    }

    /// So many lower-case hexadecimal digits, leading zeros too.
    public static int fixedHex(long value, int digits, byte[] out, int at) {
        for (int i = 0; i < digits; i++) out[at + i] = HEX[(int) (value >>> (digits - 1 - i) * 4) & 15];
        return digits;
    }

    /// `2026-04-17T05:24:53.0920510Z`: so many digits of the fraction.
    public static int time(long seconds, long fraction, int fractionDigits, byte[] out, int at) {
        long day = Math.floorDiv(seconds, SECONDS_OF_DAY);
        int second = (int) Math.floorMod(seconds, (long) SECONDS_OF_DAY);
        // Days to a date of the Gregorian calendar whose years begin in March, as Howard Hinnant has it.
        long shifted = day + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        int dayOfEra = (int) (shifted - era * 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int month = (5 * dayOfYear + 2) / 153;
        long year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0);
        fixed(year, 4, out, at);
        out[at + 4] = '-';
        fixed(month < 10 ? month + 3 : month - 9, 2, out, at + 5);
        out[at + 7] = '-';
        fixed(dayOfYear - (153 * month + 2) / 5 + 1, 2, out, at + 8);
        out[at + 10] = 'T';
        fixed(second / 3600, 2, out, at + 11);
        out[at + 13] = ':';
        fixed(second / 60 % 60, 2, out, at + 14);
        out[at + 16] = ':';
        fixed(second % 60, 2, out, at + 17);
        int end = at + 19;
        if (fractionDigits > 0) {
            out[end] = '.';
            fixed(fraction, fractionDigits, out, end + 1);
            end += 1 + fractionDigits;
        }
        out[end] = 'Z';
        return end + 1 - at;
    }

    private static void fixed(long value, int digits, byte[] out, int at) {
        long rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            out[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
