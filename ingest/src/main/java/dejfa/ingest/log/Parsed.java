package dejfa.ingest.log;

import dejfa.api.Address;
import dejfa.api.Slots;

/// What one record says, as an event needs it; the time stands in the record itself.
///
/// @param source null where the record tells no address; so is `destination`
/// @param sourcePort -1 where there is none; so is `destinationPort`
/// @param protocol IP protocol number, -1 where there is none
public record Parsed(
        Address source, int sourcePort, Address destination, int destinationPort, int protocol, Slots slots) {}
