package dejfa.ingest.log.follow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.log.FieldNames;
import dejfa.ingest.log.LogSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyslogListenerTest {
    private static final LogSettings SETTINGS = new LogSettings("site", "sensor");
    private static final String MESSAGE = "<34>1 2024-05-01T10:00:00Z host app - - - ";

    @TempDir
    Path folder;

    private static SyslogListener listen(String scheme, SSLContext tls) throws IOException {
        return SyslogListener.open(URI.create(scheme + "://127.0.0.1:0"), SETTINGS, FieldNames.NONE, tls);
    }

    /// Waits until so many messages have come.
    private static List<String> read(SyslogListener listener, int count) throws InterruptedException {
        List<String> messages = new ArrayList<>();
        for (int tries = 0; messages.size() < count && tries < 1000; tries++) {
            while (listener.next()) messages.add(listener.record().value("message"));
            Thread.sleep(10);
        }
        return messages;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_datagram_is_a_message_and_its_sender_is_known() throws IOException, InterruptedException {
        try (SyslogListener listener = listen("udp", null);
                DatagramSocket socket = new DatagramSocket()) {
            byte[] one = bytes(MESSAGE + "hello\n");
            socket.send(new DatagramPacket(one, one.length, InetAddress.getLoopbackAddress(), listener.port()));
            for (int tries = 0; !listener.next() && tries < 1000; tries++) Thread.sleep(10);
            assertEquals("hello", listener.record().value("message"));
            assertEquals("127.0.0.1", listener.record().value("sender"));
            assertEquals("host", listener.record().computer);
            assertEquals("log", listener.event().type());
        }
    }

    @Test
    void a_stream_may_count_octets_or_end_lines_message_by_message() throws IOException, InterruptedException {
        try (SyslogListener listener = listen("tcp", null);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            String counted = MESSAGE + "two\nlines";
            OutputStream out = socket.getOutputStream();
            out.write(bytes(MESSAGE + "one\n" + counted.length() + " " + counted));
            out.flush();
            out.write(bytes(MESSAGE + "three\nno syslog at all\n"));
            out.flush();
            assertEquals(List.of("one", "two\nlines", "three"), read(listener, 3));
        }
    }

    @Test
    void a_tls_client_that_trusts_the_certificate_is_heard() throws Exception {
        Path keys = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "syslog",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        keys.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertTrue(keytool.waitFor(60, TimeUnit.SECONDS) && keytool.exitValue() == 0);
        try (SyslogListener listener = listen("tls", TlsKeys.of(keys, "changeit".toCharArray()));
                Socket socket = trusting(keys).getSocketFactory().createSocket("127.0.0.1", listener.port())) {
            socket.getOutputStream().write(bytes(MESSAGE + "secret\n"));
            socket.getOutputStream().flush();
            assertEquals(List.of("secret"), read(listener, 1));
        }
    }

    private static SSLContext trusting(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance(keys.toFile(), "changeit".toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void a_length_beyond_the_limit_is_passed_over_and_the_next_message_is_read() throws IOException {
        int big = Framing.MAX_MESSAGE_BYTES + 1;
        String text = big + " <" + "x".repeat(big - 1) + "y".repeat(big) + "\nlast";
        Framing framing = new Framing(new ByteArrayInputStream(bytes(text)));
        assertEquals(0, framing.next().length);
        assertEquals(0, framing.next().length);
        assertArrayEquals(bytes("last"), framing.next());
        assertNull(framing.next());
    }

    @Test
    void digits_that_are_no_length_begin_a_line() throws IOException {
        Framing framing = new Framing(new ByteArrayInputStream(bytes("10.1.1.1 6705: x\n123\n99999999999 <\n")));
        assertArrayEquals(bytes("10.1.1.1 6705: x"), framing.next());
        assertArrayEquals(bytes("123"), framing.next());
        assertArrayEquals(bytes("99999999999 <"), framing.next());
        assertNull(framing.next());
    }

    @Test
    void a_wrong_address_is_told_with_how_to_write_it() {
        assertNull(SyslogListener.fault("udp://127.0.0.1:5514"));
        for (String wrong : List.of("127.0.0.1:514", "http://a:1", "udp://127.0.0.1", "udp://", "::")) {
            assertNotNull(SyslogListener.fault(wrong), wrong);
        }
    }
}
