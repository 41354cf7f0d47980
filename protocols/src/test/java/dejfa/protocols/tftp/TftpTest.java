package dejfa.protocols.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.protocols.Ascii;
import dejfa.protocols.wire.Talk;
import java.util.List;
import org.junit.jupiter.api.Test;

class TftpTest {
    private static Talk talk(String message) {
        return new Talk(new TftpFactory(), 17, 69).say(Direction.TO_SERVER, Ascii.bytes(message));
    }

    private static String shown(String message) {
        return EveJson.text(talk(message).all.getFirst().slots);
    }

    @Test
    void requests_tell_file_and_mode_as_written() {
        assertEquals(
                "{\"packet\":\"read\",\"file\":\"boot.cfg\",\"mode\":\"OCTET\"}",
                shown("\0\1boot.cfg\0OCTET\0blksize\0001428\0"));
        assertEquals("{\"packet\":\"write\",\"file\":\"x\",\"mode\":\"mail\"}", shown("\0\2x\0mail\0"));
    }

    @Test
    void an_error_tells_code_and_text_and_blocks_of_data_nothing() {
        assertEquals(
                "{\"packet\":\"error\",\"error_code\":1,\"error\":\"File not found\"}",
                shown("\0\5\0\1File not found\0"));
        assertTrue(talk("\0\3\0\1data").all.isEmpty());
    }

    @Test
    void what_is_cut_short_or_of_a_mode_nobody_knows_is_an_anomaly() {
        assertEquals(List.of("malformed_data"), talk("\0\1boot.cfg").all.getFirst().anomalies);
        assertEquals(List.of("unknown_mode"), talk("\0\1a\0b\0").all.getFirst().anomalies);
    }

    @Test
    void on_other_ports_only_known_modes_are_recognised() {
        Talk usual = new Talk(new TftpFactory(), 17, 69);
        Talk other = new Talk(new TftpFactory(), 17, 6_969);
        byte[] odd = Ascii.bytes("\0\1a\0b\0");
        assertEquals(Recognition.YES, usual.recognise(Direction.TO_SERVER, odd));
        assertEquals(Recognition.NO, other.recognise(Direction.TO_SERVER, odd));
        assertEquals(Recognition.YES, other.recognise(Direction.TO_SERVER, Ascii.bytes("\0\1a\0octet\0")));
    }
}
