package dejfa.protocols.ftp;

import static dejfa.protocols.Conversation.everything;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Address;
import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.FileTransfer;
import dejfa.api.Flow;
import dejfa.api.Packet;
import dejfa.api.Transaction;
import dejfa.protocols.Conversation;
import dejfa.protocols.ProtocolRecogniser;
import dejfa.testkit.Seeds;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FtpParserTest {
    private static Conversation session() {
        return new Conversation(21)
                .server("220-Welcome\r\n220 here\r\n")
                .client("USER bob\r\n")
                .server("331 Password?\r\n")
                .client("PASS s3cret\r\n")
                .server("230 in\r\n")
                .client("PORT 10,0,0,1,234,22\r\n")
                .server("200 ok\r\n")
                .client("RETR a.txt\r\n")
                .server("150 opening\r\n226 done\r\n")
                .client("QUIT\r\n")
                .server("221 bye\r\n");
    }

    private static Packet packet() {
        Packet packet = new Packet();
        packet.clear();
        packet.timeNs = 1_000_000_000L;
        return packet;
    }

    private static void say(ProtocolRecogniser to, Flow flow, Direction direction, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        to.bytes(packet(), flow, direction, MemorySegment.ofArray(bytes), 0, bytes.length, 0);
    }

    @Test
    void any_cut_of_the_stream_yields_the_same_transactions() {
        String whole = everything(session().run());
        Seeds.run(200, random -> assertEquals(whole, everything(session().cut(random))));
    }

    @Test
    void random_changes_never_make_the_parser_throw() {
        ProtocolRecogniser recogniser = new ProtocolRecogniser();
        Seeds.run(2_000, random -> session().run(recogniser, random, 1 + random.nextInt(6)));
        assertEquals(0, recogniser.parserFailures());
    }

    @Test
    void each_command_has_its_replies_and_the_password_is_masked() {
        List<Transaction> all = session().run().transactions.live();
        assertEquals(6, all.size());
        assertEquals("PASS", all.get(2).slots.text(FtpFields.COMMAND));
        assertEquals("s3cret", all.get(2).slots.text(FtpFields.COMMAND_DATA));
        Transaction retrieve = all.get(4);
        assertEquals("RETR", retrieve.slots.text(FtpFields.COMMAND));
        assertEquals(2, retrieve.slots.list(FtpFields.REPLY).size());
        assertEquals(59_926, all.get(3).slots.number(FtpFields.DYNAMIC_PORT, 0));
        for (Transaction one : all) {
            assertTrue(one.isComplete());
            assertFalse(EveJson.text(one.slots).contains("s3cret"));
        }
    }

    @Test
    void an_announced_data_connection_carries_the_named_file() {
        ProtocolRecogniser recogniser = new ProtocolRecogniser();
        session().run(recogniser, null, 0);
        Flow data = new Flow();
        data.protocol = 6;
        data.clientLow = Address.parse("192.0.2.1").low();
        data.clientPort = 20;
        data.serverLow = Address.parse("10.0.0.1").low();
        data.serverPort = 59_926;
        say(recogniser, data, Direction.TO_SERVER, "content");
        recogniser.end(packet(), data, Direction.TO_SERVER);
        assertEquals("ftp-data", data.appProtocol);
        FileTransfer file = data.transactions.live().getFirst().files.getFirst();
        assertEquals("a.txt", new String(file.name, StandardCharsets.US_ASCII));
        assertEquals("content", Conversation.text(file.body));
        assertEquals(FileTransfer.State.CLOSED, file.state);
    }

    @Test
    void after_234_the_connection_is_tls() {
        Flow flow = new Conversation(21)
                .server("220 ftp\r\n")
                .client("AUTH TLS\r\n")
                .server("234 go\r\n")
                .run();
        assertEquals("tls", flow.appProtocol);
        assertEquals("ftp", flow.appProtocolOriginal);
    }

    @Test
    void a_command_over_the_limit_is_cut_and_named() {
        Flow flow = new Conversation(21)
                .server("220 ftp\r\n")
                .client("RETR " + "x".repeat(10_000) + "\r\nRETR b\r\n")
                .run();
        Transaction first = flow.transactions.live().get(1);
        assertTrue(first.anomalies.contains("request_command_too_long"));
        assertEquals(4091, first.slots.text(FtpFields.COMMAND_DATA).length());
        assertEquals("b", flow.transactions.live().get(2).slots.text(FtpFields.COMMAND_DATA));
    }
}
