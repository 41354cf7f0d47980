package dejfa.decode.packet;

import dejfa.api.Packet;
import java.lang.foreign.MemorySegment;

/// Whether checksums are verified, decided once for the whole input so that the number of workers makes no
/// difference. With `auto`, frames up to number 1000 are verified; where more than one in ten of them was
/// wrong, the capture machine left the checksums to its network card and later frames are not verified.
///
/// The one reader calls [#observe] for each frame in order, before the frame goes to a worker: so the answer
/// for a frame behind number 1000 is settled when a worker asks.
public final class ChecksumDecision {
    private static final int SAMPLE = 1000;
    private static final int WRONG_LIMIT = SAMPLE / 10;

    private final ChecksumMode mode;
    private final PacketDecoder sampler;
    private final Packet[] packets = new Packet[PacketDecoder.MAX_PACKETS];
    private long observed;
    private int wrong;
    private volatile boolean off;

    public ChecksumDecision(ChecksumMode mode) {
        this.mode = mode;
        boolean sampling = mode == ChecksumMode.AUTO;
        this.sampler = sampling ? new PacketDecoder(DecodeSettings.DEFAULT.withChecksums(ChecksumMode.ALL)) : null;
        for (int i = 0; i < packets.length && sampling; i++) packets[i] = new Packet();
    }

    /// Called by the reader for each frame, in order.
    public void observe(MemorySegment data, long offset, int frameBytes, int linkType, long timeNs) {
        if (mode != ChecksumMode.AUTO || observed >= SAMPLE) return;
        observed++;
        int count = sampler.decode(data, offset, frameBytes, frameBytes, linkType, observed, timeNs, 0, -1, packets);
        boolean bad = false;
        for (int i = 0; i < count; i++)
            bad |= packets[i].protocol == TransportDecoder.TCP && packets[i].transportChecksumBad;
        if (bad) wrong++;
        if (observed == SAMPLE && wrong > WRONG_LIMIT) off = true;
    }

    /// @param number of the frame, counted from 1
    public boolean verify(long number) {
        return switch (mode) {
            case ALL -> true;
            case NONE -> false;
            case AUTO -> number <= SAMPLE || !off;
        };
    }
}
