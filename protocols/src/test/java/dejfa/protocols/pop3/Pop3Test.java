package dejfa.protocols.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.FileTransfer;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.api.Transaction;
import dejfa.protocols.Ascii;
import dejfa.protocols.Conversation;
import dejfa.protocols.wire.Talk;
import dejfa.testkit.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;

class Pop3Test {
    private static Talk greeted() {
        return new Talk(new Pop3Factory(), 6, 110).say(Direction.TO_CLIENT, Ascii.bytes("+OK POP3 ready\r\n"));
    }

    private static Talk talk(Talk talk, String up, String down) {
        return talk.say(Direction.TO_SERVER, Ascii.bytes(up)).say(Direction.TO_CLIENT, Ascii.bytes(down));
    }

    @Test
    void a_command_and_its_answer_are_one_transaction_and_the_greeting_another() {
        Talk talk = talk(greeted(), "user alice\r\n", "+OK send PASS\r\n");
        assertEquals(
                "{\"response\":{\"success\":true,\"status\":\"OK\",\"header\":\"+OK POP3 ready\"}}",
                EveJson.text(talk.all.get(0).slots));
        assertEquals(
                "{\"request\":{\"command\":\"USER\",\"args\":[\"alice\"]},"
                        + "\"response\":{\"success\":true,\"status\":\"OK\",\"header\":\"+OK send PASS\"}}",
                EveJson.text(talk.all.get(1).slots));
        assertTrue(talk.all.get(1).isComplete());
    }

    @Test
    void secrets_are_masked_and_answers_to_challenges_are_no_commands() {
        Talk talk = talk(greeted(), "PASS open sesame\r\n", "+OK\r\n");
        talk(talk, "APOP alice c4c9334bac560ecc979e58001b3e22fb\r\n", "-ERR\r\n");
        talk(talk, "AUTH PLAIN\r\n", "+ \r\n");
        talk(talk, "AGFsaWNlAHNlY3JldA==\r\n", "+OK\r\n");
        String all = String.join("\n", talk.lines());
        assertFalse(all.contains("sesame") || all.contains("c4c9") || all.contains("AGFs"), all);
        assertEquals(4, talk.all.size());
        assertTrue(talk.all.getLast().slots.flag(Pop3Fields.SUCCESS));
    }

    @Test
    void lines_of_a_list_are_told_and_a_mail_is_a_file_without_its_hidden_dots() {
        Talk talk = talk(greeted(), "LIST\r\nRETR 1\r\n", "+OK\r\n1 20\r\n.\r\n+OK\r\na\r\n..b\r\n.\r\n");
        assertEquals("[\"1 20\"]", shown(talk.all.get(1)));
        FileTransfer mail = talk.all.get(2).files.getFirst();
        assertEquals(
                "a\r\n.b\r\n",
                new String(mail.body.data(), 0, mail.body.length(), java.nio.charset.StandardCharsets.US_ASCII));
        assertEquals(FileTransfer.State.CLOSED, mail.state);
    }

    private static String shown(Transaction transaction) {
        StringBuilder out = new StringBuilder();
        EveJson.value(transaction.slots.list(Pop3Fields.DATA), out);
        return out.toString();
    }

    @Test
    void unknown_commands_wrong_arguments_and_long_lines_are_anomalies() {
        Talk talk = greeted();
        talk(talk, "XYZZY\r\n", "-ERR\r\n");
        talk(talk, "DELE\r\n", "-ERR\r\n");
        talk(talk, "NOOP" + " ".repeat(300) + "\r\n", "+OK " + "x".repeat(600) + "\r\n");
        assertEquals(List.of("unknown_command"), talk.all.get(1).anomalies);
        assertEquals(List.of("incorrect_argument_count"), talk.all.get(2).anomalies);
        assertEquals(List.of("request_too_long", "response_too_long"), talk.all.get(3).anomalies);
    }

    @Test
    void commands_without_end_and_answers_stay_within_a_bound() {
        Talk talk = greeted();
        for (int i = 0; i < 1000; i++) talk.say(Direction.TO_SERVER, Ascii.bytes("NOOP\r\n"));
        assertTrue(talk.out.live().size() <= 64);
        assertTrue(talk.all.get(1).anomalies.contains("too_many_transactions"));
    }

    @Test
    void after_stls_tls_is_read() {
        Conversation talk = new Conversation(110)
                .server("+OK ready\r\n")
                .client("STLS\r\n")
                .server("+OK begin\r\n")
                .client("\u0016\u0003\u0001\u0000\u0002\u0001\u0000");
        assertEquals("tls", talk.run().appProtocol);
    }

    @Test
    void any_cut_of_the_stream_yields_the_same_transactions() {
        Conversation talk = new Conversation(110)
                .server("+OK ready\r\n")
                .client("CAPA\r\nRETR 1\r\nQUIT\r\n")
                .server("+OK\r\nTOP\r\n.\r\n+OK\r\nSubject: x\r\n\r\n..\r\n.\r\n+OK bye\r\n");
        String whole = Conversation.everything(talk.run());
        Seeds.run(200, random -> assertEquals(whole, Conversation.everything(talk.cut(random))));
    }

    @Test
    void a_greeting_on_another_port_must_speak_of_pop() {
        Talk other = new Talk(new Pop3Factory(), 6, 4_110);
        assertEquals(Recognition.YES, other.recognise(Direction.TO_CLIENT, Ascii.bytes("+OK Dovecot POP3 ready\r\n")));
        assertEquals(Recognition.NO, other.recognise(Direction.TO_CLIENT, Ascii.bytes("+OK\r\n")));
        assertEquals(Recognition.MORE, other.recognise(Direction.TO_CLIENT, Ascii.bytes("+OK wel")));
        assertEquals(Recognition.NO, other.recognise(Direction.TO_SERVER, Ascii.bytes("USER a\r\n")));
    }
}
