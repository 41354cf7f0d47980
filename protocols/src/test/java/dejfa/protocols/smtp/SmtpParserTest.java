package dejfa.protocols.smtp;

import static dejfa.protocols.Conversation.everything;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.BodyWindow;
import dejfa.api.FileTransfer;
import dejfa.api.Flow;
import dejfa.api.Transaction;
import dejfa.protocols.Conversation;
import dejfa.protocols.ProtocolRecogniser;
import dejfa.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmtpParserTest {
    private static final String ATTACHED = "attached bytes \u0000\u00ff and more of them";
    private static final String MAIL = "From: a@example.org\r\nTo: b@example.org,\r\n \"C, D\" <c@example.org>\r\n"
            + "Subject: =?utf-8?B?w4TDpA==?= =?utf-8?Q?_x?=\r\nMIME-Version: 1.0\r\n"
            + "Content-Type: multipart/mixed; boundary=\"out er\"\r\n\r\npreamble\r\n--out er\r\n"
            + "Content-Type: multipart/alternative; boundary=in\r\n\r\n--in\r\n"
            + "Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
            + "see http://evil.exam=\r\nple/a=3Db now\r\n..dot\r\n--in--\r\n--out er\r\n"
            + "Content-Type: application/octet-stream; name=\"x.bin\"\r\nContent-Transfer-Encoding: base64\r\n"
            + "Content-Disposition: attachment; filename=\"x.bin\"\r\n\r\n"
            + Base64.getMimeEncoder(20, "\r\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(ATTACHED.getBytes(StandardCharsets.ISO_8859_1))
            + "\r\n--out er--\r\n.\r\n";

    private static Conversation session() {
        return new Conversation(25)
                .server("220 mx ESMTP\r\n")
                .client("EHLO me.example.org\r\n")
                .server("250-mx\r\n250 AUTH LOGIN\r\n")
                .client("AUTH LOGIN\r\n")
                .server("334 VXNlcm5hbWU6\r\n")
                .client("Ym9i\r\n")
                .server("334 UGFzc3dvcmQ6\r\n")
                .client("czNjcmV0\r\n")
                .server("235 ok\r\n")
                .client("MAIL FROM:<a@example.org> SIZE=1\r\n"
                        + "RCPT TO:<b@example.org>\r\n"
                        + "RCPT TO:<c@example.org>\r\n"
                        + "DATA\r\n")
                .server("250 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n")
                .client(MAIL)
                .server("250 queued\r\n")
                .client("MAIL FROM:<d@example.org>\r\nRCPT TO:<e@example.org>\r\n")
                .server("250 ok\r\n250 ok\r\n")
                .client("BDAT 20\r\nSubject: chunks\r\n\r\nxBDAT 3 LAST\r\ny\r\nQUIT\r\n")
                .server("250 ok\r\n250 ok\r\n221 bye\r\n");
    }

    @Test
    void any_cut_of_the_stream_yields_the_same_transactions() {
        String whole = everything(session().run());
        assertTrue(whole.contains("subject = \"chunks\""), whole);
        Seeds.run(200, random -> assertEquals(whole, everything(session().cut(random))));
    }

    @Test
    void random_changes_never_make_the_parser_throw() {
        ProtocolRecogniser recogniser = new ProtocolRecogniser();
        Seeds.run(2_000, random -> session().run(recogniser, random, 1 + random.nextInt(8)));
        assertEquals(0, recogniser.parserFailures());
    }

    @Test
    void envelope_headers_attachment_and_links_are_found() {
        List<Transaction> mails = session().run().transactions.live();
        assertEquals(2, mails.size());
        Transaction mail = mails.getFirst();
        assertEquals("me.example.org", mail.slots.text(SmtpFields.HELO));
        assertEquals("<a@example.org>", mail.slots.text(SmtpFields.MAIL_FROM));
        assertEquals(2, mail.slots.list(SmtpFields.RCPT_TO).size());
        assertEquals(2, mail.slots.list(SmtpFields.TO_LIST).size());
        assertEquals("Ää x", mail.slots.get(SmtpFields.SHOWN_SUBJECT));
        assertEquals(
                "evil.example/a=b",
                new String((byte[]) mail.slots.list(SmtpFields.URLS).getFirst(), StandardCharsets.US_ASCII));
        assertEquals(1, mail.files.size());
        FileTransfer file = mail.files.getFirst();
        assertEquals("x.bin", new String(file.name, StandardCharsets.US_ASCII));
        assertEquals(ATTACHED, Conversation.text(file.body));
        assertEquals(FileTransfer.State.CLOSED, file.state);
        assertTrue(mail.isComplete());
    }

    @Test
    void credentials_of_auth_are_kept_nowhere() {
        String all = everything(session().run());
        assertFalse(all.contains("czNjcmV0"), all);
        assertFalse(all.contains("Ym9i"), all);
    }

    @Test
    void after_starttls_is_accepted_the_connection_is_tls() {
        Flow flow = new Conversation(587)
                .server("220 mx ESMTP\r\n")
                .client("EHLO a\r\n")
                .server("250 STARTTLS\r\n")
                .client("STARTTLS\r\n")
                .server("220 go\r\n")
                .run();
        assertEquals("tls", flow.appProtocol);
        assertEquals("smtp", flow.appProtocolOriginal);
    }

    @Test
    void a_refused_data_command_leaves_the_client_with_commands() {
        Flow flow = new Conversation(25)
                .server("220 mx ESMTP\r\n")
                .client("EHLO a\r\nMAIL FROM:<x>\r\nDATA\r\n")
                .server("250 ok\r\n250 ok\r\n554 no\r\n")
                .client("MAIL FROM:<y>\r\n")
                .run();
        assertEquals(2, flow.transactions.live().size());
        assertEquals("<y>", flow.transactions.live().get(1).slots.text(SmtpFields.MAIL_FROM));
        assertTrue(flow.transactions.live().getFirst().anomalies.contains("data_command_rejected"));
    }

    @Test
    void a_large_attachment_passes_through_its_window() {
        Conversation talk = new Conversation(25)
                .server("220 mx ESMTP\r\n")
                .client("EHLO a\r\nMAIL FROM:<x>\r\nRCPT TO:<y>\r\nDATA\r\n")
                .server("250 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n")
                .client("Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n");
        byte[] lines = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU2\r\n"
                .repeat(20_000)
                .getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 16; i++) talk.client(lines);
        Flow flow = talk.client(".\r\n").run();
        FileTransfer file = flow.transactions.live().getFirst().files.getFirst();
        assertEquals(16L * 20_000 * 33, file.body.totalBytes());
        assertTrue(file.body.data().length <= BodyWindow.LIMIT_BYTES);
    }
}
