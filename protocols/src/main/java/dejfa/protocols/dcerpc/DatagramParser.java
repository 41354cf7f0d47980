package dejfa.protocols.dcerpc;

import dejfa.api.BodyWindow;
import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.Chunks;
import dejfa.protocols.wire.Cursor;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;

/// Connectionless DCE/RPC (C706 §12.5): a call is told by its activity and sequence number; each datagram is
/// one fragment and names the interface itself.
final class DatagramParser implements FlowParser {
    static final int HEADER_BYTES = 80;
    private static final int VERSION = 4;
    private static final int MAX_WAITING = 64;
    private static final int LAST_FRAGMENT = 2;
    private static final int FRAGMENT = 4;

    /// @param flags `flags1`
    private record Header(
            int type,
            int flags,
            boolean bigEndian,
            String uuid,
            String activity,
            long interfaceVersion,
            long sequence,
            int opnum,
            int bodyBytes) {
        boolean ends() {
            return (flags & FRAGMENT) == 0 || (flags & LAST_FRAGMENT) != 0;
        }
    }

    private static final CallFields FIELDS = CallFields.OWN;
    private final Map<String, Transaction> calls = new LinkedHashMap<>();
    private boolean oneEnded;

    /// Null where it is no such datagram.
    private static Header header(Cursor in) {
        int version = in.u8();
        int type = in.u8();
        int flags = in.u8();
        in.skip(1);
        int order = in.u8();
        int floats = in.u8();
        in.skip(2 + 16);
        if (!in.ok() || version != VERSION || type > PduHeader.LAST_TYPE) return null;
        if (!PduHeader.isOrder(order) || floats > 3) return null;
        boolean big = order == 0;
        String uuid = PduHeader.uuid(in, big);
        String activity = PduHeader.uuid(in, big);
        in.skip(4);
        long interfaceVersion = PduHeader.u32(in, big);
        long sequence = PduHeader.u32(in, big);
        int opnum = PduHeader.u16(in, big);
        in.skip(4);
        int length = PduHeader.u16(in, big);
        in.skip(2 + 1 + 1);
        if (!in.ok() || length > in.remaining()) return null;
        return new Header(type, flags, big, uuid, activity, interfaceVersion, sequence, opnum, length);
    }

    static boolean looksRight(byte[] start) {
        return header(new Cursor(start)) != null;
    }

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        byte[] datagram = Chunks.copy(bytes, offset, lengthBytes);
        Cursor in = new Cursor(datagram);
        Header header = header(in);
        if (header == null) {
            out.anomaly("malformed_data");
            return;
        }
        Cursor body = in.slice(header.bodyBytes);
        String key = header.activity + "/" + header.sequence;
        switch (header.type) {
            case PduHeader.REQUEST -> request(key, header, body, out);
            case PduHeader.RESPONSE, PduHeader.FAULT, PduHeader.REJECT -> response(key, header, body, out);
            default -> {
                // pings, acknowledgements and cancels tell nothing of a call that rules ask for
            }
        }
        Transaction transaction = calls.get(key);
        out.frame("pdu", direction, 0, lengthBytes, transaction);
        out.frame("hdr", direction, 0, HEADER_BYTES, transaction);
        if (header.bodyBytes > 0) out.frame("data", direction, HEADER_BYTES, header.bodyBytes, transaction);
        if (transaction != null && transaction.isComplete()) calls.remove(key);
    }

    private Transaction open(String key, Header header, Transactions out) {
        if (calls.size() >= MAX_WAITING)
            calls.remove(calls.keySet().iterator().next()).complete();
        Transaction call = out.open(DcerpcFields.SCHEMA);
        call.set(FIELDS.request(), "REQUEST_LOST").set(FIELDS.response(), FIELDS.lostResponse());
        call.set(DcerpcFields.ACTIVITY, header.activity)
                .set(DcerpcFields.SEQUENCE, header.sequence)
                .set(DcerpcFields.RPC_VERSION, "4.0");
        if (header.bigEndian) call.set(FIELDS.bigEndian(), Boolean.TRUE);
        int major = (int) (header.interfaceVersion & 0xffff);
        int minor = (int) (header.interfaceVersion >>> 16);
        call.set(FIELDS.opnum(), header.opnum).add(FIELDS.iface(), header.uuid + "/" + major);
        Calls.identify(call, FIELDS, header.uuid, major, minor, header.opnum);
        calls.put(key, call);
        return call;
    }

    private void request(String key, Header header, Cursor body, Transactions out) {
        Transaction call = calls.get(key);
        if (call == null || call.progress(Direction.TO_SERVER) == Transaction.COMPLETE) {
            if (call != null) calls.remove(key).complete();
            call = open(key, header, out);
            call.set(FIELDS.stubRequest(), new BodyWindow());
        }
        Calls.stub(call, FIELDS.stubRequest(), FIELDS.requestFragments(), FIELDS.requestStubBytes(), body);
        if (!header.ends()) return;
        call.set(FIELDS.request(), PduHeader.name(header.type));
        ((BodyWindow) call.slots.get(FIELDS.stubRequest())).complete();
        call.progress(Direction.TO_SERVER, Transaction.COMPLETE);
    }

    private void response(String key, Header header, Cursor body, Transactions out) {
        Transaction call = calls.get(key);
        if (call == null) call = open(key, header, out);
        if (header.type == PduHeader.RESPONSE) {
            if (call.slots.get(FIELDS.stubResponse()) == null) call.set(FIELDS.stubResponse(), new BodyWindow());
            Calls.stub(call, FIELDS.stubResponse(), FIELDS.responseFragments(), FIELDS.responseStubBytes(), body);
            if (!header.ends()) return;
        }
        call.set(FIELDS.response(), PduHeader.name(header.type));
        if (call.slots.get(FIELDS.stubResponse()) instanceof BodyWindow results) results.complete();
        call.complete();
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        // datagrams have none
    }

    @Override
    public void end(Direction direction, Transactions out) {
        if (!oneEnded) {
            oneEnded = true;
            return;
        }
        for (Transaction call : calls.values()) call.complete();
        calls.clear();
    }
}
