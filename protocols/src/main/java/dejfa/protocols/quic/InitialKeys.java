package dejfa.protocols.quic;

import dejfa.api.Direction;
import dejfa.protocols.Ascii;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Keys of the Initial packets of one connection, out of the identifier that the client chose first (RFC 9001 §5).
final class InitialKeys {
    private static final int TAG_BYTES = 16;
    private static final int SAMPLE_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /// One direction's.
    private record Keys(SecretKeySpec key, byte[] iv, SecretKeySpec header) {}

    private final Keys[] keys = new Keys[2];

    InitialKeys(Version.Schedule schedule, byte[] destination) {
        byte[] secret = hmac(schedule.salt(), destination);
        keys[Direction.TO_SERVER.ordinal()] = keys(secret, "client in", schedule.prefix());
        keys[Direction.TO_CLIENT.ordinal()] = keys(secret, "server in", schedule.prefix());
    }

    private static Keys keys(byte[] initial, String label, String prefix) {
        byte[] secret = expand(initial, label, HASH_BYTES);
        return new Keys(
                new SecretKeySpec(expand(secret, prefix + "key", 16), "AES"),
                expand(secret, prefix + "iv", 12),
                new SecretKeySpec(expand(secret, prefix + "hp", 16), "AES"));
    }

    /// HKDF-Expand-Label (RFC 8446 §7.1) without context, of at most one hash.
    private static byte[] expand(byte[] secret, String label, int lengthBytes) {
        byte[] name = Ascii.bytes("tls13 " + label);
        ByteBuffer info = ByteBuffer.allocate(2 + 1 + name.length + 1 + 1);
        info.putShort((short) lengthBytes)
                .put((byte) name.length)
                .put(name)
                .put((byte) 0)
                .put((byte) 1);
        return Arrays.copyOf(hmac(secret, info.array()), lengthBytes);
    }

    private static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks HmacSHA256", e);
        }
    }

    /// Takes the protection off a packet (RFC 9001 §5.3 and §5.4).
    ///
    /// @return its frames; null where the tag does not fit
    byte[] open(byte[] datagram, PacketHeader packet, Direction direction) {
        Keys own = keys[direction.ordinal()];
        int sampleAt = packet.numberAt() + 4;
        if (sampleAt + SAMPLE_BYTES > packet.end()) return null;
        try {
            Cipher header = Cipher.getInstance("AES/ECB/NoPadding");
            header.init(Cipher.ENCRYPT_MODE, own.header());
            byte[] mask = header.doFinal(datagram, sampleAt, SAMPLE_BYTES);
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
            Cipher body = Cipher.getInstance("AES/GCM/NoPadding");
            body.init(Cipher.DECRYPT_MODE, own.key(), new GCMParameterSpec(TAG_BYTES * 8, nonce));
            body.updateAAD(head);
            int from = packet.numberAt() + numberBytes;
            return body.doFinal(datagram, from, packet.end() - from);
        } catch (GeneralSecurityException e) {
            // The tag does not fit: other keys, or not what it says it is.
            return null;
        }
    }
}
