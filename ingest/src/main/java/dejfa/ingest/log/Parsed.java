package dejfa.ingest.log;

import dejfa.api.Address;
import dejfa.api.Event;
import dejfa.api.Slots;
import java.util.List;

/// What one record says, as an event needs it; the time stands in the record itself.
///
/// @param source null where the record tells no address; so is `destination`
/// @param sourcePort -1 where there is none; so is `destinationPort`
/// @param protocol IP protocol number, -1 where there is none
/// @param flowId 0 where the record belongs to no flow
/// @param txId -1 where there is none
/// @param appProtocol null where not known
/// @param related further objects of the same head, in order
public record Parsed(
        Address source,
        int sourcePort,
        Address destination,
        int destinationPort,
        int protocol,
        long flowId,
        long txId,
        String appProtocol,
        Slots slots,
        List<Slots> related) {
    /// A record that knows no flow.
    public Parsed(Address source, int sourcePort, Address destination, int destinationPort, int protocol, Slots slots) {
        this(source, sourcePort, destination, destinationPort, protocol, 0, -1, null, slots, List.of());
    }

    /// @param id of the event, from what the log holds and where in it
    /// @param name of the log
    /// @param number of the record's line, or of the record
    public Event event(long id, long timeNs, LogSettings settings, String name, long number) {
        return new Event(
                id,
                timeNs,
                settings.site(),
                settings.sensor(),
                name,
                flowId,
                source,
                sourcePort,
                destination,
                destinationPort,
                protocol,
                number,
                txId,
                appProtocol,
                slots,
                related);
    }
}
