package dejfa.protocols.dnp3;

import dejfa.protocols.wire.Pending;
import java.lang.foreign.MemorySegment;

/// Cuts one direction's bytes into link frames (IEEE 1815 §9) and takes the CRCs out. What is no frame is passed
/// over up to the next start octets.
final class LinkReader {
    static final byte START = 0x05;
    static final byte START_2 = 0x64;
    /// start (2), length, control, destination (2), source (2), CRC (2)
    static final int HEADER_BYTES = 10;
    /// the length counts control, addresses and user data
    static final int LEAST_LENGTH = 5;

    private static final int BLOCK_BYTES = 16;
    private static final int MAX_FRAME_BYTES = 292;

    private final Pending pending = new Pending(MAX_FRAME_BYTES * 2);

    /// One frame.
    ///
    /// @param user what its blocks carry; empty where a CRC of them is wrong
    record Frame(int control, int destination, int source, byte[] user, Flaw flaw) {
        /// the master says it
        boolean fromMaster() {
            return (control & 0x80) != 0;
        }

        /// (un)confirmed user data of a primary station
        boolean carriesData() {
            int function = control & 0x0f;
            return (control & 0x40) != 0 && (function == 3 || function == 4);
        }
    }

    /// What is wrong with a frame.
    enum Flaw {
        NONE,
        TOO_SHORT,
        HEADER_CRC,
        BLOCK_CRC
    }

    int take(MemorySegment bytes, long offset, int lengthBytes) {
        return pending.append(bytes, offset, lengthBytes);
    }

    void forget() {
        pending.drop(pending.length());
    }

    /// The next whole frame, or null.
    Frame next() {
        seek();
        if (pending.length() < 3) return null;
        int length = pending.at(2);
        if (length < LEAST_LENGTH) {
            pending.drop(3);
            return new Frame(0, 0, 0, new byte[0], Flaw.TOO_SHORT);
        }
        if (pending.length() < HEADER_BYTES) return null;
        int userBytes = length - LEAST_LENGTH;
        int blocks = (userBytes + BLOCK_BYTES - 1) / BLOCK_BYTES;
        int whole = HEADER_BYTES + userBytes + blocks * 2;
        byte[] head = pending.peek(HEADER_BYTES).rest();
        int destination = head[4] & 0xff | (head[5] & 0xff) << 8;
        int source = head[6] & 0xff | (head[7] & 0xff) << 8;
        if (!Crc.holds(head, 0, HEADER_BYTES - 2)) {
            // its length can't be believed
            pending.drop(2);
            return new Frame(head[3] & 0xff, destination, source, new byte[0], Flaw.HEADER_CRC);
        }
        if (pending.length() < whole) return null;
        byte[] frame = pending.take(whole);
        byte[] user = new byte[userBytes];
        Flaw flaw = Flaw.NONE;
        int at = HEADER_BYTES;
        for (int done = 0; done < userBytes; ) {
            int count = Math.min(BLOCK_BYTES, userBytes - done);
            if (!Crc.holds(frame, at, count)) flaw = Flaw.BLOCK_CRC;
            System.arraycopy(frame, at, user, done, count);
            done += count;
            at += count + 2;
        }
        return new Frame(head[3] & 0xff, destination, source, flaw == Flaw.NONE ? user : new byte[0], flaw);
    }

    /// To the next start octets.
    private void seek() {
        int at = 0;
        int held = pending.length();
        while (at < held && !(pending.at(at) == START && (at + 1 == held || pending.at(at + 1) == START_2))) at++;
        pending.drop(at);
    }
}
