package dejfa.api;

import java.io.Serializable;

/// A CIDR block (RFC 4632). IPv4 blocks are kept in IPv4-mapped form, so `prefix` counts from 96 for them.
///
/// @param prefix 0 to 128 bits of the mapped form
public record Network(Address base, int prefix) implements Serializable {
    public Network {
        if (prefix < 0 || prefix > 128) throw new IllegalArgumentException("prefix must be 0 to 128: " + prefix);
        base = new Address(base.high() & mask(prefix), base.low() & mask(prefix - 64));
    }

    private static long mask(int bits) {
        return bits <= 0 ? 0 : bits >= 64 ? -1L : -1L << (64 - bits);
    }

    /// @param text `10.0.0.0/8`, `2001:db8::/32` or a single address
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        Address address = Address.parse(slash < 0 ? text : text.substring(0, slash));
        int width = address.isV4() ? 32 : 128;
        int bits;
        try {
            bits = slash < 0
                    ? width
                    : Integer.parseInt(text.substring(slash + 1).strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a network: '" + text + "'", e);
        }
        if (bits < 0 || bits > width)
            throw new IllegalArgumentException("prefix of " + text + " must be 0 to " + width);
        return new Network(address, address.isV4() ? bits + 96 : bits);
    }

    public boolean contains(Address address) {
        return (address.high() & mask(prefix)) == base.high() && (address.low() & mask(prefix - 64)) == base.low();
    }

    public boolean contains(Network other) {
        return other.prefix >= prefix && contains(other.base);
    }

    @Override
    public String toString() {
        return base + "/" + (base.isV4() && prefix >= 96 ? prefix - 96 : prefix);
    }
}
