package dejfa.detect.suricata.engine;

import dejfa.api.BodyWindow;
import dejfa.api.Direction;
import dejfa.api.FileTransfer;
import dejfa.api.Transaction;
import dejfa.detect.suricata.match.PayloadTest;
import dejfa.detect.suricata.match.Transform;
import dejfa.detect.suricata.match.Window;
import dejfa.detect.suricata.rule.BufferSource;
import dejfa.detect.suricata.rule.Clause;
import dejfa.detect.suricata.rule.Clause.Answer;
import dejfa.detect.suricata.rule.Clause.Presence;
import dejfa.detect.suricata.rule.CompiledRule;
import dejfa.detect.suricata.rule.HeaderTest.Arrow;
import dejfa.detect.suricata.rule.Subject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Answers the clauses of a rule on one transaction in one direction.
final class Clauses {
    /// A body of that size is looked at before it ends (Suricata's minimal inspect size).
    private static final int ENOUGH_BYTES = 32 * 1024;

    private static final boolean[] OWN_FIRST = {true, false};

    private final PacketRules packetRules;
    private final boolean inline;
    private final Window window = new Window();
    private final List<BodyWindow> bodies = new ArrayList<>();
    private final List<byte[]> values = new ArrayList<>();
    /// of the buffer being asked: more may come
    private boolean more;
    /// of the buffer being asked: something is there
    private boolean there;

    private long held;
    private boolean waitsForPacket;

    Clauses(PacketRules packetRules, boolean inline) {
        this.packetRules = packetRules;
        this.inline = inline;
    }

    /// @param heldBefore the clauses that held the last time, as bits; those that hold now: [#held()]
    Answer hold(CompiledRule rule, Subject subject, FlowState state, Transaction tx, long heldBefore) {
        held = heldBefore;
        waitsForPacket = false;
        boolean later = false;
        List<Clause> clauses = rule.clauses();
        for (int i = 0; i < clauses.size(); i++) {
            long bit = i < Long.SIZE - 1 ? 1L << i : 0;
            if ((held & bit) != 0) continue;
            switch (answer(clauses.get(i), rule, subject, state, tx)) {
                case YES -> held |= bit;
                case NO -> {
                    return Answer.NO;
                }
                case LATER -> later = true;
            }
        }
        return later ? Answer.LATER : Answer.YES;
    }

    long held() {
        return held;
    }

    /// A clause of the rule asked last looks at more than the transaction.
    boolean waitsForPacket() {
        return waitsForPacket;
    }

    private Answer answer(Clause clause, CompiledRule rule, Subject subject, FlowState state, Transaction tx) {
        return switch (clause) {
            case Clause.Buffer buffer -> buffer(buffer, rule, subject, tx);
            case Clause.Value value -> value(value, rule, subject, tx);
            case Clause.AppEvent event -> event(event, subject, tx);
            case Clause.File file -> file(file, subject, tx);
            case Clause.Reached reached -> reached(reached, subject, tx);
            // FrameRules looks at those.
            case Clause.Frame _ -> Answer.NO;
            case Clause.Payload payload -> {
                waitsForPacket = true;
                yield packetRules.clauseHolds(payload.tests(), subject, state) ? Answer.YES : Answer.LATER;
            }
        };
    }

    private static boolean over(Subject subject, Transaction tx, Direction side) {
        return subject.ending || tx.progress(side) == Transaction.COMPLETE;
    }

    /// Does a source of this side count here? Those of the direction do, or, where the rule asks for the other side's
    /// buffer all the same, that one.
    private static boolean counts(
            BufferSource source, boolean anyOwn, CompiledRule rule, Direction direction, Transaction tx) {
        if (!source.of(tx.protocol())) return false;
        return source.inDirection(direction) || !anyOwn || rule.header().arrow() == Arrow.TRANSACTION;
    }

    private static boolean anyOwn(List<BufferSource> sources, Direction direction, Transaction tx) {
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i).of(tx.protocol()) && sources.get(i).inDirection(direction)) return true;
        }
        return false;
    }

    private Answer buffer(Clause.Buffer clause, CompiledRule rule, Subject subject, Transaction tx) {
        more = false;
        there = false;
        List<BufferSource> sources = clause.sources();
        boolean anyOwn = anyOwn(sources, subject.direction, tx);
        // Those of the direction come first.
        for (boolean own : OWN_FIRST) {
            for (int i = 0; i < sources.size(); i++) {
                BufferSource source = sources.get(i);
                if (source.inDirection(subject.direction) != own) continue;
                if (!counts(source, anyOwn, rule, subject.direction, tx)) continue;
                if (source(source, clause, subject, tx)) return Answer.YES;
            }
        }
        if (more) return there && clause.presence() == Presence.ABSENT ? Answer.NO : Answer.LATER;
        return !there && clause.presence() != Presence.REQUIRED ? Answer.YES : Answer.NO;
    }

    /// @return true where a value of it holds; else `more` and `there` say more
    private boolean source(BufferSource source, Clause.Buffer clause, Subject subject, Transaction tx) {
        Direction side = source.side() == null ? subject.direction : source.side();
        boolean over = over(subject, tx, side);
        if (source.isBody()) {
            for (BodyWindow body : bodies(source, tx, side)) {
                there |= body.totalBytes() > 0;
                if (clause.presence() == Presence.ABSENT) continue;
                Answer answer = body(clause, body, subject, over);
                if (answer == Answer.YES) return true;
                more |= answer == Answer.LATER;
            }
            more |= !over;
            return false;
        }
        if (!over && tx.progress(side) < source.ready()) {
            more = true;
            return false;
        }
        List<byte[]> values = values(source, tx, side);
        there |= !values.isEmpty();
        // A slot that is not set yet may be set as long as its side goes on, and a list may grow.
        more |= !over && (values.isEmpty() && source.ready() == 0 || source.hasSeveralValues());
        if (clause.presence() == Presence.ABSENT) return false;
        for (int i = 0; i < values.size(); i++) {
            if (holds(clause, values.get(i), values.get(i).length, subject)) return true;
        }
        return false;
    }

    private List<BodyWindow> bodies(BufferSource source, Transaction tx, Direction side) {
        bodies.clear();
        if (source.origin() == BufferSource.Origin.FILE_DATA) {
            for (FileTransfer file : tx.files) if (file.direction == side) bodies.add(file.body);
        } else {
            source.values(tx.slots, value -> {
                if (value instanceof BodyWindow body) bodies.add(body);
            });
        }
        return bodies;
    }

    private Answer body(Clause.Buffer clause, BodyWindow body, Subject subject, boolean over) {
        boolean complete = body.isComplete() || over;
        if (body.length() == 0) return complete ? Answer.NO : Answer.LATER;
        if (!complete && (!inline || clause.needsEnd()) && body.totalBytes() < ENOUGH_BYTES) return Answer.LATER;
        byte[] data = body.data();
        int length = body.length();
        if (clause.transforms().isEmpty()) {
            window.set(data, length);
            window.start = body.start();
            window.complete = complete;
            window.bigEndianSender = bigEndian(subject.transaction);
            if (subject.matcher.matches(window, clause.tests(), subject.variables)) return Answer.YES;
        } else if (holds(clause, Arrays.copyOf(data, length), length, subject)) return Answer.YES;
        return complete ? Answer.NO : Answer.LATER;
    }

    private boolean holds(Clause.Buffer clause, byte[] data, int length, Subject subject) {
        byte[] changed = data;
        int size = length;
        for (Transform transform : clause.transforms()) {
            changed = transform.apply(changed, size);
            size = changed.length;
        }
        List<PayloadTest> tests = clause.tests();
        window.set(changed, size).bigEndianSender = bigEndian(subject.transaction);
        return subject.matcher.matches(window, tests, subject.variables);
    }

    /// DCE/RPC alone leaves the byte order to the sender.
    private static boolean bigEndian(Transaction transaction) {
        String protocol = transaction.protocol();
        if (!protocol.equals("dcerpc") && !protocol.equals("smb")) return false;
        return transaction.slots.text("big_endian") != null;
    }

    private List<byte[]> values(BufferSource source, Transaction tx, Direction side) {
        values.clear();
        if (source.origin() == BufferSource.Origin.FILE_NAME) {
            for (FileTransfer file : tx.files) if (file.direction == side && file.name != null) values.add(file.name);
        } else source.values(tx.slots, value -> values.add(bytes(value)));
        return values;
    }

    /// A slot's value as the bytes that rules look at.
    static byte[] bytes(Object value) {
        return value instanceof byte[] raw ? raw : value.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Answer value(Clause.Value clause, CompiledRule rule, Subject subject, Transaction tx) {
        boolean later = false;
        List<Object> values = new ArrayList<>(2);
        List<BufferSource> sources = clause.sources();
        boolean anyOwn = anyOwn(sources, subject.direction, tx);
        for (boolean own : OWN_FIRST) {
            for (int i = 0; i < sources.size(); i++) {
                BufferSource source = sources.get(i);
                if (source.inDirection(subject.direction) != own) continue;
                if (!counts(source, anyOwn, rule, subject.direction, tx)) continue;
                Direction side = source.side() == null ? subject.direction : source.side();
                boolean over = over(subject, tx, side);
                if (!over && tx.progress(side) < source.ready()) later = true;
                else {
                    int before = values.size();
                    source.values(tx.slots, values::add);
                    later |= values.size() == before && !over;
                }
            }
        }
        if (clause.atEnd()) {
            if (!subject.ending && !tx.isComplete()) return Answer.LATER;
            return clause.test().holds(values) ? Answer.YES : Answer.NO;
        }
        if (!values.isEmpty() && clause.test().holds(values)) return Answer.YES;
        return later ? Answer.LATER : Answer.NO;
    }

    private static Answer reached(Clause.Reached clause, Subject subject, Transaction tx) {
        if (clause.protocol() != null && !clause.protocol().equals(tx.protocol())) return Answer.NO;
        int progress = tx.progress(clause.side());
        if (progress >= clause.below()) return Answer.NO;
        if (progress >= clause.least()) return Answer.YES;
        return over(subject, tx, clause.side()) ? Answer.NO : Answer.LATER;
    }

    private static Answer event(Clause.AppEvent event, Subject subject, Transaction tx) {
        if (tx.anomalies.contains(event.event())) return Answer.YES;
        return over(subject, tx, subject.direction) ? Answer.NO : Answer.LATER;
    }

    private static Answer file(Clause.File clause, Subject subject, Transaction tx) {
        boolean later = !over(subject, tx, subject.direction);
        for (FileTransfer file : tx.files) {
            if (file.direction != subject.direction) continue;
            Answer answer = clause.test().holds(file);
            if (answer == Answer.YES) return Answer.YES;
            later |= answer == Answer.LATER && !subject.ending;
        }
        return later ? Answer.LATER : Answer.NO;
    }
}
