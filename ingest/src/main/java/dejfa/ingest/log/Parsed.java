package dejfa.ingest.log;

import dejfa.api.Address;
import dejfa.api.Slots;

/// What one line says.
///
/// @param source null where the line tells no address; so is `destination`
/// @param destinationPort -1 where there is none
/// @param protocol IP protocol number, -1 where there is none
record Parsed(long timeNs, Address source, Address destination, int destinationPort, int protocol, Slots slots) {}
