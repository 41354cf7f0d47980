package dejfa.api;

import java.io.Serializable;

/// A host is (site, address): two ministries' 10.0.0.5 are never one.
///
/// @param site the network that the sensor watches; one word
public record Host(String site, Address address) implements Comparable<Host>, Serializable {
    @Override
    public int compareTo(Host other) {
        int order = site.compareTo(other.site);
        return order != 0 ? order : address.compareTo(other.address);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
