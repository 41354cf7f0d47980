package dejfa.decode.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Packet;
import dejfa.decode.Anomaly;
import dejfa.decode.Frames;
import dejfa.testkit.Seeds;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PacketDecoderTest {
    private static final int[] LINK_TYPES = {0, 1, 9, 12, 50, 101, 104, 108, 113, 228, 229, 276, 105, 127, 239, 147};
    private final Packet[] out = new Packet[PacketDecoder.MAX_PACKETS];
    private final PacketDecoder decoder = new PacketDecoder(DecodeSettings.DEFAULT);

    PacketDecoderTest() {
        for (int i = 0; i < out.length; i++) out[i] = new Packet();
    }

    private int decode(byte[] frame, int linkType) {
        MemorySegment data = MemorySegment.ofArray(frame);
        return decoder.decode(data, 0, frame.length, frame.length, linkType, 1, 1_000_000_000L, 0, -1, out);
    }

    private static String payload(Packet p) {
        byte[] bytes = new byte[p.payloadBytes];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) Wire.u8(p.data, p.payloadOffset + i);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static boolean has(Packet p, Anomaly anomaly) {
        for (int i = 0; i < p.anomalyCount; i++) if (p.anomalies[i] == anomaly.ordinal()) return true;
        return false;
    }

    private static byte[] inner() {
        return Frames.ipv4(1, 2, 17, Frames.udp(5, 6, Frames.bytes("hello")));
    }

    private void expectInner(byte[] frame, int linkType, int depth) {
        int count = decode(frame, linkType);
        assertEquals(depth + 1, count);
        Packet p = out[depth];
        assertEquals(depth, p.tunnelDepth);
        assertEquals("10.0.0.1", p.sourceAddress().toString());
        assertEquals(6, p.destinationPort);
        assertEquals("hello", payload(p));
        assertEquals(0, p.anomalyCount);
    }

    @Test
    void every_link_type_and_tag_leads_to_the_datagram() {
        expectInner(Frames.ethernet(0x0800, inner()), 1, 0);
        expectInner(inner(), 101, 0);
        expectInner(Frames.join(Frames.hex("02000000"), inner()), 0, 0);
        expectInner(Frames.join(Frames.hex("00000002"), inner()), 108, 0);
        expectInner(Frames.join(Frames.hex("ff030021"), inner()), 9, 0);
        expectInner(Frames.join(new byte[14], Frames.hex("0800"), inner()), 113, 0);
        expectInner(Frames.join(Frames.hex("0800"), new byte[18], inner()), 276, 0);
        byte[] snap = Frames.join(Frames.hex("aaaa03000000 0800"), inner());
        byte[] wireless = Frames.join(Frames.hex("0801 0000"), new byte[20], snap);
        expectInner(wireless, 105, 0);
        // quality of service, between two distribution systems, behind eight bytes of radiotap
        byte[] between = Frames.join(Frames.hex("8803 0000"), new byte[26], Frames.hex("0000"), snap);
        expectInner(Frames.join(Frames.hex("0000 0800 00000000"), between), 127, 0);
        byte[] mark = Frames.hex("05000a00 61000000");
        byte[] payload = Frames.join(new byte[] {(byte) (4 + inner().length), 0, 9, 0}, inner());
        expectInner(Frames.join(Frames.hex("02000001"), mark, payload), 239, 0);
        expectInner(Frames.ethernet(0x88a8, Frames.join(Frames.hex("0007810000090800"), inner())), 1, 0);
        assertEquals(2, out[0].vlanCount);
        assertEquals(7, out[0].vlanOuter);
        assertEquals(9, out[0].vlanInner);
        expectInner(Frames.ethernet(0x8847, Frames.join(Frames.hex("000100ff 000201ff"), inner())), 1, 0);
        int bytes = inner().length + 2;
        byte[] session = Frames.join(Frames.hex("11000001"), Frames.u16(bytes), Frames.hex("0021"), inner());
        expectInner(Frames.ethernet(0x8864, session), 1, 0);
    }

    @Test
    void packets_come_out_of_every_tunnel() {
        expectInner(Frames.ipv4(3, 4, 4, inner()), 101, 1);
        expectInner(Frames.ipv6(3, 4, 4, inner()), 101, 1);
        expectInner(Frames.ipv4(3, 4, 41, Frames.ipv6(5, 6, 4, inner())), 101, 2);
        expectInner(Frames.ipv4(3, 4, 47, Frames.join(Frames.hex("00000800"), inner())), 101, 1);
        expectInner(
                Frames.ipv4(3, 4, 47, Frames.join(Frames.hex("b0000800 00000000 00000001 00000002"), inner())), 101, 1);
        byte[] ppp = Frames.join(Frames.hex("3081880b 00200001 00000001 00000002 ff030021"), inner());
        expectInner(Frames.ipv4(3, 4, 47, ppp), 101, 1);
        byte[] vxlan = Frames.join(Frames.hex("0800000000000100"), Frames.ethernet(0x0800, inner()));
        expectInner(Frames.ipv4(3, 4, 17, Frames.udp(9, 4789, vxlan)), 101, 1);
        byte[] geneve = Frames.join(Frames.hex("0100655800000100 00000000"), Frames.ethernet(0x0800, inner()));
        expectInner(Frames.ipv4(3, 4, 17, Frames.udp(9, 6081, geneve)), 101, 1);
        byte[] user = Frames.join(Frames.hex("30ff"), Frames.u16(inner().length), Frames.hex("00000007"), inner());
        expectInner(Frames.ipv4(3, 4, 17, Frames.udp(2152, 2152, user)), 101, 1);
        byte[] container = Frames.hex("00000007 0000 00 85 01 100900");
        byte[] extended = Frames.join(Frames.hex("34ff"), Frames.u16(inner().length + 8), container, inner());
        expectInner(Frames.ipv4(3, 4, 17, Frames.udp(9, 2152, extended)), 101, 1);
        byte[] teredo = Frames.ipv6(5, 6, 4, inner());
        expectInner(Frames.ipv4(3, 4, 17, Frames.udp(3544, 9, teredo)), 101, 2);
    }

    @Test
    void tunnels_without_end_are_cut_and_told() {
        byte[] packet = inner();
        for (int i = 0; i < 40; i++) packet = Frames.ipv4(1, 2, 4, packet);
        int count = decode(packet, 101);
        assertTrue(count < out.length);
        assertTrue(has(out[count - 1], Anomaly.TOO_MANY_LAYERS));
    }

    @Test
    void a_cut_datagram_is_told_by_name() {
        byte[] packet = Arrays.copyOf(inner(), 24);
        decode(packet, 101);
        assertEquals("ipv4.trunc_pkt", PacketDecoder.anomalyName(out[0].anomalies[0]));
        assertEquals(0, out[0].ipVersion);
        assertEquals(Anomaly.IPV4_TRUNC_PKT.ordinal(), Anomaly.decodeEvent("ipv4.trunc_pkt"));
        assertEquals(-1, Anomaly.decodeEvent("ipv4.no_such_event"));
        assertTrue(Anomaly.at(Anomaly.streamEvent("3whs_ack_in_wrong_dir")).ofStream());
    }

    @Test
    void both_directions_have_one_partition_whatever_wraps_them() {
        Seeds.run(200, random -> {
            int one = random.nextInt(256);
            int other = random.nextInt(256);
            byte[] there = Frames.ipv4(one, other, 17, Frames.udp(1, 2, new byte[3]));
            byte[] back = Frames.ipv4(other, one, 6, new byte[30]);
            int partition = PacketDecoder.partitionOf(MemorySegment.ofArray(there), 0, there.length, 101);
            assertEquals(partition, PacketDecoder.partitionOf(MemorySegment.ofArray(back), 0, back.length, 228));
            byte[] tagged = Frames.ethernet(0x8100, Frames.join(Frames.hex("00078847 000101ff"), back));
            assertEquals(partition, PacketDecoder.partitionOf(MemorySegment.ofArray(tagged), 0, tagged.length, 1));
            decode(tagged, 1);
            assertEquals(partition, out[0].partition);
        });
    }

    @Test
    void checksums_are_judged_where_asked() {
        byte[] good = Frames.tcp(1, 2, 3, 4, 5, 6, 16, 7, Frames.bytes("odd"));
        decode(good, 101);
        assertFalse(out[0].ipChecksumBad || out[0].transportChecksumBad);
        good[good.length - 1] ^= 1;
        good[8] ^= 1;
        decode(good, 101);
        assertTrue(out[0].ipChecksumBad && out[0].transportChecksumBad);
        PacketDecoder lenient = new PacketDecoder(DecodeSettings.DEFAULT.withChecksums(ChecksumMode.NONE));
        lenient.decode(MemorySegment.ofArray(good), 0, good.length, good.length, 101, 1, 1, 0, -1, out);
        assertFalse(out[0].ipChecksumBad || out[0].transportChecksumBad);
    }

    @Test
    void auto_stops_verifying_behind_packet_1000_where_more_than_a_tenth_was_wrong() {
        assertTrue(new ChecksumDecision(ChecksumMode.AUTO).verify(5000));
        assertTrue(after(100).verify(1001));
        ChecksumDecision off = after(101);
        assertTrue(off.verify(1000));
        assertFalse(off.verify(1001));
    }

    private static ChecksumDecision after(int wrong) {
        ChecksumDecision decision = new ChecksumDecision(ChecksumMode.AUTO);
        byte[] good = Frames.tcp(1, 2, 3, 4, 5, 6, 16, 7, Frames.bytes("x"));
        byte[] bad = good.clone();
        bad[bad.length - 1] ^= 1;
        for (int i = 0; i < 1000; i++) {
            byte[] frame = i < wrong ? bad : good;
            decision.observe(MemorySegment.ofArray(frame), 0, frame.length, 101, i);
        }
        return decision;
    }

    @Test
    void any_bytes_at_all_decode_without_an_exception() {
        Seeds.run(20_000, random -> {
            byte[] frame = new byte[random.nextInt(200)];
            random.nextBytes(frame);
            check(frame, LINK_TYPES[random.nextInt(LINK_TYPES.length)]);
        });
    }

    @Test
    void broken_and_cut_tunnels_decode_without_an_exception() {
        byte[] vxlan = Frames.join(
                Frames.hex("0800000000000100"),
                Frames.ethernet(
                        0x86dd,
                        Frames.ipv6(
                                3,
                                4,
                                41,
                                Frames.ipv6(
                                        5,
                                        6,
                                        47,
                                        Frames.join(
                                                Frames.hex("3081880b 00200001 00000001 00000002 ff030021"),
                                                inner())))));
        byte[] whole = Frames.ethernet(
                0x8100, Frames.join(Frames.hex("00070800"), Frames.ipv4(3, 4, 17, Frames.udp(9, 4789, vxlan))));
        Seeds.run(20_000, random -> {
            byte[] frame =
                    random.nextBoolean() ? whole.clone() : Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            for (int i = random.nextInt(4); i > 0 && frame.length > 0; i--)
                frame[random.nextInt(frame.length)] = (byte) random.nextInt();
            check(frame, 1);
        });
    }

    private void check(byte[] frame, int linkType) {
        int count = decode(frame, linkType);
        assertTrue(count >= 1 && count <= out.length);
        for (int i = 0; i < count; i++) {
            Packet p = out[i];
            assertTrue(p.payloadOffset < 0 || p.payloadOffset + p.payloadBytes <= p.data.byteSize());
            assertTrue(p.payloadBytes >= 0);
            assertTrue(p.partition >= 0 && p.partition < 64);
        }
    }

    @Test
    void fragments_in_any_order_twice_or_once_make_the_datagram() {
        Seeds.run(500, random -> {
            byte[] content = new byte[9 + random.nextInt(3000)];
            random.nextBytes(content);
            byte[] datagram = Frames.udp(5, 6, content);
            boolean v4 = random.nextBoolean();
            int[] order = cuts(random, datagram.length);
            int rebuilt = 0;
            for (int i = 0; i < order.length; i++) {
                int swap = i + random.nextInt(order.length - i);
                int start = order[swap];
                order[swap] = order[i];
                order[i] = start;
                int end = datagram.length;
                for (int other : order) if (other > start) end = Math.min(end, other);
                boolean last = end == datagram.length;
                byte[] part = Arrays.copyOfRange(datagram, start, end);
                for (int times = random.nextInt(3) == 0 && i + 1 < order.length ? 2 : 1; times > 0; times--) {
                    int count = decode(fragment(v4, start, last, part), 101);
                    assertEquals(-1, out[0].transportOffset, "a fragment has no transport of its own");
                    if (count == 2) {
                        rebuilt++;
                        assertTrue(out[1].rebuilt);
                        assertFalse(out[1].transportChecksumBad && v4);
                        assertEquals(new String(content, StandardCharsets.ISO_8859_1), payload(out[1]));
                        assertEquals(0, out[1].ipFragmentOffset);
                    }
                }
            }
            assertEquals(1, rebuilt);
        });
    }

    private static int[] cuts(Random random, int length) {
        int parts = 2 + random.nextInt(6);
        IntStream cuts = random.ints(parts, 1, (length + 7) / 8).map(unit -> unit * 8);
        return IntStream.concat(IntStream.of(0), cuts).distinct().toArray();
    }

    private static byte[] fragment(boolean v4, int start, boolean last, byte[] part) {
        if (v4) return Frames.ipv4(1, 2, 17, 77, start / 8 | (last ? 0 : 0x2000), part);
        byte[] header = Frames.join(new byte[] {17, 0}, Frames.u16(start | (last ? 0 : 1)), Frames.u32(0xabcdef01L));
        return Frames.ipv6(1, 2, 44, Frames.join(header, part));
    }

    @Test
    void a_rebuilt_datagram_keeps_link_header_and_tags() {
        byte[] first = Frames.ipv4(1, 2, 17, 3, 0x2000, Frames.udp(5, 6, new byte[8]));
        first[20 + 5] = 24;
        byte[] second = Frames.ipv4(1, 2, 17, 3, 2, new byte[8]);
        decode(Frames.ethernet(0x8100, Frames.join(Frames.hex("00070800"), first)), 1);
        assertEquals(2, decode(Frames.ethernet(0x8100, Frames.join(Frames.hex("00070800"), second)), 1));
        Packet whole = out[1];
        assertEquals(18, whole.ipOffset);
        assertEquals(0, whole.ethernetOffset);
        assertEquals(7, whole.vlanOuter);
        assertEquals(16, whole.payloadBytes);
        assertEquals(18 + 20 + 24, whole.frameBytes);
        assertFalse(whole.ipChecksumBad);
    }

    @Test
    void overlapping_fragments_follow_the_policy() {
        assertEquals("AAAAAAAAAAAAAAAABBBBBBBB", overlap(FragmentOverlap.FIRST));
        assertEquals("AAAAAAAABBBBBBBBBBBBBBBB", overlap(FragmentOverlap.LAST));
        assertEquals("AAAAAAAAAAAAAAAABBBBBBBB", overlap(FragmentOverlap.BSD));
        assertEquals("AAAAAAAABBBBBBBBBBBBBBBB", overlap(FragmentOverlap.BSD_RIGHT));
    }

    private String overlap(FragmentOverlap policy) {
        PacketDecoder d = new PacketDecoder(DecodeSettings.DEFAULT.withOverlap(policy));
        byte[] first = Frames.ipv4(1, 2, 200, 9, 0x2000, Frames.bytes("A".repeat(16)));
        byte[] second = Frames.ipv4(1, 2, 200, 9, 1, Frames.bytes("B".repeat(16)));
        d.decode(MemorySegment.ofArray(first), 0, first.length, first.length, 101, 1, 1, 0, -1, out);
        int count = d.decode(MemorySegment.ofArray(second), 0, second.length, second.length, 101, 2, 2, 0, -1, out);
        assertEquals(2, count);
        assertTrue(has(out[0], Anomaly.IPV4_FRAG_OVERLAP));
        return payload(out[1]);
    }

    @Test
    void fragments_that_never_become_whole_are_bounded_and_time_out() {
        byte[] part = new byte[1000];
        for (int i = 0; i < 20_000; i++) {
            byte[] frame = Frames.ipv4(1, 2, 17, i, 0x2000 + 200, part);
            decoder.decode(MemorySegment.ofArray(frame), 0, frame.length, frame.length, 101, i, i, 0, -1, out);
        }
        assertTrue(decoder.datagramsDropped() >= 20_000 - DecodeSettings.DEFAULT.maxDatagrams());
        long late = 61_000_000_000L;
        byte[] frame = Frames.ipv4(1, 2, 17, 19_999, 0, part);
        decoder.decode(MemorySegment.ofArray(frame), 0, frame.length, frame.length, 101, 1, late, 0, -1, out);
        byte[] start = Frames.ipv4(1, 2, 17, 19_999, 0x2000, part);
        decoder.decode(MemorySegment.ofArray(start), 0, start.length, start.length, 101, 1, late, 0, -1, out);
        assertEquals(20_000, decoder.datagramsDropped());
    }
}
