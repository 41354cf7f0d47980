package dejfa.detect.suricata.engine;

import dejfa.api.BodyWindow;
import dejfa.api.Direction;
import dejfa.detect.suricata.rule.FlowMemory;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/// What rules remember of one flow.
public final class FlowState extends FlowMemory {
    private final StreamWindow[] streams = new StreamWindow[2];
    private final boolean[] addressesAsked = new boolean[2];
    private final boolean[] protocolAsked = new boolean[2];
    private final BodyWindow[] shown = new BodyWindow[2];
    private boolean passed;
    private long lastPacket;
    private BitSet matchedOnce;

    public void append(Direction direction, MemorySegment bytes, long offset, int lengthBytes, long streamOffset) {
        stream(direction).append(bytes, offset, lengthBytes, streamOffset);
        streamBytes(direction, streamOffset + lengthBytes);
    }

    /// @param resumesAt offset in the stream of the next byte that can come
    public void gap(Direction direction, long resumesAt) {
        stream(direction).restart(resumesAt);
        streamBytes(direction, resumesAt);
    }

    /// Keeps the last bytes of a direction for alerts that show them, gaps as words.
    public void show(Direction direction, MemorySegment bytes, long offset, int lengthBytes) {
        shown(direction).append(bytes, offset, lengthBytes);
    }

    public void showGap(Direction direction, int lengthBytes) {
        byte[] words = ("[" + lengthBytes + " bytes missing]").getBytes(StandardCharsets.US_ASCII);
        shown(direction).append(words, 0, words.length);
    }

    /// What is kept of a direction; empty where nothing is.
    public BodyWindow shown(Direction direction) {
        int i = direction.ordinal();
        if (shown[i] == null) shown[i] = new BodyWindow();
        return shown[i];
    }

    /// A pass rule takes the flow out of inspection.
    public void pass() {
        passed = true;
    }

    public boolean passed() {
        return passed;
    }

    /// Number of the last packet inspected.
    public long lastPacket() {
        return lastPacket;
    }

    public void lastPacket(long number) {
        lastPacket = number;
    }

    private StreamWindow stream(Direction direction) {
        int i = direction.ordinal();
        if (streams[i] == null) streams[i] = new StreamWindow();
        return streams[i];
    }

    /// Or null where nothing was said.
    StreamWindow streamIfAny(Direction direction) {
        return direction == null ? null : streams[direction.ordinal()];
    }

    /// True the first time in each direction.
    boolean askAddresses(Direction direction) {
        boolean first = !addressesAsked[direction.ordinal()];
        addressesAsked[direction.ordinal()] = true;
        return first;
    }

    /// True the first time in each direction.
    boolean askProtocol(Direction direction) {
        boolean first = !protocolAsked[direction.ordinal()];
        protocolAsked[direction.ordinal()] = true;
        return first;
    }

    boolean hasMatched(int rule, Direction direction) {
        return matchedOnce != null && matchedOnce.get(2 * rule + direction.ordinal());
    }

    void setMatched(int rule, Direction direction) {
        if (matchedOnce == null) matchedOnce = new BitSet();
        matchedOnce.set(2 * rule + direction.ordinal());
    }
}
