package dejfa.detect.suricata.match;

/// Walks BER elements (X.690) for what the keyword `asn1` asks: encodings that broke decoders.
///
/// @param bitString a BIT STRING with more unused bits than it has
/// @param doubleOverflow a REAL in ASCII form longer than decoders' buffers
/// @param oversizeBytes an element that claims at least so many; -1 where that is not asked
/// @param relative `offset` counts from the position of the last match
public record Ber(boolean bitString, boolean doubleOverflow, long oversizeBytes, int offset, boolean relative)
        implements PayloadTest.Predicate {
    /// Elements looked at, nested ones included.
    private static final int MAX_ELEMENTS = 256;

    private static final int BIT_STRING = 3;
    private static final int REAL = 9;
    /// What a decoder's buffer for a REAL held.
    private static final int REAL_BYTES = 256;

    @Override
    public boolean test(byte[] data, int lengthBytes, MatchNotes notes) {
        return test(data, lengthBytes, 0, notes);
    }

    @Override
    public boolean test(byte[] data, int lengthBytes, int position, MatchNotes notes) {
        int at = offset + (relative ? position : 0);
        for (int i = 0; i < MAX_ELEMENTS && at >= 0 && at + 1 < lengthBytes; i++) {
            int type = data[at++] & 0xff;
            if ((type & 0x1f) == 0x1f) {
                while (at < lengthBytes && data[at] < 0) at++;
                at++;
            }
            if (at >= lengthBytes) return false;
            long length = data[at++] & 0xff;
            if (length > 0x80) {
                int count = (int) length & 0x7f;
                if (at + count > lengthBytes || count > 8) return oversizeBytes >= 0 && count > 4;
                length = 0;
                for (int k = 0; k < count; k++) length = length << 8 | data[at++] & 0xff;
            }
            if (isOdd(data, lengthBytes, type, at, length)) return true;
            // What is constructed is walked into, the rest passed over.
            boolean constructed = (type & 0x20) != 0;
            if (!constructed && (length < 0 || length > lengthBytes - at)) return false;
            if (!constructed) at += (int) length;
        }
        return false;
    }

    private boolean isOdd(byte[] data, int end, int type, int at, long length) {
        if (oversizeBytes >= 0 && Long.compareUnsigned(length, oversizeBytes) >= 0) return true;
        boolean universal = (type & 0xe0) == 0;
        int first = at < end ? data[at] & 0xff : -1;
        if (bitString && universal && (type & 0x1f) == BIT_STRING && first >= 0 && length > 0) {
            if ((length - 1) * 8 < first) return true;
        }
        boolean ascii = first >= 0 && (first & 0xc0) == 0;
        return doubleOverflow && universal && (type & 0x1f) == REAL && ascii && length > REAL_BYTES;
    }
}
