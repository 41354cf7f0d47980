package dejfa.protocols.tls;

import dejfa.api.Direction;
import dejfa.api.Field;
import dejfa.api.Transaction;
import dejfa.protocols.wire.Cursor;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/// Puts what the handshake messages say into the flow's one transaction.
final class Handshake {
    static final int HELLO = 10;
    static final int CERTIFICATE = 20;
    private static final int TLS_1_3 = 0x0304;
    private static final int MAX_CERTIFICATES = 32;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    /// Where a leaf certificate's values go, by side.
    private record Target(
            Field subject,
            Field issuer,
            Field serial,
            Field fingerprint,
            Field notBefore,
            Field notAfter,
            Field notBeforeSeconds,
            Field notAfterSeconds,
            Field names,
            Field chain,
            Field chainLength) {}

    private static final Target SERVER = new Target(
            TlsFields.SUBJECT,
            TlsFields.ISSUER,
            TlsFields.SERIAL,
            TlsFields.FINGERPRINT,
            TlsFields.NOT_BEFORE,
            TlsFields.NOT_AFTER,
            TlsFields.NOT_BEFORE_S,
            TlsFields.NOT_AFTER_S,
            TlsFields.ALTERNATIVE_NAMES,
            TlsFields.CERTIFICATES,
            TlsFields.CHAIN_LENGTH);
    private static final Target CLIENT = new Target(
            TlsFields.CLIENT_SUBJECT,
            TlsFields.CLIENT_ISSUER,
            TlsFields.CLIENT_SERIAL,
            TlsFields.CLIENT_FINGERPRINT,
            TlsFields.CLIENT_NOT_BEFORE,
            TlsFields.CLIENT_NOT_AFTER,
            TlsFields.CLIENT_NOT_BEFORE_S,
            TlsFields.CLIENT_NOT_AFTER_S,
            TlsFields.CLIENT_ALTERNATIVE_NAMES,
            TlsFields.CLIENT_CERTIFICATES,
            TlsFields.CLIENT_CHAIN_LENGTH);

    final Transaction transaction;
    private Hello client;
    private Hello server;
    private boolean serverCertificate;
    private boolean over;
    private final boolean[] cipherChanged = new boolean[2];

    Handshake(Transaction transaction) {
        this.transaction = transaction;
    }

    boolean isOver() {
        return over;
    }

    /// @param in over the message's body
    void message(Direction direction, int type, Cursor in) {
        boolean fromClient = direction == Direction.TO_SERVER;
        switch (type) {
            case 1 -> {
                if (fromClient && client == null) clientHello(Hello.read(in, true));
            }
            case 2 -> {
                if (!fromClient && server == null) serverHello(Hello.read(in, false));
            }
            case 11 -> certificates(direction, in);
            // key exchange: the client had a certificate or has none
            case 16 -> transaction.progress(Direction.TO_SERVER, CERTIFICATE);
            case 14 -> transaction.progress(Direction.TO_CLIENT, CERTIFICATE);
            case 0, 3, 4, 5, 6, 8, 12, 13, 15, 20, 21, 22, 23, 24, 25 -> {
                // known, and nothing of it is shown
            }
            default -> transaction.anomaly("invalid_handshake_message");
        }
    }

    private void clientHello(Hello hello) {
        if (hello == null) {
            transaction.anomaly("invalid_client_hello");
            return;
        }
        client = hello;
        version(hello.version);
        if (hello.serverName != null) transaction.set(TlsFields.SNI, hello.serverName);
        if (!hello.alpn.isEmpty()) transaction.set(TlsFields.CLIENT_ALPNS, hello.alpn);
        String ja3 = Fingerprints.ja3(hello);
        transaction
                .set(TlsFields.JA3_STRING, ja3)
                .set(TlsFields.JA3_HASH, Fingerprints.md5(ja3))
                .set(TlsFields.JA4, Fingerprints.ja4(hello));
        random(hello, TlsFields.CLIENT_RANDOM, TlsFields.CLIENT_RANDOM_TIME, TlsFields.CLIENT_RANDOM_BYTES);
        for (String anomaly : hello.anomalies) transaction.anomaly(anomaly);
        transaction.progress(Direction.TO_SERVER, HELLO);
    }

    private void serverHello(Hello hello) {
        if (hello == null) {
            transaction.anomaly("invalid_server_hello");
            return;
        }
        server = hello;
        version(hello.meantVersion());
        transaction.set(TlsFields.CIPHER_SUITE, hello.ciphers.getFirst());
        if (!hello.alpn.isEmpty()) transaction.set(TlsFields.SERVER_ALPNS, hello.alpn);
        String ja3s = Fingerprints.ja3s(hello);
        transaction.set(TlsFields.JA3S_STRING, ja3s).set(TlsFields.JA3S_HASH, Fingerprints.md5(ja3s));
        random(hello, TlsFields.SERVER_RANDOM, TlsFields.SERVER_RANDOM_TIME, TlsFields.SERVER_RANDOM_BYTES);
        for (String anomaly : hello.anomalies) transaction.anomaly(anomaly);
        transaction.progress(Direction.TO_CLIENT, HELLO);
        if (isThirteen()) {
            // pre_shared_key: an earlier session goes on; certificates are encrypted from here
            if (hello.extensions.contains(41)) transaction.set(TlsFields.SESSION_RESUMED, true);
            transaction.progress(Direction.TO_CLIENT, CERTIFICATE).progress(Direction.TO_SERVER, CERTIFICATE);
        }
    }

    private void random(Hello hello, Field whole, Field time, Field rest) {
        if (hello.random.length < 32) return;
        transaction
                .set(whole, hello.random)
                .set(time, Arrays.copyOf(hello.random, 4))
                .set(rest, Arrays.copyOfRange(hello.random, 4, 32));
    }

    /// Final version, or one of the drafts (0x7f00 and the draft's number).
    private boolean isThirteen() {
        int version = server.meantVersion();
        return version == TLS_1_3 || version >>> 8 == 0x7f;
    }

    private void version(int version) {
        transaction.set(TlsFields.VERSION_NUMBER, version).set(TlsFields.VERSION, versionText(version));
    }

    static String versionText(int version) {
        return switch (version) {
            case 0x0002 -> "SSLv2";
            case 0x0300 -> "SSLv3";
            case 0x0301 -> "TLSv1";
            case 0x0302 -> "TLS 1.1";
            case 0x0303 -> "TLS 1.2";
            case 0x0304 -> "TLS 1.3";
            default -> version >>> 8 == 0x7f ? "TLS 1.3 draft-" + (version & 0xff) : String.format("0x%04x", version);
        };
    }

    private void certificates(Direction direction, Cursor in) {
        Target target = direction == Direction.TO_CLIENT ? SERVER : CLIENT;
        if (transaction.slots.get(target.chainLength) != null) return;
        Cursor list = in.slice(in.u24());
        int count = 0;
        while (list.ok() && list.remaining() > 0 && count < MAX_CERTIFICATES) {
            byte[] der = list.bytes(list.u24());
            if (!list.ok()) break;
            transaction.add(target.chain, der);
            if (count++ == 0) leaf(target, Certificate.read(der));
        }
        if (!list.ok()) transaction.anomaly("certificate_invalid_length");
        transaction.set(target.chainLength, count);
        if (direction == Direction.TO_CLIENT) serverCertificate = true;
        transaction.progress(direction, CERTIFICATE);
    }

    private void leaf(Target target, Certificate leaf) {
        transaction.set(target.fingerprint, leaf.fingerprint);
        if (leaf.subject != null) transaction.set(target.subject, leaf.subject);
        if (leaf.issuer != null) transaction.set(target.issuer, leaf.issuer);
        if (leaf.serial != null) transaction.set(target.serial, leaf.serial);
        validity(leaf.notBefore, target.notBefore, target.notBeforeSeconds);
        validity(leaf.notAfter, target.notAfter, target.notAfterSeconds);
        if (!leaf.alternativeNames.isEmpty()) transaction.set(target.names, leaf.alternativeNames);
        if (leaf.fault != null) transaction.anomaly(leaf.fault);
    }

    private void validity(LocalDateTime time, Field text, Field seconds) {
        if (time != null) transaction.set(text, TIME.format(time)).set(seconds, Certificate.seconds(time));
    }

    void changeCipherSpec(Direction direction) {
        cipherChanged[direction.ordinal()] = true;
        if (server == null || isThirteen()) return;
        if (direction == Direction.TO_CLIENT && !serverCertificate) transaction.set(TlsFields.SESSION_RESUMED, true);
        transaction.progress(direction, CERTIFICATE);
        over = cipherChanged[0] && cipherChanged[1];
    }

    /// From TLS 1.3's server on, and after early data, only encrypted records follow.
    void applicationData(Direction direction) {
        if (server != null && direction == Direction.TO_SERVER) over = true;
    }

    /// @param in behind the two bytes of length
    /// @return whether records of a later version follow in this direction
    boolean sslTwo(Direction direction, Cursor in) {
        int type = in.u8();
        if (direction == Direction.TO_SERVER && type == 1) {
            Hello hello = Hello.readSslTwo(in);
            if (hello == null) {
                transaction.anomaly("invalid_sslv2_header");
                return false;
            }
            client = hello;
            version(hello.version);
            transaction.progress(Direction.TO_SERVER, HELLO);
            return hello.version != 2;
        }
        if (direction == Direction.TO_CLIENT && type == 4) {
            sslTwoServer(in);
            return false;
        }
        transaction.anomaly("invalid_sslv2_header");
        return false;
    }

    /// Server hello of SSL 2: session hit, certificate type, version, three lengths, certificate.
    private void sslTwoServer(Cursor in) {
        in.skip(2);
        version(in.u16());
        int certificateBytes = in.u16();
        byte[] der = in.skip(4).bytes(certificateBytes);
        if (der.length > 0) {
            transaction.add(SERVER.chain, der).set(SERVER.chainLength, 1);
            leaf(SERVER, Certificate.read(der));
        }
        if (!in.ok()) transaction.anomaly("invalid_sslv2_header");
        transaction.progress(Direction.TO_CLIENT, CERTIFICATE);
        over = true;
    }
}
