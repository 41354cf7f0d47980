package dejfa.protocols.telnet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.protocols.Ascii;
import dejfa.protocols.wire.Captured;
import dejfa.protocols.wire.Talk;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class TelnetTest {
    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static Talk talk() {
        return new Talk(new TelnetFactory(), 6, 23);
    }

    private static List<String> frames(Talk talk) {
        return talk.out.frames().stream()
                .filter(frame -> !frame.type.equals("pdu"))
                .map(frame -> frame.type + " " + frame.start + " " + frame.length())
                .toList();
    }

    @Test
    void commands_subnegotiations_and_lines_are_frames() {
        Talk talk = talk().say(Direction.TO_SERVER, hex("fffb18 fff4 fffa 18 00 7674 fff0 6c 73 0d0a"));
        assertEquals(List.of("ctl 0 3", "ctl 3 2", "ctl 5 6", "ctl 11 2", "data 13 4"), frames(talk));
    }

    @Test
    void a_command_inside_of_a_line_belongs_to_the_line() {
        Talk talk = talk().say(Direction.TO_CLIENT, Ascii.bytes("login: \u00ff\u00fb\u0001Password:\r\n"));
        assertEquals(List.of("data 0 21"), frames(talk));
    }

    @Test
    void what_was_offered_and_the_terminal_are_told() {
        Talk talk = talk().say(Direction.TO_SERVER, hex("fffb18 fffb1f fffb18 fffd03 fffa 18 00 7674 fff0"));
        talk.say(Direction.TO_CLIENT, hex("fffb01 fffbc8")).say(Direction.TO_CLIENT, Ascii.bytes("hello\r\n"));
        assertEquals(
                "{\"client\":{\"options\":[\"terminal_type\",\"window_size\"],\"terminal_type\":\"vt\"},"
                        + "\"server\":{\"options\":[\"echo\",\"200\"],\"lines\":1}}",
                EveJson.text(talk.end().all.getFirst().slots));
    }

    @Test
    void an_endless_subnegotiation_is_held_within_a_bound() {
        Talk talk = talk().say(Direction.TO_SERVER, hex("fffa1800"));
        for (int i = 0; i < 100; i++) talk.say(Direction.TO_SERVER, new byte[10_000]);
        talk.out.position(1_000_004);
        talk.say(Direction.TO_SERVER, hex("fff0"));
        assertEquals(List.of("ctl 0 1000004", "ctl 1000004 2"), frames(talk));
        assertEquals(254, talk.all.getFirst().slots.bytes(TelnetFields.TERMINAL_TYPE).length);
    }

    @Test
    void a_negotiation_is_recognised_once_on_its_port_and_twice_elsewhere() {
        assertEquals(Recognition.YES, talk().recognise(Direction.TO_SERVER, hex("fffd03")));
        Talk elsewhere = new Talk(new TelnetFactory(), 6, 2323);
        assertEquals(Recognition.MORE, elsewhere.recognise(Direction.TO_CLIENT, hex("fffd03")));
        assertEquals(Recognition.YES, elsewhere.recognise(Direction.TO_CLIENT, hex("fffd03 fffb01")));
        assertEquals(Recognition.NO, elsewhere.recognise(Direction.TO_CLIENT, hex("fffd03 ffd8ff")));
    }

    @Test
    void a_real_session_tells_its_terminal_and_its_lines() {
        for (Captured.Conversation conversation : Captured.folder("suricata-verify/telnet__telnet-01")) {
            Talk talk = Talk.over(new TelnetFactory(), conversation);
            assertEquals(1, talk.all.size());
            assertEquals("xterm-color", talk.all.getFirst().slots.text(TelnetFields.TERMINAL_TYPE));
            assertEquals(6, talk.all.getFirst().slots.number(TelnetFields.LINES_TO_SERVER, 0));
        }
    }
}
