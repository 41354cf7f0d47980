package dejfa.range.proto;

import dejfa.range.wire.Octets;
import java.nio.charset.StandardCharsets;

/// The framing of the gh0st family as Cylance's and Norman's reports describe it: a printable tag, the length of the
/// whole message, the length of the inflated body, then a zlib body. What is inside here is harmless text.
public final class Gh0st {
    private Gh0st() {}

    public static byte[] frame(String tag, String content) {
        byte[] plain = content.getBytes(StandardCharsets.US_ASCII);
        byte[] packed = Packed.zlib(plain);
        Octets out = new Octets()
                .ascii(tag)
                .little32(tag.length() + 8 + packed.length)
                .little32(plain.length);
        return out.raw(packed).toBytes();
    }
}
