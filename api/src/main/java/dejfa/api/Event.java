package dejfa.api;

import java.io.Serializable;

/// What happened: a fixed head and open, typed slots. The `event_type` is its schema's type.
///
/// @param id hash of input identity, packet (or record) number and sequence
/// @param timeNs nanoseconds since 1970, event time
/// @param site the network watched
/// @param sensor who saw it
/// @param input file or interface it came from, as given by the operator
/// @param flowId 0 where there is no flow
/// @param source null where there are no addresses
/// @param protocol IP protocol number; -1 where there is none
/// @param sourcePort -1 where there are no ports
/// @param pcapCnt packet or record number, 0 where there is none
/// @param txId -1 where there is none
/// @param appProtocol null where not known
/// @param slots the event's own values, under the key of its type
/// @param related further objects of the same head (an alert's `http`, `flow`), in order
public record Event(
        long id,
        long timeNs,
        String site,
        String sensor,
        String input,
        long flowId,
        Address source,
        int sourcePort,
        Address destination,
        int destinationPort,
        int protocol,
        long pcapCnt,
        long txId,
        String appProtocol,
        Slots slots,
        java.util.List<Slots> related)
        implements Serializable {
    public String type() {
        return slots.schema().type();
    }

    public Host sourceHost() {
        return source == null ? null : new Host(site, source);
    }

    public Host destinationHost() {
        return destination == null ? null : new Host(site, destination);
    }
}
