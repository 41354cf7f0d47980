package dejfa.range.proto;

import dejfa.range.wire.Dice;
import dejfa.range.wire.Octets;
import dejfa.range.wire.TcpSession;

/// SSH-2 up to the point where it is encrypted (RFC 4253), then packets of plausible lengths.
public final class Ssh {
    private static final String CIPHERS = "chacha20-poly1305@openssh.com,aes128-ctr,aes192-ctr,aes256-ctr";
    private static final String MACS = "umac-64-etm@openssh.com,hmac-sha2-256-etm@openssh.com,hmac-sha2-256,hmac-sha1";

    private final TcpSession session;
    private final Dice dice;

    public Ssh(TcpSession session, Dice dice) {
        this.session = session;
        this.dice = dice;
    }

    /// @param clientBanner without line end
    public Ssh open(String clientBanner, String serverBanner) {
        session.fromServer(new Octets().ascii(serverBanner + "\r\n").toBytes());
        session.fromClient(new Octets().ascii(clientBanner + "\r\n").toBytes());
        boolean library = clientBanner.contains("libssh") || clientBanner.contains("Go");
        session.fromClient(keyExchangeInit(
                library
                        ? "curve25519-sha256@libssh.org,ecdh-sha2-nistp256"
                        : "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256"));
        session.fromServer(keyExchangeInit("curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256"));
        session.fromClient(packet(new Octets().u8(30).u32(32).raw(dice.bytes(32))));
        Octets key = new Octets().u32(11).ascii("ssh-ed25519").u32(32).raw(dice.bytes(32));
        Octets reply = new Octets().u8(31).u32(key.length()).raw(key).u32(32).raw(dice.bytes(32));
        Octets signature = new Octets().u32(11).ascii("ssh-ed25519").u32(64).raw(dice.bytes(64));
        reply.u32(signature.length()).raw(signature);
        session.fromServer(
                new Octets().raw(packet(reply)).raw(packet(new Octets().u8(21))).toBytes());
        session.fromClient(packet(new Octets().u8(21)));
        session.fromClient(dice.bytes(44)).fromServer(dice.bytes(44));
        return this;
    }

    /// One password tried; the server takes its time to say no.
    public Ssh attempt(boolean accepted) {
        session.fromClient(dice.bytes(148));
        if (!accepted) session.pause(dice.between(1_500_000_000L, 2_400_000_000L));
        session.fromServer(dice.bytes(accepted ? 28 : 52));
        return this;
    }

    /// Work at a prompt: key strokes and their echoes.
    public Ssh work(int lines) {
        for (int i = 0; i < lines; i++) {
            session.pause(dice.waiting(2_000_000_000L));
            session.fromClient(dice.bytes(36 + 8 * dice.below(4))).fromServer(dice.bytes(36 + 4 * dice.below(200)));
        }
        return this;
    }

    private byte[] keyExchangeInit(String exchanges) {
        Octets body = new Octets().u8(20).raw(dice.bytes(16));
        for (String list : new String[] {
            exchanges,
            "ssh-ed25519,ecdsa-sha2-nistp256,rsa-sha2-512,ssh-rsa",
            CIPHERS,
            CIPHERS,
            MACS,
            MACS,
            "none,zlib@openssh.com",
            "none,zlib@openssh.com",
            "",
            ""
        }) {
            body.u32(list.length()).ascii(list);
        }
        return packet(body.u8(0).u32(0));
    }

    /// Unencrypted binary packet (RFC 4253 §6).
    private byte[] packet(Octets payload) {
        int padding = 8 - (payload.length() + 5) % 8;
        if (padding < 4) padding += 8;
        Octets out =
                new Octets().u32(payload.length() + padding + 1).u8(padding).raw(payload);
        return out.zeros(padding).toBytes();
    }
}
