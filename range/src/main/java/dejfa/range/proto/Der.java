package dejfa.range.proto;

import dejfa.range.wire.Octets;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// The few ASN.1 DER types that a certificate needs (ITU-T X.690).
final class Der {
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private Der() {}

    static byte[] tagged(int tag, byte[]... parts) {
        Octets inner = new Octets();
        for (byte[] part : parts) inner.raw(part);
        Octets out = new Octets().u8(tag);
        int length = inner.length();
        if (length < 128) out.u8(length);
        else if (length < 256) out.u8(0x81).u8(length);
        else out.u8(0x82).u16(length);
        return out.raw(inner).toBytes();
    }

    static byte[] sequence(byte[]... parts) {
        return tagged(0x30, parts);
    }

    static byte[] integer(BigInteger value) {
        return tagged(0x02, value.toByteArray());
    }

    /// @param hex the encoded content
    static byte[] oid(String hex) {
        return tagged(0x06, new Octets().hex(hex).toBytes());
    }

    static byte[] text(String value) {
        return tagged(0x0c, new Octets().ascii(value).toBytes());
    }

    static byte[] time(Instant value) {
        return tagged(0x17, new Octets().ascii(UTC_TIME.format(value)).toBytes());
    }

    static byte[] bits(byte[] value) {
        return tagged(0x03, new byte[] {0}, value);
    }

    static byte[] octets(byte[] value) {
        return tagged(0x04, value);
    }
}
