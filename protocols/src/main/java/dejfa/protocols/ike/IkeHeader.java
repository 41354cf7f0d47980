package dejfa.protocols.ike;

import dejfa.protocols.wire.Cursor;

/// The header of a message (RFC 2408 §3.1, RFC 7296 §3.1).
///
/// @param initiatorSpi eight bytes
/// @param totalBytes header and payloads, as it says
record IkeHeader(
        byte[] initiatorSpi,
        byte[] responderSpi,
        int nextPayload,
        int major,
        int minor,
        int exchange,
        int flags,
        long messageId,
        long totalBytes) {
    static final int BYTES = 28;
    /// version 1: what follows is encrypted
    static final int ENCRYPTED = 1;
    /// version 2: sent by the original initiator
    static final int INITIATOR = 8;
    /// version 2: answers a request
    static final int RESPONSE = 32;

    /// Null where it is none: impossible version, exchange or length.
    static IkeHeader read(Cursor in) {
        int available = in.remaining();
        if (available < BYTES) return null;
        byte[] initiator = in.bytes(8);
        byte[] responder = in.bytes(8);
        int next = in.u8();
        int version = in.u8();
        int exchange = in.u8();
        int flags = in.u8();
        long id = in.u32();
        long total = in.u32();
        int major = version >> 4;
        boolean exists = major == 1 && (exchange >= 1 && exchange <= 6 || exchange == 32 || exchange == 33)
                || major == 2 && exchange >= 34 && exchange <= 44;
        boolean empty = true;
        for (byte b : initiator) empty &= b == 0;
        if (!exists || empty || total < BYTES || total > available) return null;
        return new IkeHeader(initiator, responder, next, major, version & 15, exchange, flags, id, total);
    }
}
