package dejfa.protocols.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.Slots;
import dejfa.protocols.wire.Captured;
import dejfa.protocols.wire.Talk;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SshTest {
    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Talk talk() {
        return new Talk(new SshFactory(), 6, 22);
    }

    @Test
    void a_banner_gives_version_and_software_without_comment() {
        Talk talk = talk().say(Direction.TO_SERVER, text("SSH-2.0-OpenSSH_9.6 Ubuntu-3\r\n"));
        talk.say(Direction.TO_CLIENT, text("SSH-1.99-Cisco-1.25\n"));
        Slots slots = talk.all.getFirst().slots;
        assertEquals("OpenSSH_9.6", slots.text(SshFields.CLIENT_SOFTWARE));
        assertEquals("1.99", slots.text(SshFields.SERVER_PROTO));
        assertEquals("Cisco-1.25", slots.text(SshFields.SERVER_SOFTWARE));
    }

    @Test
    void lines_before_the_servers_banner_are_passed_over() {
        Talk talk = talk().say(Direction.TO_SERVER, text("SSH-2.0-a\r\n"));
        talk.say(Direction.TO_CLIENT, text("Welcome\r\nSSH-2.0-b\r\n"));
        assertEquals("b", talk.all.getFirst().slots.text(SshFields.SERVER_SOFTWARE));
    }

    @Test
    void hassh_of_real_clients_and_servers_is_the_known_one() {
        for (Captured.Conversation conversation : Captured.folder("suricata-verify/ssh-hassh-only")) {
            Talk talk = Talk.over(new SshFactory(), conversation);
            if (talk.all.isEmpty() || talk.all.getFirst().slots.get(SshFields.CLIENT_HASSH) == null) continue;
            assertEquals(
                    "2dd6531c7e89d3c925db9214711be76a",
                    talk.all.getFirst().slots.text(SshFields.CLIENT_HASSH));
            assertEquals(
                    "6832f1ce43d4397c2c0a3e2f8c94334e",
                    talk.all.getFirst().slots.text(SshFields.SERVER_HASSH));
            assertTrue(talk.all.getFirst().isComplete());
        }
    }

    @Test
    void a_packet_of_impossible_length_ends_the_reading() {
        Talk talk = talk().say(Direction.TO_SERVER, text("SSH-2.0-a\r\n\u00ff\u00ff\u00ff\u00ff\u0001\u0014"));
        assertEquals(List.of("invalid_record"), talk.all.getFirst().anomalies);
    }

    @Test
    void a_banner_without_end_is_cut() {
        Talk talk = talk().say(Direction.TO_SERVER, text("SSH-2.0-" + "x".repeat(5_000)));
        assertTrue(talk.all.getFirst().anomalies.contains("long_banner"));
        assertTrue(talk.all.getFirst().slots.bytes(SshFields.CLIENT_SOFTWARE).length < 1_100);
    }
}
