package dejfa.protocols.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// Bytes and digests as the field writes them.
public final class Hex {
    private static final HexFormat PLAIN = HexFormat.of();
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

    /// By algorithm: to look one up costs more than a short digest.
    private static final ThreadLocal<Map<String, MessageDigest>> DIGESTS = ThreadLocal.withInitial(HashMap::new);

    private Hex() {}

    /// `4c4f434c`
    public static String plain(byte[] bytes) {
        return PLAIN.formatHex(bytes);
    }

    /// `4c:4f:43:4c`
    public static String colons(byte[] bytes) {
        return COLONS.formatHex(bytes);
    }

    /// @param algorithm one that every Java platform has: MD5, SHA-1, SHA-256
    public static byte[] digest(String algorithm, byte[] bytes) {
        return DIGESTS.get().computeIfAbsent(algorithm, Hex::find).digest(bytes);
    }

    private static MessageDigest find(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform lacks " + algorithm, e);
        }
    }
}
