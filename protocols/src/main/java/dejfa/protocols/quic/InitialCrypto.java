package dejfa.protocols.quic;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The algorithms that Initial packets are protected with (RFC 9001 §5), one set a thread: to look them up costs more
/// than to use them.
final class InitialCrypto {
    private static final int TAG_BITS = 128;
    private static final ThreadLocal<InitialCrypto> OF_THREAD = ThreadLocal.withInitial(InitialCrypto::new);

    private final Mac mac;
    private final Cipher header;
    private final Cipher body;

    private InitialCrypto() {
        try {
            mac = Mac.getInstance("HmacSHA256");
            header = Cipher.getInstance("AES/ECB/NoPadding");
            body = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    static InitialCrypto ofThread() {
        return OF_THREAD.get();
    }

    private static IllegalStateException lacking(GeneralSecurityException cause) {
        return new IllegalStateException("this Java platform lacks HmacSHA256, AES or AES/GCM", cause);
    }

    byte[] hmac(byte[] key, byte[] data) {
        try {
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    /// The mask over first byte and packet number (RFC 9001 §5.4.3).
    byte[] mask(SecretKeySpec key, byte[] datagram, int at, int lengthBytes) {
        try {
            header.init(Cipher.ENCRYPT_MODE, key);
            return header.doFinal(datagram, at, lengthBytes);
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    /// @return null where the tag does not fit: other keys, or not what it says it is
    byte[] open(SecretKeySpec key, byte[] nonce, byte[] head, byte[] datagram, int from, int lengthBytes) {
        try {
            body.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            body.updateAAD(head);
            return body.doFinal(datagram, from, lengthBytes);
        } catch (GeneralSecurityException e) {
            return null;
        }
    }
}
