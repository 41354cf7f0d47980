package dejfa.protocols.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.FileTransfer;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.api.Frame;
import dejfa.api.Transaction;
import dejfa.protocols.Ascii;
import dejfa.protocols.Conversation;
import dejfa.protocols.ProtocolRecogniser;
import dejfa.protocols.wire.Talk;
import dejfa.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImapTest {
    private static final String MAIL = "Subject: very long\r\n  value\r\nX-Mailer: pine\r\nMIME-Version: 1.0\r\n"
            + "Content-Type: multipart/mixed; boundary=cut\r\n\r\n--cut\r\n\r\nconfidential\r\n--cut\r\n"
            + "Content-Type: application/zip; name=\"a.zip\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + "UEsDBA==\r\n--cut--\r\n";

    private static Talk greeted() {
        return new Talk(new ImapFactory(), 6, 143).say(Direction.TO_CLIENT, Ascii.bytes("* OK IMAP4rev1 ready\r\n"));
    }

    private static Talk talk(Talk talk, String up, String down) {
        return talk.say(Direction.TO_SERVER, Ascii.bytes(up)).say(Direction.TO_CLIENT, Ascii.bytes(down));
    }

    private static String bytes(FileTransfer file) {
        return new String(file.body.data(), 0, file.body.length(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_command_and_the_lines_of_its_answer_are_one_transaction_and_the_greeting_another() {
        Talk talk = talk(greeted(), "a1 SELECT INBOX\r\n", "* 3 EXISTS\r\n* FLAGS ()\r\na1 OK [READ-WRITE] done\r\n");
        assertEquals("{\"responses\":[\"* OK IMAP4rev1 ready\"]}", EveJson.text(talk.all.get(0).slots));
        assertEquals(
                "{\"requests\":[\"a1 SELECT INBOX\"],"
                        + "\"responses\":[\"* 3 EXISTS\",\"* FLAGS ()\",\"a1 OK [READ-WRITE] done\"]}",
                EveJson.text(talk.all.get(1).slots));
        assertTrue(talk.all.stream().allMatch(Transaction::isComplete));
    }

    @Test
    void answers_find_their_commands_by_the_tag_whatever_their_order() {
        Talk talk = talk(greeted(), "a NOOP\r\nb UID FETCH 1 FLAGS\r\n", "b OK x\r\na OK y\r\nc OK z\r\n");
        assertEquals("{\"requests\":[\"a NOOP\"],\"responses\":[\"a OK y\"]}", EveJson.text(talk.all.get(1).slots));
        assertTrue(EveJson.text(talk.all.get(2).slots).contains("b OK x"));
        assertEquals(List.of("request_not_found"), talk.all.get(3).anomalies);
    }

    @Test
    void passwords_are_masked_in_every_form_and_users_are_told() {
        Talk talk = talk(greeted(), "a LOGIN alice sesame\r\n", "a NO\r\n");
        talk(talk, "b login \"al \\\"ice\" \"open sesame\"\r\n", "b NO\r\n");
        talk(talk, "c LOGIN {5}\r\n", "+ go\r\n");
        talk(talk, "alice {6}\r\n", "+ go\r\n");
        talk(talk, "sesame\r\n", "c NO\r\n");
        talk(talk, "d LOGIN {5+}\r\nalice {6+}\r\nsesame\r\n", "d NO\r\n");
        talk(talk, "e LOGIN {5+}\r\nalice \"sesame\"\r\n", "e NO\r\n");
        talk(talk, "f AUTHENTICATE PLAIN AGFsaWNlAHNlc2FtZQ==\r\n", "f NO\r\n");
        talk(talk, "g AUTHENTICATE LOGIN\r\n", "+ VXNlcm5hbWU6\r\n");
        talk(talk, "c2VzYW1l\r\n", "g OK\r\n");
        talk(talk, "h LOGIN \"alice sesame\r\n", "h BAD\r\n");
        talk(talk, "c2VzYW1l\r\n", "");
        String all = String.join("\n", talk.lines());
        assertFalse(all.replace("\"h LOGIN \\\"alice sesame\"", "").contains("sesame"), all);
        assertFalse(all.contains("AGFs") || all.contains("c2Vz"), all);
        assertTrue(all.contains("\"a LOGIN alice ********\"") || all.contains("a LOGIN alice " + EveJson.MASK), all);
        assertTrue(all.contains("\"alice {6}\"") && all.contains("\"alice {6+}\""), all);
        assertEquals(List.of("invalid_data"), talk.all.getLast().anomalies);
    }

    @Test
    void an_appended_mail_shows_its_headers_body_and_attachments() {
        String up = "a APPEND {5+}\r\nDraft (\\Seen) {" + MAIL.length() + "+}\r\n" + MAIL + "\r\n";
        Talk talk = talk(greeted(), up, "a OK\r\n");
        Transaction one = talk.all.get(1);
        String eve = EveJson.text(one.slots);
        assertTrue(eve.contains("\"requests\":[\"a APPEND {5+}\",\"Draft (\\\\Seen) {"), eve);
        assertTrue(eve.contains("\"direction\":\"to_server\""), eve);
        assertTrue(eve.contains("\"headers\":[\"subject: very long value\",\"x_mailer: pine\""), eve);
        assertTrue(eve.contains("\"body\":\"--cut\\r\\n\\r\\nconfidential"), eve);
        assertEquals("PK\u0003\u0004", bytes(one.files.getFirst()));
        assertEquals("a.zip", Ascii.text(one.files.getFirst().name));
        assertEquals(FileTransfer.State.CLOSED, one.files.getFirst().state);
        assertTrue(one.isComplete());
    }

    @Test
    void fetched_mails_are_read_and_other_literals_stand_before_the_line_behind_them() {
        Talk talk = talk(
                greeted(),
                "a FETCH 1:2 (BODY[])\r\n",
                "* LIST () \"/\" {3}\r\nbox\r\n* 1 FETCH (UID 7 BODY[] {" + MAIL.length() + "}\r\n" + MAIL
                        + " FLAGS ())\r\n* 2 FETCH (BODY[HEADER.FIELDS (TO)] {9}\r\nTo: x\r\n\r\n)\r\na OK\r\n");
        Transaction one = talk.all.get(1);
        assertEquals(1, one.files.size());
        assertEquals(Direction.TO_CLIENT, one.files.getFirst().direction);
        assertEquals(1, one.slots.number(ImapFields.MAIL_DIRECTION, 9));
        String eve = EveJson.text(one.slots);
        assertTrue(eve.contains("\"* LIST () \\\"/\\\" {3}\",\"box\""), eve);
        assertTrue(eve.contains("\" FLAGS ())\"") && eve.contains("\"to: x\"") && eve.contains("\"a OK\""), eve);
    }

    @Test
    void frames_tell_lines_headers_and_bodies() {
        String up = "a APPEND x {12+}\r\nA: b\r\n\r\nbody\r\n";
        Talk talk = talk(greeted(), up, "a OK\r\n");
        Frame[] frames = talk.out.frames().toArray(Frame[]::new);
        assertEquals("pdu headers pdu body pdu", names(frames));
        assertEquals(6, frames[1].length());
        assertEquals(4, frames[3].length());
        assertEquals(up.indexOf("body"), frames[3].start);
    }

    private static String names(Frame[] frames) {
        StringBuilder out = new StringBuilder();
        for (Frame frame : frames) out.append(' ').append(frame.type);
        return out.substring(1);
    }

    @Test
    void idle_goes_on_until_done_and_what_comes_meanwhile_belongs_to_it() {
        Talk talk = talk(greeted(), "a IDLE\r\n", "+ idling\r\n* 4 EXISTS\r\n");
        assertFalse(talk.all.get(1).isComplete());
        talk(talk, "DONE\r\n", "a OK\r\n");
        assertEquals(
                "{\"requests\":[\"a IDLE\",\"DONE\"],\"responses\":[\"+ idling\",\"* 4 EXISTS\",\"a OK\"]}",
                EveJson.text(talk.all.get(1).slots));
        assertTrue(talk.all.get(1).isComplete());
    }

    @Test
    void a_literal_that_the_server_refuses_does_not_come() {
        Talk talk = talk(greeted(), "a APPEND x {500}\r\n", "a NO too big\r\n");
        talk(talk, "b NOOP\r\n", "b OK\r\n");
        assertEquals("{\"requests\":[\"b NOOP\"],\"responses\":[\"b OK\"]}", EveJson.text(talk.all.get(2).slots));
    }

    @Test
    void the_end_of_a_line_beyond_the_limit_still_announces_its_literal() {
        Talk talk = talk(greeted(), "a SEARCH " + "1,".repeat(9_000) + "1 TEXT {9+}\r\nb NOOP\r\nc\r\n", "a OK\r\n");
        assertEquals(2, talk.all.size());
        assertEquals(List.of("invalid_data"), talk.all.get(1).anomalies);
    }

    @Test
    void senseless_lines_and_too_many_headers_are_anomalies() {
        String mail = "A: b\r\n".repeat(300);
        Talk talk = talk(greeted(), "a APPEND x {" + mail.length() + "+}\r\n" + mail + "\r\n", "hm\r\na OK\r\n");
        assertEquals(List.of("too_many_headers"), talk.all.get(1).anomalies);
        assertEquals(List.of("invalid_data"), talk.all.get(2).anomalies);
    }

    @Test
    void commands_without_end_and_answers_stay_within_a_bound() {
        Talk talk = greeted();
        for (int i = 0; i < 1000; i++) talk.say(Direction.TO_SERVER, Ascii.bytes("a IDLE\r\n"));
        assertTrue(talk.out.live().size() <= 64);
        assertTrue(talk.all.get(1).anomalies.contains("too_many_transactions"));
        Talk lines = greeted().say(Direction.TO_SERVER, Ascii.bytes("a FETCH 1:* FLAGS\r\n"));
        for (int i = 0; i < 5000; i++) lines.say(Direction.TO_CLIENT, Ascii.bytes("* 1 FETCH (FLAGS ())\r\n"));
        assertEquals(512, lines.all.get(1).slots.list(ImapFields.RESPONSES).size());
    }

    @Test
    void a_hole_in_a_mail_leaves_the_lines_whole_and_one_beyond_it_costs_a_line() {
        Talk talk = greeted().say(Direction.TO_SERVER, Ascii.bytes("a APPEND x {100+}\r\nA: b\r\n\r\nbo"));
        talk.gap(Direction.TO_SERVER, 90);
        talk(talk, "\r\nb NOOP\r\n", "a OK\r\nb OK\r\n");
        assertTrue(talk.all.get(2).isComplete() && talk.all.get(1).isComplete());
        talk.say(Direction.TO_SERVER, Ascii.bytes("c NO")).gap(Direction.TO_SERVER, 3);
        talk(talk, "ESS\r\nd NOOP\r\n", "c OK\r\nd OK\r\n");
        String all = String.join("\n", talk.lines());
        assertFalse(all.contains("invalid_data") || all.contains("request_not_found"), all);
        assertTrue(all.contains("d NOOP"), all);
    }

    @Test
    void after_starttls_tls_is_read() {
        Conversation talk = new Conversation(143)
                .server("* OK ready\r\n")
                .client("a STARTTLS\r\n")
                .server("a OK begin\r\n")
                .client("\u0016\u0003\u0001\u0000\u0002\u0001\u0000");
        assertEquals("tls", talk.run().appProtocol);
    }

    private static Conversation whole() {
        return new Conversation(143)
                .server("* OK ready\r\n")
                .client("a LOGIN {5+}\r\nalice {6+}\r\nsesame\r\nb AUTHENTICATE PLAIN\r\n")
                .server("a NO\r\n+ \r\n")
                .client("AGFs\r\nc IDLE\r\nDONE\r\n")
                .server("b OK\r\n+ idling\r\nc OK\r\n")
                .client("d APPEND x {" + MAIL.length() + "+}\r\n" + MAIL + "\r\ne FETCH 1 RFC822\r\n")
                .server("d OK\r\n* 1 FETCH (RFC822 {" + MAIL.length() + "}\r\n" + MAIL + ")\r\ne OK\r\nhm\r\n");
    }

    @Test
    void any_cut_of_the_stream_yields_the_same_transactions() {
        String all = Conversation.everything(whole().run());
        assertTrue(all.contains("a.zip") && !all.contains("sesame"), all);
        Seeds.run(200, random -> assertEquals(all, Conversation.everything(whole().cut(random))));
    }

    @Test
    void mutated_conversations_random_bytes_and_holes_never_throw() {
        ProtocolRecogniser recogniser = new ProtocolRecogniser();
        Seeds.run(300, random -> whole().run(recogniser, random, 1 + random.nextInt(8)));
        String[] pieces = {
            "a LOGIN ", "{3}", "{9+}", "\r\n", "* 1 FETCH (BODY[", "] ", "a OK\r\n", "DONE\r\n", "\"", "+ "
        };
        Seeds.run(300, random -> {
            Talk talk = greeted();
            for (int i = 0; i < 60; i++) {
                Direction direction = random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT;
                byte[] bytes = new byte[random.nextInt(20)];
                random.nextBytes(bytes);
                talk.say(direction, bytes);
                talk.say(direction, Ascii.bytes(pieces[random.nextInt(pieces.length)]));
                if (random.nextInt(20) == 0) talk.gap(direction, 1 + random.nextInt(5_000));
            }
            talk.end();
            assertTrue(talk.out.live().isEmpty());
        });
    }

    @Test
    void a_greeting_on_another_port_must_speak_of_imap() {
        Talk other = new Talk(new ImapFactory(), 6, 4_143);
        assertEquals(
                Recognition.YES, other.recognise(Direction.TO_CLIENT, Ascii.bytes("* OK [CAPABILITY IMAP4rev1]\r\n")));
        assertEquals(Recognition.NO, other.recognise(Direction.TO_CLIENT, Ascii.bytes("* OK hello\r\n")));
        assertEquals(Recognition.MORE, other.recognise(Direction.TO_CLIENT, Ascii.bytes("* OK hel")));
        assertEquals(Recognition.NO, other.recognise(Direction.TO_SERVER, Ascii.bytes("a LOGIN b c\r\n")));
        assertEquals(Recognition.YES, other.recognise(Direction.TO_SERVER, Ascii.bytes("1 capability\r\n")));
        Talk usual = new Talk(new ImapFactory(), 6, 143);
        assertEquals(Recognition.YES, usual.recognise(Direction.TO_SERVER, Ascii.bytes("a LOGIN b c\r\n")));
        assertEquals(Recognition.MORE, usual.recognise(Direction.TO_SERVER, Ascii.bytes("a LOG")));
        assertEquals(Recognition.NO, usual.recognise(Direction.TO_SERVER, Ascii.bytes("GET / HTTP/1.1\r\n")));
    }
}
