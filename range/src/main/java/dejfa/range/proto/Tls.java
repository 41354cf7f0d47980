package dejfa.range.proto;

import dejfa.range.wire.Dice;
import dejfa.range.wire.Octets;
import dejfa.range.wire.TcpSession;
import java.util.List;

/// TLS 1.2 and 1.3 over a session: true handshake messages (RFC 5246, RFC 8446), then records of random bytes.
public final class Tls {
    private static final int HANDSHAKE = 0x16;
    private static final int DATA = 0x17;
    private static final int ALERT = 0x15;
    private static final int RECORD_LIMIT = 16384;
    private static final byte[] CHANGE_CIPHER = {0x14, 3, 3, 0, 1, 1};

    private final TcpSession session;
    private final Dice dice;
    private final TlsClient client;
    private boolean thirteen;
    private byte[] sessionId = {};

    public Tls(TcpSession session, TlsClient client, Dice dice) {
        this.session = session;
        this.client = client;
        this.dice = dice;
    }

    /// To resume later with [#resume].
    public byte[] sessionId() {
        return sessionId;
    }

    /// @param server what the server is able to do
    /// @param chain certificates, the server's own first
    public Tls handshake(String serverName, boolean server13, List<byte[]> chain) {
        thirteen = client.offers13 && server13;
        session.fromClient(client.hello(serverName, sessionId, dice));
        if (thirteen) finish13(chain);
        else finish12(chain);
        return this;
    }

    private void finish13(List<byte[]> chain) {
        Octets extensions =
                new Octets().u16(0x33).vector16(new Octets().u16(0x1d).u16(32).raw(dice.bytes(32)));
        extensions.u16(0x2b).u16(2).u16(0x0304);
        byte[] hello = serverHello(dice.bytes(32), 0x1301, extensions);
        int encrypted = 170;
        for (byte[] certificate : chain) encrypted += certificate.length + 5;
        Octets flight = new Octets().raw(hello).raw(CHANGE_CIPHER);
        flight.raw(record(DATA, 32 + dice.below(20)))
                .raw(record(DATA, encrypted))
                .raw(record(DATA, 53));
        session.fromServer(flight.toBytes());
        session.fromClient(new Octets().raw(CHANGE_CIPHER).raw(record(DATA, 53)).toBytes());
    }

    private void finish12(List<byte[]> chain) {
        sessionId = dice.bytes(32);
        Octets certificates = new Octets();
        for (byte[] certificate : chain) certificates.vector24(new Octets().raw(certificate));
        Octets keyExchange = new Octets().u8(3).u16(0x17).vector8(new Octets().raw(Certificate.point(dice)));
        keyExchange.u16(0x0403).vector16(new Octets().raw(signature()));
        Octets flight = new Octets().raw(serverHello(sessionId, 0xc02b, extensions12()));
        flight.raw(handshake(11, new Octets().vector24(certificates)));
        flight.raw(handshake(12, keyExchange)).raw(handshake(14, new Octets()));
        session.fromServer(flight.toBytes());
        Octets answer = new Octets();
        answer.raw(handshake(16, new Octets().vector8(new Octets().raw(Certificate.point(dice)))));
        session.fromClient(answer.raw(CHANGE_CIPHER).raw(record(HANDSHAKE, 40)).toBytes());
        session.fromServer(
                new Octets().raw(CHANGE_CIPHER).raw(record(HANDSHAKE, 40)).toBytes());
    }

    /// TLS 1.2 with an earlier session's id: no certificate is seen (RFC 5246 §7.3, figure 2).
    public Tls resume(String serverName, byte[] earlier) {
        thirteen = false;
        sessionId = earlier;
        session.fromClient(client.hello(serverName, earlier, dice));
        byte[] hello = serverHello(earlier, 0xc02b, extensions12());
        session.fromServer(new Octets()
                .raw(hello)
                .raw(CHANGE_CIPHER)
                .raw(record(HANDSHAKE, 40))
                .toBytes());
        session.fromClient(
                new Octets().raw(CHANGE_CIPHER).raw(record(HANDSHAKE, 40)).toBytes());
        return this;
    }

    public Tls fromClient(int bytes) {
        session.fromClient(records(bytes));
        return this;
    }

    public Tls fromServer(int bytes) {
        session.fromServer(records(bytes));
        return this;
    }

    /// Says goodbye with an (encrypted) alert, then closes.
    public void close(boolean byClient) {
        byte[] goodbye = thirteen ? record(DATA, 19) : record(ALERT, 26);
        if (byClient) session.fromClient(goodbye);
        else session.fromServer(goodbye);
        session.close(byClient);
    }

    private byte[] records(int bytes) {
        Octets out = new Octets();
        for (int left = bytes; left > 0; left -= RECORD_LIMIT) out.raw(record(DATA, Math.min(left, RECORD_LIMIT) + 24));
        return out.toBytes();
    }

    private byte[] record(int type, int bytes) {
        return new Octets()
                .u8(type)
                .u16(0x0303)
                .u16(bytes)
                .raw(dice.bytes(bytes))
                .toBytes();
    }

    private byte[] serverHello(byte[] id, int suite, Octets extensions) {
        Octets hello = new Octets().u16(0x0303).raw(dice.bytes(32)).vector8(new Octets().raw(id));
        hello.u16(suite).u8(0).vector16(extensions);
        return handshake(2, hello);
    }

    private static byte[] handshake(int type, Octets body) {
        Octets message = new Octets().u8(type).vector24(body);
        return new Octets().u8(HANDSHAKE).u16(0x0303).vector16(message).toBytes();
    }

    private static Octets extensions12() {
        return new Octets().hex("ff01000100").hex("000b00020100");
    }

    /// An ECDSA signature in its DER form, of the usual length.
    private byte[] signature() {
        byte[] first = dice.bytes(32);
        byte[] second = dice.bytes(32);
        first[0] = (byte) (first[0] & 0x3f | 0x40);
        second[0] = (byte) (second[0] & 0x3f | 0x40);
        return Der.sequence(Der.tagged(2, first), Der.tagged(2, second));
    }
}
