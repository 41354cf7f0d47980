package dejfa.decode.packet;

import dejfa.api.Ids;
import dejfa.api.Packet;
import dejfa.decode.Anomaly;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// The datagrams of one partition that wait for fragments (RFC 791 §3.2, RFC 8200 §4.5). Bounded in number,
/// bytes and (packet) time; the oldest goes first. Fragments are rare, so this part may allocate.
final class FragmentTable {
    private final Map<Key, Datagram> waiting = new LinkedHashMap<>();
    private final DecodeSettings settings;
    private final long seed;
    private long heldBytes;
    /// datagrams given up because the table was full
    long evicted;
    /// datagrams given up because fragments stayed away
    long timedOut;
    long rebuilt;

    private record Key(
            long seed,
            long sourceHigh,
            long sourceLow,
            long destinationHigh,
            long destinationLow,
            int id,
            int protocol,
            int version,
            int vlans)
            implements Comparable<Key> {
        @Override
        public int hashCode() {
            long hash = Ids.mix(Ids.mix(seed, sourceHigh ^ destinationHigh), sourceLow);
            return (int) Ids.mix(Ids.mix(hash, destinationLow), (long) id << 32 | protocol << 4 | version);
        }

        /// So that a bucket made to overflow by chosen identifiers becomes a tree.
        @Override
        public int compareTo(Key other) {
            int order = Integer.compare(id, other.id);
            if (order == 0) order = Long.compare(sourceLow, other.sourceLow);
            if (order == 0) order = Long.compare(destinationLow, other.destinationLow);
            if (order == 0) order = Long.compare(sourceHigh, other.sourceHigh);
            if (order == 0) order = Long.compare(destinationHigh, other.destinationHigh);
            if (order == 0) order = Integer.compare(protocol, other.protocol);
            if (order == 0) order = Integer.compare(version, other.version);
            return order == 0 ? Integer.compare(vlans, other.vlans) : order;
        }
    }

    FragmentTable(DecodeSettings settings, long seed) {
        this.settings = settings;
        this.seed = seed;
    }

    /// Takes a fragment; the one that completes a datagram brings the rebuilt packet into the frame.
    ///
    /// @param payload where the fragment's data lies, `length` bytes
    /// @param next protocol of the datagram's payload
    void accept(Frame f, Packet p, long payload, int length, int next) {
        boolean v4 = p.ipVersion == 4;
        boolean last = (p.ipFlags & 1) == 0;
        int start = p.ipFragmentOffset;
        if (start + length + (v4 ? p.ipHeaderBytes : 0) > Datagram.LIMIT_BYTES) {
            Frame.flag(p, v4 ? Anomaly.IPV4_FRAG_PKT_TOO_LARGE : Anomaly.IPV6_FRAG_PKT_TOO_LARGE);
            return;
        }
        if (length <= 0) return;
        expire(p.timeNs);
        Key key = new Key(
                seed,
                p.sourceHigh,
                p.sourceLow,
                p.destinationHigh,
                p.destinationLow,
                p.ipId,
                v4 ? next : 0,
                p.ipVersion,
                p.vlanOuter << 12 | p.vlanInner);
        Datagram datagram = waiting.get(key);
        if (datagram == null) {
            if (waiting.size() >= settings.maxDatagrams()) evictOldest();
            datagram = new Datagram(p.timeNs);
            waiting.put(key, datagram);
            heldBytes += datagram.heldBytes();
        }
        heldBytes -= datagram.heldBytes();
        byte[] content = new byte[length];
        MemorySegment.copy(p.data, ValueLayout.JAVA_BYTE, payload, content, 0, length);
        if (datagram.add(content, start, length, last, settings.overlap())) {
            Frame.flag(p, v4 ? Anomaly.IPV4_FRAG_OVERLAP : Anomaly.IPV6_FRAG_OVERLAP);
        }
        if (start == 0 && datagram.header == null) datagram.header = header(p, v4, next);
        heldBytes += datagram.heldBytes();
        if (datagram.complete()) {
            waiting.remove(key);
            heldBytes -= datagram.heldBytes();
            rebuild(f, p, datagram, v4);
        } else {
            while (heldBytes > settings.maxFragmentBytes() && waiting.size() > 1) evictOldest();
        }
    }

    private void expire(long nowNs) {
        Iterator<Datagram> oldest = waiting.values().iterator();
        while (oldest.hasNext()) {
            Datagram datagram = oldest.next();
            if (nowNs - datagram.startNs < settings.fragmentTimeoutNs()) return;
            heldBytes -= datagram.heldBytes();
            oldest.remove();
            timedOut++;
        }
    }

    private void evictOldest() {
        Iterator<Datagram> oldest = waiting.values().iterator();
        heldBytes -= oldest.next().heldBytes();
        oldest.remove();
        evicted++;
    }

    /// The header that the rebuilt datagram gets: no fragment fields, no fragment header.
    private static byte[] header(Packet p, boolean v4, int next) {
        byte[] header = new byte[p.ipHeaderBytes];
        MemorySegment.copy(p.data, ValueLayout.JAVA_BYTE, p.ipOffset, header, 0, header.length);
        if (v4) {
            header[6] &= (byte) 0x40;
            header[7] = 0;
            return header;
        }
        // Whatever pointed at the fragment header points at what comes after it.
        int pointer = 6;
        int at = 40;
        while (at < header.length) {
            int bytes = header[pointer] == 51 ? ((header[at + 1] & 0xff) + 2) * 4 : ((header[at + 1] & 0xff) + 1) * 8;
            pointer = at;
            at += bytes;
        }
        header[pointer] = (byte) next;
        return header;
    }

    private void rebuild(Frame f, Packet p, Datagram datagram, boolean v4) {
        byte[] header = datagram.header;
        int total = header.length + datagram.totalBytes();
        int limit = v4 ? 65535 : 65535 + 40;
        if (total > limit) {
            Frame.flag(p, v4 ? Anomaly.IPV4_FRAG_PKT_TOO_LARGE : Anomaly.IPV6_FRAG_PKT_TOO_LARGE);
            return;
        }
        // Its own memory, not reused: it may outlive this frame's decoding. The last fragment lends its link header.
        int link = (int) (p.ipOffset - p.frameOffset);
        byte[] bytes = new byte[link + total];
        MemorySegment.copy(p.data, ValueLayout.JAVA_BYTE, p.frameOffset, bytes, 0, link);
        System.arraycopy(header, 0, bytes, link, header.length);
        System.arraycopy(datagram.bytes(), 0, bytes, link + header.length, datagram.totalBytes());
        MemorySegment segment = MemorySegment.ofArray(bytes);
        if (v4) {
            put16(bytes, link + 2, total);
            put16(bytes, link + 10, 0);
            put16(bytes, link + 10, ~Checksum.fold(Checksum.sum(segment, link, header.length)));
        } else {
            put16(bytes, link + 4, total - 40);
        }
        Packet whole = f.open(p, segment, 0, link + total);
        if (whole == null) return;
        if (p.ethernetOffset >= 0) whole.ethernetOffset = p.ethernetOffset - p.frameOffset;
        rebuilt++;
        whole.rebuilt = true;
        whole.tunnelDepth = p.tunnelDepth;
        whole.etherType = p.etherType;
        whole.vlanCount = p.vlanCount;
        whole.vlanOuter = p.vlanOuter;
        whole.vlanInner = p.vlanInner;
        if (v4) Ipv4Decoder.decode(f, whole, link, link + total);
        else Ipv6Decoder.decode(f, whole, link, link + total);
    }

    private static void put16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >>> 8);
        bytes[at + 1] = (byte) value;
    }
}
