package dejfa.ingest.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Texts that come again and again (channels, computers) as strings made once. Bounded: a new one takes an old one's
/// place.
public final class Interned {
    private static final int SLOTS = 256;

    private final byte[][] keys = new byte[SLOTS][];
    private final String[] texts = new String[SLOTS];

    public String of(byte[] bytes, int from, int lengthBytes) {
        int hash = lengthBytes;
        for (int i = from; i < from + lengthBytes; i++) hash = hash * 31 + bytes[i];
        int slot = (hash ^ hash >>> 8 ^ hash >>> 16) & SLOTS - 1;
        byte[] key = keys[slot];
        if (key == null
                || key.length != lengthBytes
                || !Arrays.equals(key, 0, lengthBytes, bytes, from, from + lengthBytes)) {
            keys[slot] = Arrays.copyOfRange(bytes, from, from + lengthBytes);
            texts[slot] = new String(bytes, from, lengthBytes, StandardCharsets.UTF_8);
        }
        return texts[slot];
    }
}
