package dejfa.protocols.dnp3;

import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;

/// Joins the segments that link frames carry into application fragments (IEEE 1815 §8), each direction for itself.
final class Dnp3Parser implements FlowParser {
    private static final int FINAL = 0x80;
    private static final int FIRST = 0x40;
    private static final int SEQUENCE = 0x3f;
    private static final Schema ALERTED = new Schema("dnp3", Dnp3AlertedFields.SCHEMA.fields());
    /// transport octet, application control, function; responses have two octets of indications more
    private static final int LEAST_REQUEST_BYTES = 3;

    private static final int LEAST_RESPONSE_BYTES = 5;

    /// What is held of one direction.
    private static final class Side {
        final LinkReader link = new LinkReader();
        /// segments so far, or null between fragments
        ByteArrayOutputStream fragment;
        LinkReader.Frame first;
        int sequence;
    }

    private final Side[] sides = {new Side(), new Side()};
    private final Dnp3Factory.Limits limits;
    private final boolean datagrams;

    Dnp3Parser(Dnp3Factory.Limits limits, boolean datagrams) {
        this.limits = limits;
        this.datagrams = datagrams;
    }

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        Side side = sides[direction.ordinal()];
        if (datagrams) side.link.forget();
        int taken = 0;
        while (taken < lengthBytes) {
            taken += side.link.take(bytes, offset + taken, lengthBytes - taken);
            for (LinkReader.Frame frame = side.link.next(); frame != null; frame = side.link.next()) {
                frame(direction, side, frame, out);
            }
        }
    }

    private void frame(Direction direction, Side side, LinkReader.Frame frame, Transactions out) {
        switch (frame.flaw()) {
            case TOO_SHORT -> bare(direction, frame, "len_too_small", out);
            case HEADER_CRC -> bare(direction, frame, "bad_link_crc", out);
            case BLOCK_CRC -> bare(direction, frame, "bad_transport_crc", out);
            case NONE -> {
                if (!frame.carriesData()) return;
                int least = frame.fromMaster() ? LEAST_REQUEST_BYTES : LEAST_RESPONSE_BYTES;
                boolean first = frame.user().length > 0 && (frame.user()[0] & FIRST) != 0;
                if (frame.user().length < (first ? least : 2)) bare(direction, frame, "len_too_small", out);
                else segment(direction, side, frame, out);
            }
        }
    }

    /// A transaction that only tells of a frame that could not be read.
    private static void bare(Direction direction, LinkReader.Frame frame, String anomaly, Transactions out) {
        Transaction transaction = out.open(Dnp3Fields.SCHEMA);
        transaction.only = direction;
        // a length below that of the header: nothing behind it is one
        if (frame.flaw() != LinkReader.Flaw.TOO_SHORT) {
            transaction
                    .set(Dnp3Fields.CONTROL, control(frame))
                    .set(Dnp3Fields.SOURCE, frame.source())
                    .set(Dnp3Fields.DESTINATION, frame.destination());
        }
        transaction.anomaly(anomaly);
        transaction.complete();
    }

    private void segment(Direction direction, Side side, LinkReader.Frame frame, Transactions out) {
        int header = frame.user()[0] & 0xff;
        if ((header & FIRST) != 0) {
            if (side.fragment != null) finish(direction, side, false, null, out);
            side.fragment = new ByteArrayOutputStream();
            side.first = frame;
        } else if (side.fragment == null) {
            return;
        } else if ((header & SEQUENCE) != (side.sequence + 1 & SEQUENCE)) {
            finish(direction, side, false, null, out);
            return;
        }
        side.sequence = header & SEQUENCE;
        side.fragment.write(frame.user(), 1, frame.user().length - 1);
        if (side.fragment.size() > limits.fragmentBytes()) {
            finish(direction, side, false, "too_long_reassembly", out);
        } else if ((header & FINAL) != 0) finish(direction, side, true, null, out);
    }

    private void finish(Direction direction, Side side, boolean whole, String anomaly, Transactions out) {
        byte[] bytes = side.fragment.toByteArray();
        LinkReader.Frame frame = side.first;
        side.fragment = null;
        Transaction transaction = out.open(Dnp3Fields.SCHEMA);
        transaction.only = direction;
        if (anomaly != null) transaction.anomaly(anomaly);
        Fragment fragment = new Fragment(bytes, whole, transaction, limits);
        String type = frame.fromMaster()
                ? "request"
                : fragment.function == Fragment.UNSOLICITED ? "unsolicited_response" : "response";
        transaction
                .set(Dnp3Fields.TYPE, type)
                .set(Dnp3Fields.CONTROL, control(frame))
                .set(Dnp3Fields.SOURCE, frame.source())
                .set(Dnp3Fields.DESTINATION, frame.destination())
                .set(Dnp3Fields.APPLICATION, fragment.application)
                .set(Dnp3Fields.INDICATORS, fragment.indicators());
        boolean asks = direction == Direction.TO_SERVER;
        transaction
                .set(asks ? Dnp3Fields.REQUEST_FUNCTION : Dnp3Fields.RESPONSE_FUNCTION, fragment.function)
                .set(asks ? Dnp3Fields.REQUEST_DATA : Dnp3Fields.RESPONSE_DATA, bytes)
                .set(asks ? Dnp3Fields.REQUEST_OBJECTS : Dnp3Fields.RESPONSE_OBJECTS, fragment.objects);
        if (fragment.indicators() != null) transaction.set(Dnp3Fields.INDICATIONS, fragment.indications);
        transaction.set(Dnp3Fields.AS_ALERTED, alerted(transaction.slots, frame.fromMaster()));
        transaction.complete();
    }

    private static Slots alerted(Slots message, boolean request) {
        Slots inner = new Slots(Dnp3MessageFields.SCHEMA)
                .set(Dnp3MessageFields.TYPE, message.get(Dnp3Fields.TYPE))
                .set(Dnp3MessageFields.CONTROL, message.get(Dnp3Fields.CONTROL))
                .set(Dnp3MessageFields.SOURCE, message.get(Dnp3Fields.SOURCE))
                .set(Dnp3MessageFields.DESTINATION, message.get(Dnp3Fields.DESTINATION))
                .set(Dnp3MessageFields.APPLICATION, message.get(Dnp3Fields.APPLICATION))
                .set(Dnp3MessageFields.INDICATORS, message.get(Dnp3Fields.INDICATORS));
        return new Slots(ALERTED).set(request ? Dnp3AlertedFields.REQUEST : Dnp3AlertedFields.RESPONSE, inner);
    }

    private static Slots control(LinkReader.Frame frame) {
        int bits = frame.control();
        return new Slots(Dnp3ControlFields.SCHEMA)
                .set(Dnp3ControlFields.FROM_MASTER, (Object) ((bits & 0x80) != 0))
                .set(Dnp3ControlFields.PRIMARY, (Object) ((bits & 0x40) != 0))
                .set(Dnp3ControlFields.FRAME_COUNT, (Object) ((bits & 0x20) != 0))
                .set(Dnp3ControlFields.FRAME_COUNT_VALID, (Object) ((bits & 0x10) != 0))
                .set(Dnp3ControlFields.FUNCTION, bits & 0x0f);
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        Side side = sides[direction.ordinal()];
        side.link.forget();
        if (side.fragment != null) finish(direction, side, false, null, out);
    }

    @Override
    public void end(Direction direction, Transactions out) {
        gap(direction, 0, out);
    }
}
