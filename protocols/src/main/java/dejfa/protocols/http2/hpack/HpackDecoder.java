package dejfa.protocols.http2.hpack;

import dejfa.protocols.http2.hpack.HeaderTable.Entry;
import java.util.Arrays;

/// Decodes the header blocks of one direction. Each costs time in proportion to its length: names and values out of the
/// table are shared, never copied.
public final class HpackDecoder {
    /// RFC 9113 §6.5.2
    private static final int INITIAL_TABLE_BYTES = 4096;
    /// More bytes of an integer than fit 32 bits with any prefix (RFC 7541 §5.1).
    private static final int MAX_INTEGER_BYTES = 5;

    private static final String BROKEN = "invalid_header";

    private final HeaderTable table;
    private byte[] data;
    private int position;
    private int limit;
    private HeaderSink sink;

    /// @param maxTableBytes of the dynamic table, whatever the peers agree on
    public HpackDecoder(long maxTableBytes) {
        table = new HeaderTable(INITIAL_TABLE_BYTES, maxTableBytes);
    }

    /// Header blocks have been missed.
    public void forget() {
        table.forget();
    }

    /// One whole header block, all its fragments together.
    public void decode(byte[] block, HeaderSink out) {
        data = block;
        position = 0;
        limit = block.length;
        sink = out;
        while (position < limit) {
            if (!next()) break;
        }
        data = null;
        sink = null;
    }

    /// @return false where the rest of the block can't be read
    private boolean next() {
        int first = data[position] & 0xff;
        if ((first & 0x80) != 0) return indexed();
        if ((first & 0x40) != 0) return literal(6, true);
        if ((first & 0x20) != 0) {
            long size = integer(5);
            if (size < 0) return false;
            sink.sizeUpdate(size);
            table.resize(size);
            return true;
        }
        return literal(4, false);
    }

    private boolean indexed() {
        long index = integer(7);
        if (index < 0) return false;
        Entry entry = table.get(index);
        if (entry == null) sink.fault(BROKEN);
        else sink.header(entry.name(), entry.value());
        return true;
    }

    private boolean literal(int prefixBits, boolean keep) {
        long index = integer(prefixBits);
        if (index < 0) return false;
        byte[] name;
        boolean known = true;
        if (index == 0) name = string();
        else {
            Entry entry = table.get(index);
            known = entry != null;
            name = known ? entry.name() : new byte[0];
        }
        byte[] value = name == null ? null : string();
        if (value == null) return false;
        if (known) sink.header(name, value);
        else sink.fault(BROKEN);
        if (keep) table.add(new Entry(name, value));
        return true;
    }

    /// @return -1 where it is not whole or too large; then it has been complained about
    private long integer(int prefixBits) {
        int mask = (1 << prefixBits) - 1;
        long value = data[position++] & mask;
        if (value < mask) return value;
        for (int i = 0; i <= MAX_INTEGER_BYTES; i++) {
            if (position >= limit) {
                sink.fault(BROKEN);
                return -1;
            }
            int b = data[position++] & 0xff;
            if (i == MAX_INTEGER_BYTES) break;
            value += (long) (b & 0x7f) << 7 * i;
            if ((b & 0x80) == 0) {
                if (value > 0xffff_ffffL) break;
                return value;
            }
        }
        sink.fault("header_integer_overflow");
        return -1;
    }

    /// A string literal (RFC 7541 §5.2); null where it is not whole. One whose code is broken is empty.
    private byte[] string() {
        if (position >= limit) {
            sink.fault(BROKEN);
            return null;
        }
        boolean huffman = (data[position] & 0x80) != 0;
        long length = integer(7);
        if (length < 0) return null;
        if (length > limit - position) {
            sink.fault("extra_header_data");
            return null;
        }
        int from = position;
        position += (int) length;
        if (!huffman) return Arrays.copyOfRange(data, from, position);
        byte[] text = Huffman.decode(data, from, position);
        if (text == null) sink.fault(BROKEN);
        return text == null ? new byte[0] : text;
    }
}
