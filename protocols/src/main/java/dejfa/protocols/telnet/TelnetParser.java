package dejfa.protocols.telnet;

import dejfa.api.Direction;
import dejfa.api.Field;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.GrowingBytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Cuts each direction into commands (frame `ctl`) and lines (frame `data`). Commands inside of a line belong to the
/// line. What a subnegotiation says is one command, its closing `IAC SE` another.
final class TelnetParser implements FlowParser {
    static final int IAC = 255;
    static final int WILL = 251;
    static final int DONT = 254;
    private static final int SB = 250;
    private static final int SE = 240;
    private static final int TERMINAL_TYPE = 24;
    private static final int MAX_VALUE_BYTES = 256;
    private static final int MAX_OPTIONS = 64;

    private enum State {
        /// between two units
        START,
        LINE,
        /// after IAC
        COMMAND,
        /// after WILL, WONT, DO or DONT
        OPTION,
        SUBNEGOTIATION,
        /// after an IAC inside of a subnegotiation
        ESCAPE
    }

    private static final class Side {
        State state = State.START;
        /// stream offset of the unit that is being read
        long start;
        int verb;
        long lines;
        final GrowingBytes value = new GrowingBytes(MAX_VALUE_BYTES);
    }

    private final Side[] sides = {new Side(), new Side()};
    private Transaction transaction;

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        if (transaction == null) transaction = out.open(TelnetFields.SCHEMA);
        Side side = sides[direction.ordinal()];
        long before = side.lines;
        for (int i = 0; i < lengthBytes; i++) {
            next(direction, side, bytes.get(ValueLayout.JAVA_BYTE, offset + i) & 0xff, out.position() + i, out);
        }
        if (side.lines != before) {
            boolean client = direction == Direction.TO_SERVER;
            transaction.set(client ? TelnetFields.LINES_TO_SERVER : TelnetFields.LINES_TO_CLIENT, side.lines);
        }
    }

    private void next(Direction direction, Side side, int b, long position, Transactions out) {
        switch (side.state) {
            case START -> {
                side.start = position;
                if (b == IAC) side.state = State.COMMAND;
                else if (b == '\n') line(direction, side, position, out);
                else side.state = State.LINE;
            }
            case LINE -> {
                if (b == '\n') line(direction, side, position, out);
            }
            case COMMAND -> {
                side.verb = b;
                if (b >= WILL && b <= DONT) side.state = State.OPTION;
                else if (b == SB) {
                    side.value.clear();
                    side.state = State.SUBNEGOTIATION;
                } else if (b == IAC) side.state = State.LINE;
                else frame("ctl", direction, side, position, out);
            }
            case OPTION -> {
                if (side.verb == WILL) offered(direction, b);
                frame("ctl", direction, side, position, out);
            }
            case SUBNEGOTIATION -> {
                if (b == IAC) side.state = State.ESCAPE;
                else side.value.append((byte) b);
            }
            case ESCAPE -> {
                if (b == SE) {
                    said(direction, side.value);
                    frame("ctl", direction, side, position - 2, out);
                    side.start = position - 1;
                    frame("ctl", direction, side, position, out);
                } else {
                    side.value.append((byte) b);
                    side.state = State.SUBNEGOTIATION;
                }
            }
        }
    }

    private void line(Direction direction, Side side, long position, Transactions out) {
        side.lines++;
        frame("data", direction, side, position, out);
    }

    /// @param last offset of the unit's last byte
    private void frame(String type, Direction direction, Side side, long last, Transactions out) {
        long length = last + 1 - side.start;
        out.frame("pdu", direction, side.start, length, transaction);
        out.frame(type, direction, side.start, length, transaction);
        side.state = State.START;
    }

    private void offered(Direction direction, int option) {
        Field field = direction == Direction.TO_SERVER ? TelnetFields.CLIENT_OPTIONS : TelnetFields.SERVER_OPTIONS;
        String name = TelnetOptions.name(option);
        var known = transaction.slots.list(field);
        if (known.size() < MAX_OPTIONS && !known.contains(name)) transaction.add(field, name);
    }

    /// `TERMINAL-TYPE IS name` (RFC 1091 §2)
    private void said(Direction direction, GrowingBytes value) {
        if (direction != Direction.TO_SERVER || value.length() < 3) return;
        if (value.at(0) != TERMINAL_TYPE || value.at(1) != 0) return;
        byte[] name = new byte[value.length() - 2];
        System.arraycopy(value.data(), 2, name, 0, name.length);
        transaction.set(TelnetFields.TERMINAL_TYPE, name);
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        sides[direction.ordinal()].state = State.START;
    }

    @Override
    public void end(Direction direction, Transactions out) {
        if (transaction != null) transaction.progress(direction, Transaction.COMPLETE);
    }
}
