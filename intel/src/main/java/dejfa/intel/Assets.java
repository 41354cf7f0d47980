package dejfa.intel;

import dejfa.api.Address;
import dejfa.api.Network;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is known of the own side: networks, and names of hosts by their address.
///
/// @param assumed the operator gave no networks; the private ranges were taken
public record Assets(List<Network> networks, Map<Address, String> names, boolean assumed) {
    /// RFC 1918, RFC 4193, link local, loopback.
    public static final List<Network> PRIVATE = List.of(
                    "10.0.0.0/8",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    "169.254.0.0/16",
                    "127.0.0.0/8",
                    "fc00::/7",
                    "fe80::/10")
            .stream()
            .map(Network::parse)
            .toList();

    public Assets {
        networks = List.copyOf(networks);
        names = Collections.unmodifiableMap(new TreeMap<>(names));
    }

    public static Assets of(List<Network> networks) {
        return networks.isEmpty() ? new Assets(PRIVATE, Map.of(), true) : new Assets(networks, Map.of(), false);
    }

    public boolean isOwn(Address address) {
        for (Network network : networks) if (network.contains(address)) return true;
        return false;
    }

    /// The host's name where it is known, else its address.
    public String nameOf(Address address) {
        return names.getOrDefault(address, address.toString());
    }
}
