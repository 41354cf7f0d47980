package dejfa.detect.suricata.engine;

import dejfa.api.Direction;
import dejfa.api.Frame;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.detect.suricata.engine.RuleIndex.FrameIndex;
import dejfa.detect.suricata.match.Transform;
import dejfa.detect.suricata.match.Window;
import dejfa.detect.suricata.rule.Clause;
import dejfa.detect.suricata.rule.CompiledRule;
import dejfa.detect.suricata.rule.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Holds the rules with `frame` against the frames that parsers announce. A frame is looked at when all of it has
/// come, or, where it is long or its end is not known, each time enough more has; each rule matches it once. One a
/// worker.
final class FrameRules {
    /// The frame that every direction has: all of its stream.
    static final String STREAM = "stream";
    /// More of a frame whose end is not known is looked at in such steps, and of a long one before the window loses it.
    private static final int OPEN_STEP_BYTES = 2560;

    private static final int LONG_STEP_BYTES = StreamWindow.LIMIT_BYTES / 2;
    private static final int UDP = 17;

    private final RuleIndex index;
    private final PacketRules packetRules;
    private final boolean inline;
    private final Map<FrameIndex, LiteralIndex.Scanner> scanners = new HashMap<>();
    /// by protocol, then by type as parsers spell it: frames that wait are asked for with every packet
    private final Map<String, Map<String, Optional<FrameIndex>>> types = new HashMap<>();
    private final Window window = new Window();

    FrameRules(RuleIndex index, PacketRules packetRules, boolean inline) {
        this.index = index;
        this.packetRules = packetRules;
        this.inline = inline;
        for (FrameIndex frame : index.frames.values()) scanners.put(frame, frame.literals.scanner());
    }

    /// How far the rules have come with one frame.
    private static final class FrameState implements Generation.Memory {
        long seen;
        TreeSet<Integer> found = new TreeSet<>();
        TreeSet<Integer> done = new TreeSet<>();
        private Generation generation;

        void adopt(Generation present) {
            if (generation != present) generation = present.adopt(generation, this);
        }

        /// New rules see the frame as far as it is still held.
        @Override
        public void carry(int before, int[] places) {
            found = carried(found, places);
            done = carried(done, places);
        }

        private static TreeSet<Integer> carried(TreeSet<Integer> rules, int[] places) {
            TreeSet<Integer> all = new TreeSet<>();
            for (int rule : rules) if (places[rule] != Generation.GONE) all.add(places[rule]);
            return all;
        }
    }

    void close() {
        scanners.values().forEach(LiteralIndex.Scanner::close);
    }

    void inspect(Subject subject, FlowState state, List<Match> out) {
        if (subject.flow == null || subject.flow.transactions == null || subject.direction == null) return;
        Transactions transactions = subject.flow.transactions;
        List<Frame> frames = transactions.frames();
        if (index.frames.isEmpty()) {
            if (!frames.isEmpty()) frames.clear();
            return;
        }
        boolean datagram = subject.flow.protocol == UDP;
        if (!datagram) openStream(subject, state, transactions);
        if (frames.isEmpty()) return;
        for (Iterator<Frame> left = frames.iterator(); left.hasNext(); ) {
            Frame frame = left.next();
            if (frame.direction != subject.direction) {
                if (datagram || typeOf(subject, frame) == null) left.remove();
                continue;
            }
            FrameIndex type = typeOf(subject, frame);
            boolean over = type == null || look(frame, type, subject, state, datagram, out);
            if (over || datagram || subject.ending) left.remove();
        }
    }

    private FrameIndex typeOf(Subject subject, Frame frame) {
        return typeOf(String.valueOf(subject.flow.appProtocol), frame.type);
    }

    /// Null where no rule asks for it. Parsers know few types, so what is remembered stays small.
    private FrameIndex typeOf(String protocol, String type) {
        Map<String, Optional<FrameIndex>> known = types.get(protocol);
        if (known == null) types.put(protocol, known = new HashMap<>());
        Optional<FrameIndex> found = known.get(type);
        if (found == null) known.put(type, found = Optional.ofNullable(find(protocol, Clause.Frame.plain(type))));
        return found.orElse(null);
    }

    private FrameIndex find(String protocol, String plain) {
        FrameIndex own = index.frames.get(RuleIndex.frameKey(protocol, plain));
        return own != null ? own : index.frames.get(RuleIndex.frameKey(RuleIndex.ANY, plain));
    }

    /// Where a rule wants the stream of the protocol at hand as a frame.
    private void openStream(Subject subject, FlowState state, Transactions transactions) {
        if (subject.flow.appProtocol == null || typeOf(subject.flow.appProtocol, STREAM) == null) return;
        if (state.streamIfAny(subject.direction) == null) return;
        if (state.askStreamFrame(subject.direction)) {
            transactions.frame(STREAM, subject.direction, 0, Frame.OPEN, null);
        }
    }

    /// @return true when no rule will look at it again
    private boolean look(
            Frame frame, FrameIndex type, Subject subject, FlowState state, boolean datagram, List<Match> out) {
        List<Piece> pieces = datagram ? datagram(frame) : pieces(frame, state);
        long available = pieces.isEmpty() ? 0 : pieces.getLast().end() - frame.start;
        boolean known = frame.length() != Frame.OPEN;
        boolean whole = known && available >= frame.length();
        if (!(frame.ruleState instanceof FrameState)) frame.ruleState = new FrameState();
        FrameState memory = (FrameState) frame.ruleState;
        memory.adopt(index.generation);
        boolean ready =
                whole || subject.ending || available - memory.seen >= (known ? LONG_STEP_BYTES : OPEN_STEP_BYTES);
        ready |= (inline || !known && subject.messageComplete) && available > memory.seen;
        if (!ready || pieces.isEmpty()) return whole;
        for (Piece piece : pieces) scan(piece, type, memory);
        memory.seen = available;
        TreeSet<Integer> tried = new TreeSet<>(memory.found);
        tried.addAll(type.always);
        tried.removeAll(memory.done);
        for (int id : tried) {
            CompiledRule rule = index.rules.get(id);
            if (!holds(rule, pieces, frame, whole || subject.ending, subject, state)) continue;
            memory.done.add(id);
            PacketRules.apply(rule, subject);
            FrameView view = view(frame, pieces, available, whole, datagram);
            out.add(new Match(rule, transactionOf(frame, subject), view, false, subject.matcher.notes.copy()));
        }
        return whole;
    }

    /// A stretch of a frame without holes.
    ///
    /// @param at index in `data`
    /// @param start place in the stream, or in the datagram
    private record Piece(byte[] data, int at, int length, long start) {
        long end() {
            return start + length;
        }

        byte[] copy() {
            return java.util.Arrays.copyOfRange(data, at, at + length);
        }
    }

    private List<Piece> datagram(Frame frame) {
        Window payload = packetRules.payload();
        int from = (int) Math.min(frame.start, payload.length);
        int left = payload.length - from;
        int length = frame.length() == Frame.OPEN ? left : (int) Math.min(frame.length(), left);
        return length <= 0 ? List.of() : List.of(new Piece(payload.data, from, length, from));
    }

    private static List<Piece> pieces(Frame frame, FlowState state) {
        List<Piece> pieces = new ArrayList<>(1);
        long end = frame.length() == Frame.OPEN ? Long.MAX_VALUE : frame.start + frame.length();
        for (StreamWindow part : state.parts(frame.direction)) {
            long from = Math.max(frame.start, part.start());
            long to = Math.min(end, part.end());
            if (from < to) pieces.add(new Piece(part.data(), (int) (from - part.start()), (int) (to - from), from));
        }
        return pieces;
    }

    private void scan(Piece piece, FrameIndex type, FrameState memory) {
        if (type.literals.isEmpty()) return;
        byte[] bytes = piece.copy();
        LiteralIndex.Scanner scanner = scanners.get(type);
        int hits = scanner.scan(bytes, 0, bytes.length);
        for (int hit = 0; hit < hits; hit++) for (int rule : scanner.rules(hit)) memory.found.add(rule);
    }

    private boolean holds(
            CompiledRule rule, List<Piece> pieces, Frame frame, boolean whole, Subject subject, FlowState state) {
        if (!packetRules.headerHolds(rule, subject)) return false;
        subject.variables = PacketRules.variables(subject.variables, rule.variables());
        subject.matcher.notes.clear();
        for (Clause clause : rule.clauses()) {
            boolean held =
                    switch (clause) {
                        case Clause.Frame asked -> frameHolds(asked, pieces, frame, whole, subject);
                        case Clause.Payload payload -> packetRules.clauseHolds(payload.tests(), subject, state);
                        case Clause.Buffer _, Clause.Value _, Clause.Reached _, Clause.AppEvent _, Clause.File _ ->
                            false;
                    };
            if (!held) return false;
        }
        return PacketRules.testsHold(rule, subject);
    }

    private boolean frameHolds(Clause.Frame asked, List<Piece> pieces, Frame frame, boolean whole, Subject subject) {
        if (!asked.type().equals(Clause.Frame.plain(frame.type)) || !whole && asked.needsEnd()) return false;
        for (Piece piece : pieces) {
            byte[] bytes = piece.copy();
            for (Transform transform : asked.transforms()) bytes = transform.apply(bytes, bytes.length);
            window.set(bytes, bytes.length);
            window.start = asked.transforms().isEmpty() ? piece.start() - frame.start : 0;
            window.complete = whole && piece == pieces.getLast();
            if (subject.matcher.matches(window, asked.tests(), subject.variables)) return true;
        }
        return false;
    }

    private static Transaction transactionOf(Frame frame, Subject subject) {
        for (Transaction live : subject.flow.transactions.live()) if (live.id == frame.transactionId) return live;
        return null;
    }

    private static FrameView view(Frame frame, List<Piece> pieces, long available, boolean whole, boolean datagram) {
        return new FrameView(
                frame.type,
                frame.id,
                frame.direction,
                datagram ? -1 : frame.start,
                frame.length() == Frame.OPEN ? available : frame.length(),
                whole,
                frame.transactionId,
                shown(frame, pieces));
    }

    private static byte[] shown(Frame frame, List<Piece> pieces) {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        long at = frame.start;
        for (Piece piece : pieces) {
            if (piece.start() > at) bytes.writeBytes(FlowState.words(piece.start() - at));
            bytes.writeBytes(piece.copy());
            at = piece.end();
        }
        return bytes.toByteArray();
    }
}
