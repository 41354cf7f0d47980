package dejfa.detect.suricata.engine;

import dejfa.api.BodyWindow;
import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.detect.suricata.rule.FlowMemory;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// What rules remember of one flow.
public final class FlowState extends FlowMemory implements Generation.Memory {
    private static final int NOBODY = -1;
    private final StreamWindow[] streams = new StreamWindow[2];
    private final boolean[] addressesAsked = new boolean[2];
    /// protocol, protocol to server, protocol to client; per direction
    private final String[] protocolsAsked = new String[6];
    /// Parts before gaps that wait for rules, at most; a stream full of holes loses the oldest.
    private static final int MAX_CLOSED = 8;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final ArrayDeque<StreamWindow>[] closed = new ArrayDeque[2];

    /// Parts before gaps that frames may still reach into, at most.
    private static final int MAX_BEFORE = 2;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final ArrayDeque<StreamWindow>[] before = new ArrayDeque[2];

    private final boolean[] streamFrames = new boolean[2];
    private final BodyWindow[] shown = new BodyWindow[2];
    private final List<Integer> eventRules = new ArrayList<>(0);
    private boolean dropped;
    /// place of the pass rule that took the flow out of inspection
    private int passedBy = NOBODY;
    /// whose rules the places here are of; null until the first inspection
    private Generation generation;
    /// per direction: rules on addresses born after this generation are still to be asked
    private final int[] addressesAskedUpTo = {Integer.MAX_VALUE, Integer.MAX_VALUE};
    private long lastPacket;
    private BitSet matchedOnce;
    /// by direction; see [AlwaysRules]
    private final int[][] always = new int[2][];

    public void append(Direction direction, MemorySegment bytes, long offset, int lengthBytes, long streamOffset) {
        resume(direction, streamOffset);
        streams[direction.ordinal()].append(bytes, offset, lengthBytes);
        streamBytes(direction, streamOffset + lengthBytes);
    }

    /// @param resumesAt offset in the stream of the next byte that can come
    public void gap(Direction direction, long resumesAt) {
        resume(direction, resumesAt);
        streamBytes(direction, resumesAt);
    }

    /// Nothing reaches across missing bytes; but what came before them is still to be looked at.
    private void resume(Direction direction, long at) {
        int i = direction.ordinal();
        StreamWindow present = streams[i];
        if (present != null && present.end() == at) return;
        if (present != null && present.length() > 0) {
            // Frames reach across gaps.
            if (before[i] == null) before[i] = new ArrayDeque<>(1);
            if (before[i].size() == MAX_BEFORE) before[i].removeFirst();
            before[i].addLast(present);
        }
        if (present != null && present.pending() > 0) {
            if (closed[i] == null) closed[i] = new ArrayDeque<>(1);
            if (closed[i].size() == MAX_CLOSED) closed[i].removeFirst();
            closed[i].addLast(present);
        }
        streams[i] = new StreamWindow(at);
    }

    /// What is held of a direction, oldest first; between two parts bytes are missing.
    List<StreamWindow> parts(Direction direction) {
        int i = direction.ordinal();
        if (streams[i] == null) return List.of();
        if (before[i] == null) return List.of(streams[i]);
        List<StreamWindow> all = new ArrayList<>(before[i]);
        all.add(streams[i]);
        return all;
    }

    /// The next part before a gap that rules have not seen, or null.
    StreamWindow takeClosed(Direction direction) {
        if (direction == null || closed[direction.ordinal()] == null) return null;
        return closed[direction.ordinal()].pollFirst();
    }

    /// Keeps the last bytes of a direction for alerts that show them, gaps as words.
    public void show(Direction direction, MemorySegment bytes, long offset, int lengthBytes) {
        shown(direction).append(bytes, offset, lengthBytes);
    }

    public void showGap(Direction direction, int lengthBytes) {
        byte[] words = words(lengthBytes);
        shown(direction).append(words, 0, words.length);
    }

    /// What stands for missing bytes.
    static byte[] words(long missingBytes) {
        return ("[" + missingBytes + " bytes missing]").getBytes(StandardCharsets.US_ASCII);
    }

    /// What is kept of a direction; empty where nothing is.
    public BodyWindow shown(Direction direction) {
        int i = direction.ordinal();
        if (shown[i] == null) shown[i] = new BodyWindow();
        return shown[i];
    }

    /// Rules set off by an anomaly of the flow that wait for a packet of their direction.
    List<Integer> eventRules() {
        return eventRules;
    }

    /// A rule that blocks has taken the whole flow.
    public void drop() {
        dropped = true;
    }

    public boolean dropped() {
        return dropped;
    }

    /// A pass rule takes the flow out of inspection.
    public void pass(int rule) {
        passedBy = rule;
    }

    public boolean passed() {
        return passedBy != NOBODY;
    }

    /// Brings what is remembered of rules up to the rule set at hand.
    void adopt(Generation present) {
        if (generation != present) generation = present.adopt(generation, this);
    }

    /// A flow that a pass rule freed is inspected again when that rule is gone.
    @Override
    public void carry(int before, int[] places) {
        Arrays.fill(always, null);
        eventRules.replaceAll(rule -> places[rule]);
        eventRules.removeIf(rule -> rule == Generation.GONE);
        if (passedBy != NOBODY) passedBy = places[passedBy] == Generation.GONE ? NOBODY : places[passedBy];
        for (int i = 0; i < 2; i++) {
            if (streams[i] != null) streams[i].carry(before, places);
            if (closed[i] != null) for (StreamWindow part : closed[i]) part.carry(before, places);
            if (addressesAsked[i]) addressesAskedUpTo[i] = Math.min(addressesAskedUpTo[i], before);
        }
        if (matchedOnce == null) return;
        BitSet old = matchedOnce;
        matchedOnce = new BitSet();
        for (int bit = old.nextSetBit(0); bit >= 0; bit = old.nextSetBit(bit + 1)) {
            if (places[bit / 2] != Generation.GONE) matchedOnce.set(2 * places[bit / 2] + bit % 2);
        }
    }

    /// Or null, where they are not known yet.
    int[] always(Direction direction) {
        return always[direction.ordinal()];
    }

    void always(Direction direction, int[] rules) {
        always[direction.ordinal()] = rules;
    }

    /// Rules on addresses that came by a reload after the flow was asked: the generation after which they were born;
    /// the highest number where there are none. Answers once.
    int takeUnasked(Direction direction) {
        int upTo = addressesAskedUpTo[direction.ordinal()];
        addressesAskedUpTo[direction.ordinal()] = Integer.MAX_VALUE;
        return upTo;
    }

    /// Number of the last packet inspected.
    public long lastPacket() {
        return lastPacket;
    }

    public void lastPacket(long number) {
        lastPacket = number;
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

    /// True in each direction when more is known of what the flow speaks than the last time.
    boolean askProtocol(Direction direction, Flow flow) {
        int at = direction.ordinal() * 3;
        boolean same = protocolsAsked[at] == flow.appProtocol
                && protocolsAsked[at + 1] == flow.appProtocolToServer
                && protocolsAsked[at + 2] == flow.appProtocolToClient;
        protocolsAsked[at] = flow.appProtocol;
        protocolsAsked[at + 1] = flow.appProtocolToServer;
        protocolsAsked[at + 2] = flow.appProtocolToClient;
        return !same;
    }

    /// True the first time in each direction.
    boolean askStreamFrame(Direction direction) {
        boolean first = !streamFrames[direction.ordinal()];
        streamFrames[direction.ordinal()] = true;
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
