package dejfa.protocols.dcerpc;

import dejfa.api.BodyWindow;
import dejfa.api.Direction;
import dejfa.api.Field;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.wire.Cursor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What is said over one connection or pipe: which interfaces its contexts stand for, and the calls that wait
/// for more. Every table is bounded; the eldest goes.
public final class Calls {
    private static final int MAX_CONTEXTS = 128;
    private static final int MAX_OFFERED = 64;
    private static final int MAX_WAITING = 128;

    /// An interface that a bind asked for.
    ///
    /// @param wholeBind its bind was the first fragment, as rules without `any_frag` want it
    private record Offer(int context, String uuid, int major, int minor, boolean wholeBind, Slots shown) {}

    private final CallFields fields;
    private final Function<Transactions, Transaction> opener;
    private final Map<Integer, Offer> contexts = new LinkedHashMap<>();
    /// calls without their whole answer, by call id
    private final Map<Long, Transaction> calls = new LinkedHashMap<>();
    private List<Offer> offered = List.of();
    private Transaction binding;

    /// @param opener opens the transaction in which a call or bind is shown
    public Calls(CallFields fields, Function<Transactions, Transaction> opener) {
        this.fields = fields;
        this.opener = opener;
    }

    /// One whole PDU.
    ///
    /// @return the transaction that it belongs to, or null
    public Transaction accept(Direction direction, byte[] pdu, Transactions out) {
        Cursor in = new Cursor(pdu);
        PduHeader header = PduHeader.read(in);
        if (header == null) {
            out.anomaly("malformed_data");
            return null;
        }
        return switch (header.type()) {
            case PduHeader.BIND, PduHeader.ALTER_CONTEXT -> bind(header, in, out);
            case PduHeader.BIND_ACK, PduHeader.ALTER_CONTEXT_RESPONSE, PduHeader.BIND_NAK -> bound(header, in, out);
            case PduHeader.REQUEST -> request(header, in, out);
            case PduHeader.RESPONSE, PduHeader.FAULT, PduHeader.REJECT -> response(header, in, out);
            default -> null;
        };
    }

    private Transaction open(PduHeader header, Transactions out) {
        Transaction transaction = opener.apply(out);
        transaction.set(fields.request(), "REQUEST_LOST").set(fields.response(), fields.lostResponse());
        transaction.set(fields.callId(), header.callId());
        if (header.bigEndian()) transaction.set(fields.bigEndian(), Boolean.TRUE);
        return transaction;
    }

    private Transaction bind(PduHeader header, Cursor in, Transactions out) {
        if (header.type() == PduHeader.BIND) contexts.clear();
        Transaction transaction = open(header, out);
        transaction.set(fields.request(), header.name());
        in.skip(8);
        int count = Math.min(in.u8(), MAX_OFFERED);
        in.skip(3);
        List<Offer> asked = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int context = PduHeader.u16(in, header.bigEndian());
            int syntaxes = in.u8();
            String uuid = PduHeader.uuid(in.skip(1), header.bigEndian());
            int major = PduHeader.u16(in, header.bigEndian());
            int minor = PduHeader.u16(in, header.bigEndian());
            in.skip(20 * syntaxes);
            if (!in.ok()) {
                transaction.anomaly("malformed_data");
                break;
            }
            Slots shown = shown(uuid, major, minor);
            transaction.add(fields.interfaces(), shown);
            asked.add(new Offer(context, uuid, major, minor, header.isFirst(), shown));
        }
        if (binding != null) binding.complete();
        offered = asked;
        binding = transaction;
        return transaction.progress(Direction.TO_SERVER, Transaction.COMPLETE);
    }

    private static Slots shown(String uuid, int major, int minor) {
        Slots shown = new Slots(DcerpcInterfaceFields.SCHEMA)
                .set(DcerpcInterfaceFields.UUID, uuid)
                .set(DcerpcInterfaceFields.VERSION, major + "." + minor);
        String service = Procedures.service(uuid);
        if (service != null) shown.set(DcerpcInterfaceFields.SERVICE, service);
        return shown;
    }

    /// Results come in the order of the offers (C706 §12.6.4.4).
    private Transaction bound(PduHeader header, Cursor in, Transactions out) {
        Transaction transaction = binding != null ? binding : open(header, out);
        binding = null;
        transaction.set(fields.response(), header.name());
        if (header.type() != PduHeader.BIND_NAK) {
            boolean big = header.bigEndian();
            in.skip(8);
            in.skip(PduHeader.u16(in, big));
            in.skip(-in.position() & 3);
            int count = in.u8();
            in.skip(3);
            for (int i = 0; i < count && i < offered.size(); i++) {
                int result = PduHeader.u16(in, big);
                int reason = PduHeader.u16(in, big);
                in.skip(20);
                if (!in.ok()) break;
                Offer offer = offered.get(i);
                offer.shown.set(DcerpcInterfaceFields.ACK_RESULT, result).set(DcerpcInterfaceFields.ACK_REASON, reason);
                if (result == 0) accepted(offer);
            }
            if (!in.ok()) transaction.anomaly("malformed_data");
        }
        offered = List.of();
        return transaction.complete();
    }

    private void accepted(Offer offer) {
        contexts.remove(offer.context);
        if (contexts.size() >= MAX_CONTEXTS)
            contexts.remove(contexts.keySet().iterator().next());
        contexts.put(offer.context, offer);
    }

    private Transaction request(PduHeader header, Cursor in, Transactions out) {
        boolean big = header.bigEndian();
        in.skip(4);
        int context = PduHeader.u16(in, big);
        int opnum = PduHeader.u16(in, big);
        Transaction call = calls.get(header.callId());
        boolean goesOn = call != null && call.progress(Direction.TO_SERVER) < Transaction.COMPLETE;
        if (!goesOn) {
            call = open(header, out);
            remember(header.callId(), call);
            call.set(fields.opnum(), opnum);
            identify(call, contexts.get(context), opnum);
        }
        if (!in.ok()) call.anomaly("malformed_data");
        stub(call, fields.stubRequest(), fields.requestFragments(), fields.requestStubBytes(), in);
        if (header.isLast()) {
            call.set(fields.request(), header.name());
            ((BodyWindow) call.slots.get(fields.stubRequest())).complete();
            call.progress(Direction.TO_SERVER, Transaction.COMPLETE);
        }
        return call;
    }

    /// Which interface is called, where the bind was seen.
    private void identify(Transaction call, Offer offer, int opnum) {
        if (offer == null) return;
        identify(call, fields, offer.uuid, offer.major, offer.minor, opnum);
        call.add(fields.iface(), offer.uuid + "/" + offer.major + (offer.wholeBind ? "" : "/fragment"));
    }

    static void identify(Transaction call, CallFields fields, String uuid, int major, int minor, int opnum) {
        Slots shown = shown(uuid, major, minor);
        String procedure = Procedures.name(uuid, opnum);
        if (procedure != null) shown.set(DcerpcInterfaceFields.PROCEDURE, procedure);
        call.add(fields.interfaces(), shown);
    }

    private void remember(long callId, Transaction call) {
        if (calls.size() >= MAX_WAITING)
            calls.remove(calls.keySet().iterator().next()).complete();
        Transaction before = calls.put(callId, call);
        if (before != null) before.complete();
    }

    static void stub(Transaction call, Field stub, Field fragments, Field bytes, Cursor in) {
        // A response may have come before its request's first fragment: neither side can rely on the other.
        if (call.slots.get(stub) == null) call.set(stub, new BodyWindow());
        BodyWindow body = (BodyWindow) call.slots.get(stub);
        if (in.remaining() > 0) body.append(in.array(), in.position(), in.remaining());
        call.set(fragments, call.slots.number(fragments, 0) + 1).set(bytes, body.totalBytes());
        call.touched();
    }

    private Transaction response(PduHeader header, Cursor in, Transactions out) {
        Transaction call = calls.get(header.callId());
        if (call == null) {
            call = open(header, out);
            remember(header.callId(), call);
        }
        boolean isResponse = header.type() == PduHeader.RESPONSE;
        if (isResponse) {
            if (!fields.responseHeaderInStub()) in.skip(8);
            if (!in.ok()) call.anomaly("malformed_data");
            stub(call, fields.stubResponse(), fields.responseFragments(), fields.responseStubBytes(), in);
        }
        if (header.isLast() || !isResponse) {
            call.set(fields.response(), header.name());
            if (call.slots.get(fields.stubResponse()) instanceof BodyWindow body) body.complete();
            calls.remove(header.callId());
            call.complete();
        }
        return call;
    }

    /// Nothing more will come.
    public void end() {
        for (Transaction call : calls.values()) call.complete();
        if (binding != null) binding.complete();
        calls.clear();
        binding = null;
    }
}
