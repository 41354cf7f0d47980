package dejfa.protocols.rfb;

import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Hex;
import dejfa.protocols.wire.Pending;
import java.lang.foreign.MemorySegment;

/// The handshake: client and server speak in turn, so one step is open at a time; what the other side sends early
/// waits.
final class RfbParser implements FlowParser {
    private static final int VERSION_BYTES = 12;
    private static final int CHALLENGE_BYTES = 16;
    /// width, height, pixel format and length of the name (RFC 6143 §7.3.2)
    private static final int SERVER_INIT_BYTES = 24;
    /// of a desktop's name or a reason; longer ones are no handshake
    private static final int MAX_TEXT_BYTES = 16 * 1024;

    private static final int NONE = 1;
    private static final int VNC = 2;
    static final int SETTLED = 20;

    /// The message that comes next, and who sends it.
    private enum Step {
        SERVER_VERSION(Direction.TO_CLIENT),
        CLIENT_VERSION(Direction.TO_SERVER),
        SECURITY(Direction.TO_CLIENT),
        CHOICE(Direction.TO_SERVER),
        CHALLENGE(Direction.TO_CLIENT),
        RESPONSE(Direction.TO_SERVER),
        RESULT(Direction.TO_CLIENT),
        FAILURE(Direction.TO_CLIENT),
        CLIENT_INIT(Direction.TO_SERVER),
        SERVER_INIT(Direction.TO_CLIENT);

        final Direction sender;

        Step(Direction sender) {
            this.sender = sender;
        }
    }

    private final Pending[] pending = {new Pending(MAX_TEXT_BYTES + 64), new Pending(MAX_TEXT_BYTES + 64)};
    /// stream offset of the first pending byte
    private final long[] at = new long[2];
    private Step step = Step.SERVER_VERSION;
    private boolean over;
    /// 3, 7 or 8: minor version that the client asked for, others as RFC 6143 §7.1.1 maps them
    private int version;

    private Transaction transaction;

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        if (over) return;
        if (transaction == null) transaction = out.open(RfbFields.SCHEMA);
        Pending side = pending[direction.ordinal()];
        if (side.length() == 0) at[direction.ordinal()] = out.position();
        for (int taken = 0; taken < lengthBytes && !over; ) {
            int more = side.append(bytes, offset + taken, lengthBytes - taken);
            taken += more;
            boolean moved = false;
            while (!over && step(pending[step.sender.ordinal()], out)) moved = true;
            // More than the handshake can hold before its turn: whatever this is, it is not RFB.
            if (!over && more == 0 && !moved) malformed();
        }
    }

    /// @return whether a message was taken
    private boolean step(Pending in, Transactions out) {
        int messageBytes = messageBytes(in);
        if (over || messageBytes < 0 || in.length() < messageBytes) return false;
        Step now = step;
        int side = now.sender.ordinal();
        out.frame("pdu", now.sender, at[side], messageBytes, transaction);
        at[side] += messageBytes;
        message(now, new Cursor(in.take(messageBytes)));
        return true;
    }

    /// Length of the message that comes next, or -1 while it can't be told.
    private int messageBytes(Pending in) {
        return switch (step) {
            case SERVER_VERSION, CLIENT_VERSION -> {
                for (int i = 0; i < Math.min(in.length(), VERSION_BYTES); i++) {
                    if (!RfbFactory.fits(i, in.at(i))) {
                        malformed();
                        yield -1;
                    }
                }
                yield VERSION_BYTES;
            }
            case SECURITY -> version == 3 ? 4 : in.length() == 0 ? -1 : 1 + in.at(0);
            case CHOICE, CLIENT_INIT -> 1;
            case CHALLENGE, RESPONSE -> CHALLENGE_BYTES;
            case RESULT -> 4;
            case FAILURE -> withText(in, 4);
            case SERVER_INIT -> withText(in, SERVER_INIT_BYTES);
        };
    }

    /// The fixed part ends with the length of the text behind it.
    private int withText(Pending in, int fixedBytes) {
        if (in.length() < fixedBytes) return -1;
        int textBytes = in.u16(fixedBytes - 4) != 0 ? Integer.MAX_VALUE : in.u16(fixedBytes - 2);
        if (textBytes <= MAX_TEXT_BYTES) return fixedBytes + textBytes;
        malformed();
        return -1;
    }

    private void message(Step now, Cursor in) {
        switch (now) {
            case SERVER_VERSION -> serverVersion(in);
            case CLIENT_VERSION -> clientVersion(in);
            case SECURITY -> security(in);
            case CHOICE -> chosen(in.u8());
            case CHALLENGE -> {
                transaction.set(RfbFields.CHALLENGE, Hex.plain(in.rest()));
                step = Step.RESPONSE;
            }
            case RESPONSE -> {
                transaction.set(RfbFields.RESPONSE, Hex.plain(in.rest()));
                step = Step.RESULT;
            }
            case RESULT -> result(in.u32());
            case FAILURE -> {
                transaction.set(RfbFields.FAILURE, in.skip(4).rest());
                finish();
            }
            case CLIENT_INIT -> {
                transaction.set(RfbFields.SCREEN_SHARED, in.u8() != 0);
                transaction.progress(Direction.TO_SERVER, Transaction.COMPLETE);
                step = Step.SERVER_INIT;
            }
            case SERVER_INIT -> {
                desktop(in);
                finish();
            }
        }
    }

    private static String digits(Cursor in, int from) {
        byte[] line = in.array();
        return "" + (char) line[from] + (char) line[from + 1] + (char) line[from + 2];
    }

    private void serverVersion(Cursor in) {
        transaction.set(RfbFields.SERVER_MAJOR, digits(in, 4)).set(RfbFields.SERVER_MINOR, digits(in, 8));
        transaction.progress(Direction.TO_CLIENT, 10);
        step = Step.CLIENT_VERSION;
    }

    private void clientVersion(Cursor in) {
        String major = digits(in, 4);
        String minor = digits(in, 8);
        transaction.set(RfbFields.CLIENT_MAJOR, major).set(RfbFields.CLIENT_MINOR, minor);
        transaction.progress(Direction.TO_SERVER, 10);
        int number = Integer.parseInt(major) * 1000 + Integer.parseInt(minor);
        version = number >= 3008 ? 8 : number == 3007 ? 7 : 3;
        step = Step.SECURITY;
    }

    private void security(Cursor in) {
        if (version == 3) {
            long type = in.u32();
            if (type == 0) step = Step.FAILURE;
            else chosen(type);
        } else step = in.u8() == 0 ? Step.FAILURE : Step.CHOICE;
    }

    private void chosen(long type) {
        transaction.set(RfbFields.SECURITY_TYPE, type);
        transaction.progress(Direction.TO_SERVER, SETTLED);
        if (type == VNC) step = Step.CHALLENGE;
        else if (type == NONE) step = version == 8 ? Step.RESULT : Step.CLIENT_INIT;
        else {
            transaction.anomaly("unimplemented_security_type");
            finish();
        }
    }

    private void result(long code) {
        String text =
                switch ((int) Math.min(code, 3)) {
                    case 0 -> "OK";
                    case 1 -> "FAIL";
                    case 2 -> "TOOMANY";
                    default -> "UNKNOWN (" + code + ")";
                };
        transaction.set(RfbFields.SECURITY_RESULT, Math.min(code, 3)).set(RfbFields.SECURITY_RESULT_TEXT, text);
        transaction.progress(Direction.TO_CLIENT, SETTLED);
        if (code > 2) transaction.anomaly("unknown_security_result");
        if (code == 0) step = Step.CLIENT_INIT;
        else if (version == 8) step = Step.FAILURE;
        else finish();
    }

    private void desktop(Cursor in) {
        transaction
                .set(RfbFields.WIDTH, in.u16())
                .set(RfbFields.HEIGHT, in.u16())
                .set(RfbFields.BITS_PER_PIXEL, in.u8())
                .set(RfbFields.DEPTH, in.u8())
                .set(RfbFields.BIG_ENDIAN, in.u8() != 0)
                .set(RfbFields.TRUE_COLOR, in.u8() != 0)
                .set(RfbFields.RED_MAX, in.u16())
                .set(RfbFields.GREEN_MAX, in.u16())
                .set(RfbFields.BLUE_MAX, in.u16())
                .set(RfbFields.RED_SHIFT, in.u8())
                .set(RfbFields.GREEN_SHIFT, in.u8())
                .set(RfbFields.BLUE_SHIFT, in.u8());
        // three bytes of padding, then the length of the name
        transaction.set(RfbFields.NAME, in.skip(3 + 4).rest());
    }

    private void malformed() {
        transaction.anomaly("malformed_message");
        finish();
    }

    private void finish() {
        over = true;
        for (Pending side : pending) side.clear();
        transaction.complete();
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        if (transaction != null && !over) finish();
        over = true;
    }

    @Override
    public void end(Direction direction, Transactions out) {
        if (transaction == null || over) return;
        // the other side can say nothing more that this one has not asked for
        if (direction == step.sender) finish();
    }
}
