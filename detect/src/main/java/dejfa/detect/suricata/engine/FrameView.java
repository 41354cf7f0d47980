package dejfa.detect.suricata.engine;

import dejfa.api.Direction;

/// A frame as it stood when a rule matched it.
///
/// @param length bytes known so far where its end is not known
/// @param complete its end has been found and all its bytes came
/// @param transactionId -1 where it belongs to none
/// @param streamOffset -1 in a datagram
/// @param payload its first bytes, words where bytes are missing
public record FrameView(
        String type,
        long id,
        Direction direction,
        long streamOffset,
        long length,
        boolean complete,
        long transactionId,
        byte[] payload) {}
