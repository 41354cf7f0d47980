package dejfa.protocols.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.protocols.wire.Talk;
import java.util.List;
import org.junit.jupiter.api.Test;

class NtpTest {
    private static byte[] message(int first, int stratum) {
        byte[] message = new byte[48];
        message[0] = (byte) first;
        message[1] = (byte) stratum;
        message[12] = 'L';
        message[13] = 'O';
        message[14] = 'C';
        message[15] = 'L';
        return message;
    }

    @Test
    void a_servers_answer_shows_version_mode_stratum_and_reference() {
        Talk talk = new Talk(new NtpFactory(), 17, 123).say(Direction.TO_CLIENT, message(0x24, 2));
        assertEquals(
                "{\"version\":4,\"mode\":4,\"stratum\":2,\"reference_id\":\"4c:4f:43:4c\"}",
                EveJson.text(talk.all.getFirst().slots));
    }

    @Test
    void a_private_request_shows_its_code() {
        Talk talk =
                new Talk(new NtpFactory(), 17, 123).say(Direction.TO_SERVER, new byte[] {0x17, 0, 3, 42, 0, 0, 0, 0});
        assertEquals(42, talk.all.getFirst().slots.number(NtpFields.OPERATION, 0));
    }

    @Test
    void off_its_port_only_a_clocks_message_is_recognised() {
        Talk elsewhere = new Talk(new NtpFactory(), 17, 9);
        assertEquals(Recognition.YES, elsewhere.recognise(Direction.TO_SERVER, message(0x23, 0)));
        assertEquals(Recognition.NO, elsewhere.recognise(Direction.TO_SERVER, message(0x23, 99)));
        Talk talk = new Talk(new NtpFactory(), 17, 123).say(Direction.TO_SERVER, new byte[] {0x23, 0, 0});
        assertEquals(List.of("malformed_data"), talk.out.anomalies());
    }
}
