package dejfa.range.proto;

import dejfa.range.wire.Dice;
import dejfa.range.wire.Octets;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Makes X.509 certificates (RFC 5280) that every parser reads: a true point of curve P-256, a well-formed
/// signature that fits nothing. They are good for being looked at, never for being trusted.
public final class Certificate {
    private static final BigInteger PRIME =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    private static final BigInteger CURVE_B =
            new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);

    private Certificate() {}

    /// @param names DNS names of the subject; the first is its common name
    /// @param issuer common name of the issuer; null for a certificate that names itself
    public static byte[] make(
            List<String> names, String issuer, String organisation, Instant from, Duration life, Dice dice) {
        byte[] algorithm = Der.sequence(Der.oid("2a8648ce3d040302"));
        byte[] subject = name(names.getFirst(), organisation);
        byte[] by = issuer == null ? subject : name(issuer, "Example Trust Services");
        byte[] version = Der.tagged(0xa0, Der.integer(BigInteger.TWO));
        byte[] serial = Der.integer(new BigInteger(1, dice.bytes(16)).setBit(126));
        byte[] validity = Der.sequence(Der.time(from), Der.time(from.plus(life)));
        byte[] keyType = Der.sequence(Der.oid("2a8648ce3d0201"), Der.oid("2a8648ce3d030107"));
        byte[] key = Der.sequence(keyType, Der.bits(point(dice)));
        Octets alternatives = new Octets();
        for (String name : names)
            alternatives.raw(Der.tagged(0x82, new Octets().ascii(name).toBytes()));
        byte[] extension = Der.sequence(Der.oid("551d11"), Der.octets(Der.sequence(alternatives.toBytes())));
        byte[] extensions = Der.tagged(0xa3, Der.sequence(extension));
        byte[] body = issuer == null
                ? Der.sequence(version, serial, algorithm, by, validity, subject, key)
                : Der.sequence(version, serial, algorithm, by, validity, subject, key, extensions);
        byte[] signature = Der.sequence(half(dice), half(dice));
        return Der.sequence(body, algorithm, Der.bits(signature));
    }

    private static byte[] half(Dice dice) {
        return Der.integer(new BigInteger(1, dice.bytes(32)).setBit(253));
    }

    private static byte[] name(String commonName, String organisation) {
        byte[] organised = Der.tagged(0x31, Der.sequence(Der.oid("55040a"), Der.text(organisation)));
        byte[] common = Der.tagged(0x31, Der.sequence(Der.oid("550403"), Der.text(commonName)));
        return Der.sequence(organised, common);
    }

    /// A random point of P-256, uncompressed (SEC 1 §2.3.3).
    static byte[] point(Dice dice) {
        BigInteger exponent = PRIME.add(BigInteger.ONE).shiftRight(2);
        while (true) {
            BigInteger x = new BigInteger(1, dice.bytes(32)).mod(PRIME);
            BigInteger square = x.pow(3)
                    .subtract(x.multiply(BigInteger.valueOf(3)))
                    .add(CURVE_B)
                    .mod(PRIME);
            BigInteger y = square.modPow(exponent, PRIME);
            if (y.multiply(y).mod(PRIME).equals(square)) {
                return new Octets().u8(4).raw(padded(x)).raw(padded(y)).toBytes();
            }
        }
    }

    private static byte[] padded(BigInteger value) {
        byte[] raw = value.toByteArray();
        byte[] all = new byte[32];
        int count = Math.min(32, raw.length);
        System.arraycopy(raw, raw.length - count, all, 32 - count, count);
        return all;
    }
}
