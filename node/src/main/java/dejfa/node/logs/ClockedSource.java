package dejfa.node.logs;

import dejfa.api.Address;
import dejfa.api.Event;
import dejfa.api.log.LogRecord;
import dejfa.api.log.RecordSource;
import java.io.IOException;
import java.util.List;

/// A log whose times are put right, and whose host is known, by what the operator said.
final class ClockedSource implements RecordSource {
    private final RecordSource source;
    private final long zoneNs;
    private final long offsetNs;
    private final Address host;

    private ClockedSource(RecordSource source, long zoneNs, long offsetNs, Address host) {
        this.source = source;
        this.zoneNs = zoneNs;
        this.offsetNs = offsetNs;
        this.host = host;
    }

    /// @return the source itself where nothing was said of that log
    static RecordSource of(RecordSource source, String log, Clocks clocks) {
        Long zone = clocks.zone(log);
        Long offset = clocks.offset(log);
        Address host = clocks.host(log);
        if (zone == null && offset == null && host == null) return source;
        return new ClockedSource(source, zone == null ? 0 : zone, offset == null ? 0 : offset, host);
    }

    @Override
    public boolean next() throws IOException {
        if (!source.next()) return false;
        LogRecord record = source.record();
        long timeNs = record.timeNs + offsetNs - (record.zoneless ? zoneNs : 0);
        record.timeNs = Math.max(0, timeNs);
        return true;
    }

    @Override
    public LogRecord record() {
        return source.record();
    }

    /// A host's own log: of a request to it the host is the destination, of all else that tells no address the
    /// source.
    @Override
    public Event event() {
        Event event = source.event();
        boolean request = event.type().equals("access") || event.type().equals("iis");
        boolean told = request ? event.destination() != null : event.source() != null;
        if (host == null || told) return event;
        return new Event(
                event.id(),
                event.timeNs(),
                event.site(),
                event.sensor(),
                event.input(),
                event.flowId(),
                request ? event.source() : host,
                event.sourcePort(),
                request ? host : event.destination(),
                event.destinationPort(),
                event.protocol(),
                event.pcapCnt(),
                event.txId(),
                event.appProtocol(),
                event.slots(),
                event.related());
    }

    @Override
    public boolean isSynthetic() {
        return source.isSynthetic();
    }

    @Override
    public List<String> complaints() {
        return source.complaints();
    }

    @Override
    public boolean grows() {
        return source.grows();
    }

    @Override
    public void stop() {
        source.stop();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
