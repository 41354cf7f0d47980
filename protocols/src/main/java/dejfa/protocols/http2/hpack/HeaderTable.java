package dejfa.protocols.http2.hpack;

import dejfa.protocols.Ascii;

/// The static table (RFC 7541 Appendix A) and one direction's dynamic one (§2.3), under one index space.
final class HeaderTable {
    /// Size of an entry beyond its bytes (RFC 7541 §4.1).
    private static final int ENTRY_BYTES = 32;

    /// One name and value.
    record Entry(byte[] name, byte[] value) {
        int size() {
            return ENTRY_BYTES + name.length + value.length;
        }
    }

    private static final String STATIC = """
            :authority
            :method GET
            :method POST
            :path /
            :path /index.html
            :scheme http
            :scheme https
            :status 200
            :status 204
            :status 206
            :status 304
            :status 400
            :status 404
            :status 500
            accept-charset
            accept-encoding gzip, deflate
            accept-language
            accept-ranges
            accept
            access-control-allow-origin
            age
            allow
            authorization
            cache-control
            content-disposition
            content-encoding
            content-language
            content-length
            content-location
            content-range
            content-type
            cookie
            date
            etag
            expect
            expires
            from
            host
            if-match
            if-modified-since
            if-none-match
            if-range
            if-unmodified-since
            last-modified
            link
            location
            max-forwards
            proxy-authenticate
            proxy-authorization
            range
            referer
            refresh
            retry-after
            server
            set-cookie
            strict-transport-security
            transfer-encoding
            user-agent
            vary
            via
            www-authenticate
            """;
    private static final Entry[] FIXED =
            STATIC.strip().lines().map(HeaderTable::entry).toArray(Entry[]::new);

    private final long maxBytes;
    private long sizeLimit;
    private long sizeBytes;
    /// a ring; `newest` is the place of the last entry added
    private Entry[] entries = new Entry[16];

    private int newest = -1;
    private int count;

    /// @param initialBytes before the first size update
    /// @param maxBytes that the sender can make it grow to
    HeaderTable(long initialBytes, long maxBytes) {
        this.maxBytes = maxBytes;
        this.sizeLimit = Math.min(initialBytes, maxBytes);
    }

    private static Entry entry(String line) {
        int blank = line.indexOf(' ');
        return blank < 0
                ? new Entry(Ascii.bytes(line), new byte[0])
                : new Entry(Ascii.bytes(line.substring(0, blank)), Ascii.bytes(line.substring(blank + 1)));
    }

    /// @param index from 1
    /// @return null where there is none
    Entry get(long index) {
        if (index < 1 || index > FIXED.length + count) return null;
        if (index <= FIXED.length) return FIXED[(int) index - 1];
        int back = (int) index - FIXED.length - 1;
        return entries[(newest - back + entries.length) % entries.length];
    }

    void add(Entry entry) {
        sizeBytes += entry.size();
        if (count == entries.length) {
            Entry[] larger = new Entry[count * 2];
            for (int i = 0; i < count; i++) larger[i] = entries[(newest + 1 + i) % count];
            entries = larger;
            newest = count - 1;
        }
        newest = (newest + 1) % entries.length;
        entries[newest] = entry;
        count++;
        evict();
    }

    private void evict() {
        while (sizeBytes > sizeLimit && count > 0) {
            int oldest = (newest - count + 1 + entries.length) % entries.length;
            sizeBytes -= entries[oldest].size();
            entries[oldest] = null;
            count--;
        }
    }

    void resize(long limitBytes) {
        sizeLimit = Math.min(limitBytes, maxBytes);
        evict();
    }

    /// Blocks are missing: what the dynamic table holds can't be told any more.
    void forget() {
        long kept = sizeLimit;
        sizeLimit = 0;
        evict();
        sizeLimit = kept;
    }
}
