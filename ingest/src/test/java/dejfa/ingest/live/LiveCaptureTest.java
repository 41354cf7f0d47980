package dejfa.ingest.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.PacketBatch;
import dejfa.api.PacketSource;
import dejfa.ingest.capture.CaptureException;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveCaptureTest {
    private static final String BRIDGE = "ip link add br0 type bridge && ip address add 10.9.7.1/24 dev br0"
            + " && ip link set br0 up && ip neigh add 10.9.7.2 lladdr 02:00:00:00:00:02 dev br0 && exec \"$@\"";

    @Test
    void datagrams_on_the_loopback_are_seen_once_each() throws IOException {
        PacketSource source;
        try {
            source = LiveCapture.open("lo", new LiveSettings(4 << 20, false, ""));
        } catch (CaptureException e) {
            System.err.println("SKIPPED: live capture is not allowed here: " + e.getMessage());
            return;
        }
        try (source) {
            LiveProbe.send("127.0.0.1", 500);
            assertEquals(500, LiveProbe.receive(source, 500, false));
            assertEquals(0, LiveProbe.receive(source, 1, false), "each was seen once");
            assertEquals(0, source.dropped());
            assertEquals(List.of(), source.complaints());
        }
    }

    @Test
    void what_this_machine_sends_has_its_checksum_made() throws IOException {
        PacketSource source;
        try {
            source = LiveCapture.open("lo", new LiveSettings(4 << 20, false, ""));
        } catch (CaptureException e) {
            System.err.println("SKIPPED: live capture is not allowed here: " + e.getMessage());
            return;
        }
        try (source) {
            LiveProbe.send("127.0.0.1", 20);
            PacketBatch batch = new PacketBatch();
            int right = 0;
            for (int tries = 0; tries < 20 && right < 20; tries++) {
                source.poll(batch);
                for (int i = 0; i < batch.count; i++) if (isOurs(batch, i) && isRight(batch, i)) right++;
            }
            assertEquals(20, right);
        }
    }

    private static boolean isOurs(PacketBatch batch, int i) {
        byte[] frame =
                batch.data[i].asSlice(batch.offsets[i], batch.frameBytes[i]).toArray(ValueLayout.JAVA_BYTE);
        return frame.length > 42 && frame[23] == 17 && frame[36] == (byte) (LiveProbe.PORT >> 8);
    }

    /// Pseudo header and datagram sum up to all ones (RFC 768).
    private static boolean isRight(PacketBatch batch, int i) {
        byte[] frame =
                batch.data[i].asSlice(batch.offsets[i], batch.frameBytes[i]).toArray(ValueLayout.JAVA_BYTE);
        int sum = 17 + frame.length - 34;
        for (int at = 26; at < frame.length; at++) sum += (frame[at] & 0xff) << (at % 2 == 0 ? 8 : 0);
        while (sum >>> 16 != 0) sum = (sum & 0xffff) + (sum >>> 16);
        return sum == 0xffff;
    }

    @Test
    void in_a_namespace_of_its_own_a_deleted_interface_ends_the_source() throws Exception {
        List<String> command = new ArrayList<>(List.of("unshare", "--net", "sh", "-c", BRIDGE, "sh"));
        command.addAll(Probes.command(LiveProbe.class, "br0", "10.9.7.2", "3", "br0"));
        List<String> lines = Probes.run(command);
        if (lines.stream().noneMatch(line -> line.startsWith("seen"))) {
            System.err.println("SKIPPED: no network namespace with a bridge can be made here: " + lines);
            return;
        }
        assertEquals(
                List.of(
                        "datagram-0. vlan -1 link 1",
                        "datagram-1. vlan -1 link 1",
                        "datagram-2. vlan -1 link 1",
                        "seen 3 dropped 0 clock true",
                        "end -1 [interface br0 is gone; start again when it is back]"),
                lines);
    }

    @Test
    void the_tag_that_the_kernel_took_off_is_delivered_beside_the_frame() throws IOException {
        PacketSource source;
        try {
            source = LiveCapture.open("lo", new LiveSettings(4 << 20, false, ""));
        } catch (CaptureException e) {
            System.err.println("SKIPPED: live capture is not allowed here: " + e.getMessage());
            return;
        }
        try (source) {
            byte[] frame = new byte[64];
            // Broadcast, 802.1Q with priority 5 and VLAN 7, a type for experiments (IEEE 802: 0x88B5).
            byte[] head =
                    HexFormat.of().parseHex("ffffffffffff" + "020000000001" + "8100" + "a007" + "88b5" + "c0ffee");
            System.arraycopy(head, 0, frame, 0, head.length);
            RawSender.send("lo", frame);
            PacketBatch batch = new PacketBatch();
            int vlan = -2;
            for (int tries = 0; tries < 20 && vlan == -2; tries++) {
                int frames = source.poll(batch);
                for (int i = 0; i < frames; i++) if (isExperiment(batch, i)) vlan = batch.vlans[i];
            }
            assertEquals(0xa007, vlan);
        }
    }

    private static boolean isExperiment(PacketBatch batch, int i) {
        byte[] frame =
                batch.data[i].asSlice(batch.offsets[i], batch.frameBytes[i]).toArray(ValueLayout.JAVA_BYTE);
        return frame.length >= 17 && HexFormat.of().formatHex(frame, 12, 17).equals("88b5c0ffee");
    }

    @Test
    void a_missing_right_is_told_with_its_remedy() throws Exception {
        List<String> command = new ArrayList<>(List.of("setpriv", "--bounding-set=-net_raw", "--inh-caps=-net_raw"));
        command.addAll(Probes.command(LiveProbe.class, "lo", "127.0.0.1", "1"));
        List<String> lines = Probes.run(command);
        if (lines.stream().noneMatch(line -> line.startsWith("refused"))) {
            System.err.println("SKIPPED: rights can't be taken away here: " + lines);
            return;
        }
        assertTrue(lines.getFirst().contains("needs the right CAP_NET_RAW"), lines::toString);
        assertTrue(lines.getFirst().contains("it was taken from the whole container or service"), lines::toString);
    }

    @Test
    void a_right_that_could_be_had_is_told_with_the_way_to_it() throws Exception {
        List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--clear-groups"));
        command.addAll(Probes.command(LiveProbe.class, "lo", "127.0.0.1", "1"));
        List<String> lines = Probes.run(command);
        if (lines.stream().noneMatch(line -> line.startsWith("refused"))) {
            System.err.println("SKIPPED: rights can't be taken away here: " + lines);
            return;
        }
        assertTrue(lines.getFirst().contains("AmbientCapabilities=CAP_NET_RAW"), lines::toString);
    }

    @Test
    void an_unknown_interface_is_told_with_those_that_there_are() {
        for (String name : List.of("nosuch0", "../lo", "", "a-name-that-is-too-long")) {
            CaptureException refusal =
                    assertThrows(CaptureException.class, () -> LiveCapture.open(name, LiveSettings.DEFAULT));
            assertTrue(refusal.getMessage().startsWith("there is no interface '" + name + "': choose one of "));
        }
    }
}
