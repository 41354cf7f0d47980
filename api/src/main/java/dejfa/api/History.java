package dejfa.api;

import java.util.List;

/// Port: what the store remembers. Store implements it; respond and console ask.
public interface History {
    List<Incident> incidents();

    List<Block> blocks(String incidentId);

    /// Own hosts that talked to this address, and the flows they had, within what is kept.
    Contacts contacts(Address address);

    /// @param coveredFromNs start of what is kept
    record Contacts(List<Host> hosts, long flows, long coveredFromNs, long coveredToNs) {}
}
