package dejfa.protocols.quic;

import dejfa.api.Direction;
import dejfa.protocols.Ascii;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;

/// Keys of the Initial packets of one connection, out of the identifier that the client chose first (RFC 9001 §5).
final class InitialKeys {
    private static final int SAMPLE_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /// One direction's.
    private record Keys(SecretKeySpec key, byte[] iv, SecretKeySpec header) {}

    private final Keys[] keys = new Keys[2];
    private final byte[] secret;
    private final String prefix;

    InitialKeys(Version.Schedule schedule, byte[] destination) {
        secret = InitialCrypto.ofThread().hmac(schedule.salt(), destination);
        prefix = schedule.prefix();
    }

    /// Derived when its first packet comes: many connections are seen from one side only.
    private Keys of(Direction direction, InitialCrypto crypto) {
        Keys own = keys[direction.ordinal()];
        if (own != null) return own;
        byte[] base = expand(crypto, secret, direction == Direction.TO_SERVER ? "client in" : "server in", HASH_BYTES);
        own = new Keys(
                new SecretKeySpec(expand(crypto, base, prefix + "key", 16), "AES"),
                expand(crypto, base, prefix + "iv", 12),
                new SecretKeySpec(expand(crypto, base, prefix + "hp", 16), "AES"));
        keys[direction.ordinal()] = own;
        return own;
    }

    /// HKDF-Expand-Label (RFC 8446 §7.1) without context, of at most one hash.
    private static byte[] expand(InitialCrypto crypto, byte[] secret, String label, int lengthBytes) {
        byte[] name = Ascii.bytes("tls13 " + label);
        ByteBuffer info = ByteBuffer.allocate(2 + 1 + name.length + 1 + 1);
        info.putShort((short) lengthBytes)
                .put((byte) name.length)
                .put(name)
                .put((byte) 0)
                .put((byte) 1);
        return Arrays.copyOf(crypto.hmac(secret, info.array()), lengthBytes);
    }

    /// Takes the protection off a packet (RFC 9001 §5.3 and §5.4).
    ///
    /// @return its frames; null where the tag does not fit
    byte[] open(byte[] datagram, PacketHeader packet, Direction direction) {
        int sampleAt = packet.numberAt() + 4;
        if (sampleAt + SAMPLE_BYTES > packet.end()) return null;
        InitialCrypto crypto = InitialCrypto.ofThread();
        Keys own = of(direction, crypto);
        byte[] mask = crypto.mask(own.header(), datagram, sampleAt, SAMPLE_BYTES);
        int first = datagram[packet.start()] ^ mask[0] & 0x0f;
        int numberBytes = (first & 3) + 1;
        byte[] head = Arrays.copyOfRange(datagram, packet.start(), packet.numberAt() + numberBytes);
        head[0] = (byte) first;
        byte[] nonce = own.iv().clone();
        for (int i = 0; i < numberBytes; i++) {
            int at = head.length - numberBytes + i;
            head[at] ^= mask[1 + i];
            nonce[nonce.length - numberBytes + i] ^= head[at];
        }
        int from = packet.numberAt() + numberBytes;
        return crypto.open(own.key(), nonce, head, datagram, from, packet.end() - from);
    }
}
