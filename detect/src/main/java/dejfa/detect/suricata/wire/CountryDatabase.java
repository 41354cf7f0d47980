package dejfa.detect.suricata.wire;

import dejfa.api.Address;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Countries of addresses out of a file in MaxMind's DB format 2.0: a binary tree over the bits of the address,
/// then the data. Reads what `geoip` asks, `country.iso_code` or a flat `country_code`, and nothing else. Any
/// bytes at all end in a country or in none.
public final class CountryDatabase {
    private static final byte[] MARK = "\u00ab\u00cd\u00efMaxMind.com".getBytes(StandardCharsets.ISO_8859_1);
    /// The metadata lies in the last 128 KiB.
    private static final int METADATA_BYTES = 128 * 1024;
    /// bytes of zero between tree and data
    private static final int SEPARATOR_BYTES = 16;

    private static final int MAX_DEPTH = 32;
    private static final int POINTER = 1;
    private static final int TEXT = 2;
    private static final int MAP = 7;
    private static final int ARRAY = 11;

    private final byte[] data;
    private final long nodes;
    private final int recordBits;
    private final int ipVersion;
    private final int dataStart;
    /// node at which IPv4 begins
    private final long v4Root;

    /// where the value read last ends
    private int next;

    public static CountryDatabase open(Path file) throws IOException {
        return new CountryDatabase(Files.readAllBytes(file));
    }

    CountryDatabase(byte[] bytes) throws IOException {
        data = bytes;
        int mark = mark();
        if (mark < 0) throw new IOException("it is no MaxMind DB");
        int metadata = mark + MARK.length;
        try {
            nodes = number(metadata, metadata, "node_count");
            recordBits = (int) number(metadata, metadata, "record_size");
            ipVersion = (int) number(metadata, metadata, "ip_version");
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new IOException("its metadata is cut", e);
        }
        if (recordBits != 24 && recordBits != 28 && recordBits != 32) {
            throw new IOException("records of " + recordBits + " bits are not known");
        }
        long treeBytes = nodes * recordBits / 4;
        if (nodes < 1 || treeBytes + SEPARATOR_BYTES > mark) throw new IOException("its tree is cut");
        dataStart = (int) treeBytes + SEPARATOR_BYTES;
        long root = 0;
        if (ipVersion == 6) for (int i = 0; i < 96 && root < nodes; i++) root = child(root, 0);
        v4Root = root;
    }

    private int mark() {
        for (int at = data.length - MARK.length; at >= Math.max(0, data.length - METADATA_BYTES); at--) {
            int i = 0;
            while (i < MARK.length && data[at + i] == MARK[i]) i++;
            if (i == MARK.length) return at;
        }
        return -1;
    }

    /// ISO 3166-1 code of two letters, or null where the address is in no country known.
    public synchronized String country(Address address) {
        long node = address.isV4() ? v4Root : 0;
        if (!address.isV4() && ipVersion != 6) return null;
        for (int bit = address.isV4() ? 96 : 0; bit < 128 && node < nodes; bit++) {
            long word = bit < 64 ? address.high() : address.low();
            node = child(node, (int) (word >>> 63 - (bit & 63) & 1));
        }
        long at = node - nodes - SEPARATOR_BYTES + dataStart;
        if (node <= nodes || at < dataStart || at >= data.length) return null;
        try {
            int country = find((int) at, dataStart, "country", 0);
            int code = country < 0
                    ? find((int) at, dataStart, "country_code", 0)
                    : find(country, dataStart, "iso_code", 0);
            return code < 0 ? null : text(code, dataStart);
        } catch (ArrayIndexOutOfBoundsException e) {
            return null;
        }
    }

    private long child(long node, int side) {
        int at = (int) (node * recordBits / 4);
        return switch (recordBits) {
            case 24 -> u24(at + side * 3);
            case 28 -> {
                int middle = data[at + 3] & 0xff;
                yield side == 0 ? (long) (middle >> 4) << 24 | u24(at) : (long) (middle & 15) << 24 | u24(at + 4);
            }
            default ->
                Integer.toUnsignedLong(MemorySegment.ofArray(data)
                        .get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(java.nio.ByteOrder.BIG_ENDIAN), at + side * 4L));
        };
    }

    private long u24(int at) {
        return (data[at] & 0xff) << 16 | (data[at + 1] & 0xff) << 8 | data[at + 2] & 0xff;
    }

    private long number(int map, int base, String key) throws IOException {
        int at = find(map, base, key, 0);
        if (at < 0) throw new IOException("its metadata has no " + key);
        int size = size(at);
        long value = 0;
        for (int i = 0; i < Math.min(size, 8); i++) value = value << 8 | data[next + i] & 0xff;
        return value;
    }

    /// Place of the value under `key` in the map at that place, or -1.
    private int find(int place, int base, String key, int depth) {
        int at = follow(place, base);
        if (depth > MAX_DEPTH || type(at) != MAP) return -1;
        int entries = size(at);
        int here = next;
        for (int i = 0; i < entries; i++) {
            String name = text(here, base);
            here = skip(here, 0);
            if (key.equals(name)) return follow(here, base);
            here = skip(here, 0);
        }
        return -1;
    }

    private String text(int place, int base) {
        int at = follow(place, base);
        if (type(at) != TEXT) return null;
        int size = size(at);
        return next + size > data.length ? null : new String(data, next, size, StandardCharsets.UTF_8);
    }

    /// A pointer leads to a value that is none.
    private int follow(int at, int base) {
        if (type(at) != POINTER) return at;
        int control = data[at] & 0xff;
        int bytes = control >> 3 & 3;
        int value = bytes == 3 ? 0 : control & 7;
        for (int i = 0; i <= bytes; i++) value = value << 8 | data[at + 1 + i] & 0xff;
        int offset =
                switch (bytes) {
                    case 1 -> 2048;
                    case 2 -> 526_336;
                    default -> 0;
                };
        return base + value + offset;
    }

    private int type(int at) {
        int type = (data[at] & 0xff) >> 5;
        return type == 0 ? 7 + (data[at + 1] & 0xff) : type;
    }

    /// Length of the value, or number of its entries; `next` is then behind the control bytes.
    private int size(int at) {
        int control = data[at] & 0xff;
        int here = control >> 5 == 0 ? at + 2 : at + 1;
        int size = control & 0x1f;
        if (size == 29) size = 29 + (data[here++] & 0xff);
        else if (size == 30) {
            size = 285 + ((data[here] & 0xff) << 8 | data[here + 1] & 0xff);
            here += 2;
        } else if (size == 31) {
            size = 65_821 + (int) u24(here);
            here += 3;
        }
        next = here;
        return size;
    }

    /// The place behind the value there.
    private int skip(int at, int depth) {
        int type = type(at);
        if (type == POINTER) return at + 2 + ((data[at] & 0xff) >> 3 & 3);
        int size = size(at);
        int here = next;
        if (depth > MAX_DEPTH) return data.length;
        if (type == MAP || type == ARRAY) {
            int values = type == MAP ? size * 2 : size;
            for (int i = 0; i < values && here < data.length; i++) here = skip(here, depth + 1);
            return here;
        }
        // a flag is its own size
        return type == 14 ? here : here + size;
    }
}
