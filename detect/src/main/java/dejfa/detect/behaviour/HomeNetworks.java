package dejfa.detect.behaviour;

import dejfa.api.Address;
import dejfa.api.Network;
import java.io.Serializable;
import java.util.List;

/// Which addresses are one's own.
public record HomeNetworks(List<Network> networks) implements Serializable {
    /// Where an address lies.
    public enum Side {
        INSIDE,
        OUTSIDE,
        /// multicast, broadcast, unspecified: nobody's address
        GROUP
    }

    /// RFC 1918, RFC 4193 and link-local (RFC 3927, RFC 4291 §2.5.6): what is assumed where nothing is given.
    public static final HomeNetworks PRIVATE = new HomeNetworks(
            List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10").stream()
                    .map(Network::parse)
                    .toList());

    private static final List<Network> GROUPS =
            List.of("224.0.0.0/4", "255.255.255.255", "0.0.0.0", "ff00::/8", "::/128").stream()
                    .map(Network::parse)
                    .toList();

    public HomeNetworks {
        networks = List.copyOf(networks);
    }

    public Side side(Address address) {
        if (inside(address)) return Side.INSIDE;
        for (Network group : GROUPS) if (group.contains(address)) return Side.GROUP;
        return Side.OUTSIDE;
    }

    public boolean inside(Address address) {
        for (Network network : networks) if (network.contains(address)) return true;
        return false;
    }

    /// `outbound`, `inbound`, `internal`, `external`; `group` where either side is nobody's address.
    public String direction(Address source, Address destination) {
        Side from = side(source);
        Side to = side(destination);
        if (from == Side.GROUP || to == Side.GROUP) return "group";
        if (from == Side.INSIDE) return to == Side.INSIDE ? "internal" : "outbound";
        return to == Side.INSIDE ? "inbound" : "external";
    }
}
