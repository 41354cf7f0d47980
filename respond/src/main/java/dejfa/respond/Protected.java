package dejfa.respond;

import dejfa.api.Address;
import dejfa.api.Network;
import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What must never be blocked: networks and names.
///
/// @param networks own networks, resolvers, gateways, partners
/// @param names lower case, ASCII form (IDNA), no trailing dot
public record Protected(List<Network> networks, List<String> names) {
    /// Blocking one of these harms the blocker, whoever owns the rest: unspecified, loopback, link local, multicast,
    /// broadcast and the root servers' and large public resolvers' addresses.
    private static final List<Network> ALWAYS = List.of(
            Network.parse("0.0.0.0/8"),
            Network.parse("127.0.0.0/8"),
            Network.parse("169.254.0.0/16"),
            Network.parse("224.0.0.0/4"),
            Network.parse("255.255.255.255/32"),
            Network.parse("::/128"),
            Network.parse("::1/128"),
            Network.parse("fe80::/10"),
            Network.parse("ff00::/8"),
            // root servers (IANA, root hints)
            Network.parse("198.41.0.4/32"),
            Network.parse("170.247.170.2/32"),
            Network.parse("192.33.4.12/32"),
            Network.parse("199.7.91.13/32"),
            Network.parse("192.203.230.10/32"),
            Network.parse("192.5.5.241/32"),
            Network.parse("192.112.36.4/32"),
            Network.parse("198.97.190.53/32"),
            Network.parse("192.36.148.17/32"),
            Network.parse("192.58.128.30/32"),
            Network.parse("193.0.14.129/32"),
            Network.parse("199.7.83.42/32"),
            Network.parse("202.12.27.33/32"),
            // resolvers that many networks depend on
            Network.parse("1.1.1.1/32"),
            Network.parse("1.0.0.1/32"),
            Network.parse("8.8.8.8/32"),
            Network.parse("8.8.4.4/32"),
            Network.parse("9.9.9.9/32"));

    public Protected {
        networks = List.copyOf(networks);
        List<String> normal = new ArrayList<>();
        for (String name : names) normal.add(normalName(name));
        names = List.copyOf(normal);
    }

    /// Lower case, IDNA's ASCII form, no trailing dots.
    ///
    /// @throws IllegalArgumentException where it is no domain name
    static String normalName(String name) {
        String ascii = IDN.toASCII(name.strip(), IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        while (ascii.endsWith(".")) ascii = ascii.substring(0, ascii.length() - 1);
        if (ascii.isEmpty() || ascii.length() > 253 || !ascii.matches("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*")) {
            throw new IllegalArgumentException("not a domain name: '" + name + "'");
        }
        return ascii;
    }

    /// The protected network that the given one would touch, or null.
    Network touching(Network wish) {
        for (List<Network> list : List.of(ALWAYS, networks)) {
            for (Network network : list) if (network.contains(wish) || wish.contains(network)) return network;
        }
        return null;
    }

    Network touching(Address address) {
        return touching(new Network(address, 128));
    }

    /// The protected name that a block of `name` and everything below it would hit, or that stands above it; or null.
    String touching(String name) {
        for (String own : names) {
            if (own.equals(name) || own.endsWith("." + name) || name.endsWith("." + own)) return own;
        }
        return null;
    }
}
