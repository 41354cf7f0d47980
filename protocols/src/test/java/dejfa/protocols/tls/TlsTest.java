package dejfa.protocols.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.protocols.wire.Captured;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Talk;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TlsTest {
    /// The example of FoxIO's JA4 text: ciphers and extensions of a browser.
    private static final String CIPHERS =
            "1301130213 03c02bc02fc02cc030cca9cca8c013c014009c009d002f0035".replace(" ", "");

    private static String u16(int value) {
        return String.format("%04x", value);
    }

    private static String extension(int type, String body) {
        return u16(type) + u16(body.length() / 2) + body;
    }

    /// A client hello's handshake message.
    private static String clientHello(String version, String ciphers, String extensions) {
        String body = version + "00112233" + "44".repeat(28) + "00" + u16(ciphers.length() / 2) + ciphers + "0100"
                + u16(extensions.length() / 2) + extensions;
        return "01" + String.format("%06x", body.length() / 2) + body;
    }

    private static String serverHello(String version, String cipher, String extensions) {
        String body = version + "55".repeat(32) + "00" + cipher + "00" + u16(extensions.length() / 2) + extensions;
        return "02" + String.format("%06x", body.length() / 2) + body;
    }

    private static byte[] record(int type, String body) {
        return HexFormat.of().parseHex(String.format("%02x0301%04x", type, body.length() / 2) + body);
    }

    private static Hello hello(String message, boolean client) {
        return Hello.read(new Cursor(HexFormat.of().parseHex(message)).skip(4), client);
    }

    private static Talk talk() {
        return new Talk(new TlsFactory(), 6, 443);
    }

    private static String browser() {
        String name = extension(0, "000e00000b" + HexFormat.of().formatHex("example.com".getBytes()));
        String empty = List.of(0x1b, 0x33, 0x4469, 0x17, 0x2d, 5, 0x23, 0x12, 0xff01, 0xb, 0x15).stream()
                .map(type -> extension(type, ""))
                .collect(Collectors.joining());
        return extension(0x5a5a, "")
                + name
                + extension(16, "000c02683208687474702f312e31")
                + empty
                + extension(13, "001004030804040105030805050108060601")
                + extension(43, "06" + "1a1a03040303")
                + extension(10, "0008" + "2a2a001d00170018");
    }

    @Test
    void ja4_of_the_published_example() {
        Hello hello = hello(clientHello("0303", "3a3a" + CIPHERS, browser()), true);
        assertEquals("t13d1516h2_8daaf6152771_e5627efa2ab1", Fingerprints.ja4(hello));
    }

    @Test
    void ja3_of_the_published_example() {
        String ciphers = List.of(47, 53, 5, 10, 49161, 49162, 49171, 49172, 50, 56, 19, 4).stream()
                .map(TlsTest::u16)
                .collect(Collectors.joining());
        String extensions = extension(0, "000400000161") + extension(10, "0006001700180019") + extension(11, "0100");
        Hello hello = hello(clientHello("0301", ciphers, extensions), true);
        assertEquals("769,47-53-5-10-49161-49162-49171-49172-50-56-19-4,0-10-11,23-24-25,0", Fingerprints.ja3(hello));
        assertEquals("ada70206e40642a3e4461f35503241d5", Fingerprints.md5(Fingerprints.ja3(hello)));
    }

    @Test
    void ja3_of_a_hello_without_extensions_as_published() {
        String ciphers = List.of(4, 5, 10, 9, 100, 98, 3, 6, 19, 18, 99).stream()
                .map(TlsTest::u16)
                .collect(Collectors.joining());
        assertEquals(
                "de350869b8c85de67a350c8d186f11e6",
                Fingerprints.md5(Fingerprints.ja3(hello(clientHello("0301", ciphers, ""), true))));
    }

    @Test
    void ja3s_of_common_servers_of_tls_1_3_as_published() {
        Hello first = hello(serverHello("0303", "1302", extension(43, "0304") + extension(51, "")), false);
        assertEquals("771,4866,43-51", Fingerprints.ja3s(first));
        assertEquals("15af977ce25de452b96affa2addb1036", Fingerprints.md5(Fingerprints.ja3s(first)));
        Hello second = hello(serverHello("0303", "1301", extension(51, "") + extension(43, "0304")), false);
        assertEquals("eb1d94daa7e0344597e756a1fb6e7054", Fingerprints.md5(Fingerprints.ja3s(second)));
    }

    @Test
    void a_hello_split_over_records_is_put_together() {
        String message = clientHello("0303", CIPHERS, browser());
        Talk talk = talk().say(Direction.TO_SERVER, record(22, message.substring(0, 20)));
        talk.say(Direction.TO_SERVER, record(22, message.substring(20)));
        Transaction transaction = talk.all.getFirst();
        assertEquals("example.com", transaction.slots.text(TlsFields.SNI));
        assertEquals(2, transaction.slots.list(TlsFields.CLIENT_ALPNS).size());
        assertEquals(Handshake.HELLO, transaction.progress(Direction.TO_SERVER));
        assertFalse(transaction.isComplete());
    }

    @Test
    void tls_1_3_is_known_by_its_extension_and_over_with_the_clients_first_encrypted_record() {
        Talk talk = talk().say(Direction.TO_SERVER, record(22, clientHello("0303", CIPHERS, browser())));
        talk.say(Direction.TO_CLIENT, record(22, serverHello("0303", "1301", extension(43, "0304"))));
        talk.say(Direction.TO_CLIENT, record(23, "00".repeat(40)));
        assertFalse(talk.all.getFirst().isComplete());
        talk.say(Direction.TO_SERVER, record(23, "00".repeat(40)));
        assertEquals("TLS 1.3", talk.all.getFirst().slots.text(TlsFields.VERSION));
        assertTrue(talk.all.getFirst().isComplete());
    }

    @Test
    void a_handshake_without_certificate_goes_on_with_an_earlier_session() {
        Talk talk = talk().say(Direction.TO_SERVER, record(22, clientHello("0303", CIPHERS, "")));
        talk.say(Direction.TO_CLIENT, record(22, serverHello("0303", "c02f", "")));
        talk.say(Direction.TO_CLIENT, record(20, "01")).say(Direction.TO_SERVER, record(20, "01"));
        assertTrue(talk.all.getFirst().slots.flag(TlsFields.SESSION_RESUMED));
        assertTrue(talk.all.getFirst().isComplete());
    }

    @Test
    void a_handshake_message_that_claims_16_mib_is_not_waited_for() {
        Talk talk = talk().say(Direction.TO_SERVER, record(22, "01ffffff" + "00".repeat(100)));
        assertEquals(List.of("handshake_invalid_length"), talk.all.getFirst().anomalies);
    }

    @Test
    void broken_certificates_name_their_fault() {
        assertEquals("certificate_invalid_der", Certificate.read(new byte[] {0x30, (byte) 0x84, 1}).fault);
        assertEquals("certificate_invalid_der", Certificate.read(new byte[0]).fault);
        byte[] noSerial = {0x30, 5, 0x30, 3, 0x05, 1, 0};
        assertEquals("certificate_invalid_serial", Certificate.read(noSerial).fault);
        assertNull(Certificate.read(noSerial).subject);
    }

    @Test
    void a_real_certificate_is_shown_as_its_issuer_wrote_it() {
        for (Captured.Conversation conversation : Captured.folder("suricata-verify/tls__tls-glupteba")) {
            Slots slots = Talk.over(new TlsFactory(), conversation).all.getFirst().slots;
            assertEquals("C=US, O=Let's Encrypt, CN=R3", slots.text(TlsFields.ISSUER));
            assertEquals("03:DE:23:89:7E:97:FB:86:8E:7C:C5:53:09:FE:AE:D0:AE:20", slots.text(TlsFields.SERIAL));
            assertEquals("2022-12-01T06:47:31", slots.text(TlsFields.NOT_BEFORE));
            assertEquals(1_669_877_251L, slots.number(TlsFields.NOT_BEFORE_S, 0));
            assertEquals(17, slots.list(TlsFields.ALTERNATIVE_NAMES).size());
        }
    }

    @Test
    void random_time_and_bytes_are_parts_of_the_random() {
        Talk talk = talk().say(Direction.TO_SERVER, record(22, clientHello("0303", CIPHERS, "")));
        Slots slots = talk.all.getFirst().slots;
        byte[] whole = slots.bytes(TlsFields.CLIENT_RANDOM);
        assertTrue(Arrays.equals(slots.bytes(TlsFields.CLIENT_RANDOM_TIME), 0, 4, whole, 0, 4));
        assertTrue(Arrays.equals(slots.bytes(TlsFields.CLIENT_RANDOM_BYTES), 0, 28, whole, 4, 32));
    }
}
