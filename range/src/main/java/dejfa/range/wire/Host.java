package dejfa.range.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// A machine: its names, addresses and the way its packets look at the tap.
public final class Host {
    public final String name;
    public final byte[] address;
    /// null where it speaks IPv4 only
    public final byte[] address6;

    public final byte[] mac;
    public final Stack stack;
    /// stands behind the tap's edge router
    public final boolean outside;
    /// time to live when seen at the tap
    public final int ttl;
    /// one way between tap and host, in nanoseconds
    public final long delayNs;
    /// share of its segments that are lost or overtaken
    public final double lossRate;
    /// time that one full segment takes on its line
    public final long segmentNs;

    final IpIds ids;
    final long timestampBase;
    private final Dice dice;
    private int nextPort;

    public Host(String name, byte[] address, byte[] address6, Stack stack, boolean outside, Dice dice) {
        this.name = name;
        this.address = address;
        this.address6 = address6;
        this.stack = stack;
        this.outside = outside;
        this.dice = dice;
        mac = dice.bytes(6);
        // Locally administered, unicast: belongs to no maker.
        mac[0] = (byte) (mac[0] & 0xfc | 0x02);
        ttl = outside ? stack.ttl - dice.between(6, 19) : stack.ttl;
        delayNs = outside ? dice.between(4_000_000L, 70_000_000L) : dice.between(60_000L, 300_000L);
        lossRate = outside ? 0.004 : 0.0004;
        segmentNs = outside ? dice.between(120_000L, 900_000L) : 13_000L;
        ids = new IpIds(dice.below(65536));
        timestampBase = dice.between(1_000_000L, 2_000_000_000L);
        nextPort = stack == Stack.LINUX ? dice.between(32768, 60000) : dice.between(49152, 65000);
    }

    /// The next local port, in the range that its system uses.
    public int port() {
        int low = stack == Stack.LINUX ? 32768 : 49152;
        nextPort += stack == Stack.LINUX ? 2 * dice.between(1, 30) : 1;
        if (nextPort > 65535 || stack == Stack.LINUX && nextPort > 60999) nextPort = low + dice.below(500);
        return nextPort;
    }

    boolean sameSubnet(Host other) {
        return !outside
                && !other.outside
                && address[0] == other.address[0]
                && address[1] == other.address[1]
                && address[2] == other.address[2];
    }

    /// IPv4 as text.
    public String ip() {
        return text(address);
    }

    public static String text(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + address.length, e);
        }
    }

    @Override
    public String toString() {
        return name + " (" + ip() + ")";
    }
}
