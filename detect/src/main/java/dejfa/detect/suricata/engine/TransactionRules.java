package dejfa.detect.suricata.engine;

import dejfa.api.BodyWindow;
import dejfa.api.Direction;
import dejfa.api.FileTransfer;
import dejfa.api.Transaction;
import dejfa.detect.suricata.engine.RuleIndex.BufferIndex;
import dejfa.detect.suricata.engine.RuleIndex.ProtocolIndex;
import dejfa.detect.suricata.engine.TransactionState.Side;
import dejfa.detect.suricata.match.MatchNotes;
import dejfa.detect.suricata.match.Transform;
import dejfa.detect.suricata.rule.BufferSource;
import dejfa.detect.suricata.rule.Clause.Answer;
import dejfa.detect.suricata.rule.CompiledRule;
import dejfa.detect.suricata.rule.HeaderTest.Arrow;
import dejfa.detect.suricata.rule.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Holds transaction rules against a transaction, one direction at a time: each buffer is scanned once when it is
/// ready (a body as it grows), the rules found are tried again until each clause has held or one can't. One a worker.
final class TransactionRules {
    private static final int ALL = -1;

    private final RuleIndex index;
    private final Map<BufferIndex, LiteralIndex.Scanner> scanners = new HashMap<>();
    private final PacketRules packetRules;
    private final Clauses clauses;
    private final List<Integer> hits = new ArrayList<>();
    /// only rules of later generations are set off
    private int bornAfter = ALL;

    TransactionRules(RuleIndex index, PacketRules packetRules, boolean inline) {
        this.index = index;
        this.packetRules = packetRules;
        this.clauses = new Clauses(packetRules, inline);
        for (BufferIndex buffer : index.allBuffers()) scanners.put(buffer, buffer.literals.scanner());
    }

    void close() {
        scanners.values().forEach(LiteralIndex.Scanner::close);
    }

    static TransactionState stateOf(Transaction transaction) {
        if (transaction.ruleState instanceof TransactionState known) return known;
        TransactionState fresh = new TransactionState();
        transaction.ruleState = fresh;
        return fresh;
    }

    void inspect(Subject subject, FlowState state, Transaction transaction, List<Match> out) {
        TransactionState memory = stateOf(transaction);
        int before = memory.adopt(index.generation);
        Side side = memory.side(subject.direction);
        if (transaction.only != null && transaction.only != subject.direction) side.finished = true;
        if (side.finished) return;
        subject.transaction = transaction;
        if (before >= 0) catchUp(subject, transaction, memory, before);
        else if (nothingNew(subject, transaction, side)) return;
        activate(subject, transaction, memory, side);
        side.started = true;
        side.eventsSeen = transaction.anomalies.size();
        evaluate(subject, state, transaction, memory, side, out);
        side.finished = subject.ending
                || transaction.progress(subject.direction) == Transaction.COMPLETE && transaction.isComplete();
        subject.transaction = null;
    }

    /// Rules have seen all of it, and none waits for a packet.
    private static boolean nothingNew(Subject subject, Transaction transaction, Side side) {
        long state = transaction.revision();
        for (int i = 0; i < transaction.files.size(); i++) {
            FileTransfer file = transaction.files.get(i);
            state += file.body.totalBytes() + file.state.ordinal() + (file.name == null ? 0 : 1);
        }
        boolean same = state == side.seen && side.protocolSeen == subject.flow.appProtocol;
        side.seen = state;
        side.protocolSeen = subject.flow.appProtocol;
        return same && !side.waitsForPacket && !subject.ending;
    }

    /// New rules are set off by what the other direction has said already, too: it may say no more. The others were.
    private void catchUp(Subject subject, Transaction transaction, TransactionState memory, int before) {
        Direction here = subject.direction;
        Side other = memory.side(here.reverse());
        if (other.finished || !other.looked) return;
        subject.direction = here.reverse();
        bornAfter = before;
        activate(subject, transaction, memory, other);
        bornAfter = ALL;
        subject.direction = here;
        other.scanAgain();
    }

    private void activate(Subject subject, Transaction transaction, TransactionState memory, Side side) {
        activate(subject, transaction, memory, side, index.protocols.get(transaction.protocol()));
        activate(subject, transaction, memory, side, index.protocols.get(RuleIndex.ANY));
    }

    private void activate(
            Subject subject, Transaction transaction, TransactionState memory, Side side, ProtocolIndex rules) {
        if (rules == null) return;
        if (!side.started) for (int rule : rules.always) start(rule, subject.direction, memory);
        for (int i = side.eventsSeen; i < transaction.anomalies.size(); i++) {
            for (int rule : rules.events.getOrDefault(transaction.anomalies.get(i), List.of())) {
                start(rule, subject.direction, memory);
            }
        }
        for (int i = 0; i < rules.buffers.size(); i++) {
            scan(rules.buffers.get(i), subject, transaction, memory, side);
        }
    }

    /// A rule bound to the other direction asks for a buffer of this one: it goes on there.
    private void start(int rule, Direction direction, TransactionState memory) {
        if (index.generation.birth(rule) <= bornAfter) return;
        CompiledRule compiled = index.rules.get(rule);
        boolean here = compiled.flow().allows(direction);
        memory.side(here ? direction : direction.reverse()).activate(rule);
        if (compiled.header().arrow() == Arrow.TRANSACTION)
            memory.side(direction.reverse()).activate(rule);
    }

    private void scan(
            BufferIndex buffer, Subject subject, Transaction transaction, TransactionState memory, Side side) {
        if (side.scanned.get(buffer.number)) return;
        hits.clear();
        boolean whole = true;
        List<BufferSource> sources = buffer.clause.sources();
        // By index, here and below: this runs per packet, and an iterator would be garbage each time.
        for (int place = 1; place <= sources.size(); place++) {
            BufferSource source = sources.get(place - 1);
            if (!source.of(transaction.protocol()) || !source.inDirection(subject.direction)) continue;
            whole &= scan(buffer, source, place, subject, transaction, side);
        }
        if (whole) side.scanned.set(buffer.number);
        for (int i = 0; i < hits.size(); i++) start(hits.get(i), subject.direction, memory);
    }

    /// @return true when no more will come
    private boolean scan(
            BufferIndex buffer, BufferSource source, int place, Subject subject, Transaction tx, Side side) {
        Direction direction = subject.direction;
        boolean over = subject.ending || tx.progress(direction) == Transaction.COMPLETE;
        switch (source.origin()) {
            case SLOT -> {
                if (source.isBody()) {
                    List<Object> bodies = new ArrayList<>(1);
                    source.values(tx.slots, bodies::add);
                    for (Object body : bodies) grow(buffer, (BodyWindow) body, place * 1000L, over, side);
                    return over;
                }
                if (!over && tx.progress(direction) < source.ready()) return false;
                scanNew(buffer, source, place, tx, side);
                return over || !source.hasSeveralValues();
            }
            case FILE_DATA -> {
                for (int i = 0; i < tx.files.size(); i++) {
                    FileTransfer file = tx.files.get(i);
                    if (file.direction == direction) grow(buffer, file.body, place * 1000L + i + 1, over, side);
                }
                return over;
            }
            case FILE_NAME -> {
                for (FileTransfer file : tx.files) {
                    if (file.direction == direction && file.name != null) scanBytes(buffer, file.name);
                }
                return over;
            }
        }
        return over;
    }

    /// A list may grow as long as its side goes on; what was scanned before is passed over.
    private void scanNew(BufferIndex buffer, BufferSource source, int place, Transaction tx, Side side) {
        if (!source.hasSeveralValues()) {
            source.values(tx.slots, value -> scanBytes(buffer, Clauses.bytes(value)));
            return;
        }
        long key = (long) buffer.number << 32 | place * 1000L;
        long before = side.scannedBytes.getOrDefault(key, 0L);
        long[] at = new long[1];
        source.values(tx.slots, value -> {
            if (at[0]++ >= before) scanBytes(buffer, Clauses.bytes(value));
        });
        side.scannedBytes.put(key, at[0]);
    }

    private void scanBytes(BufferIndex buffer, byte[] bytes) {
        byte[] changed = bytes;
        for (Transform transform : buffer.clause.transforms()) changed = transform.apply(changed, changed.length);
        found(scanners.get(buffer), changed, 0, changed.length);
    }

    private void found(LiteralIndex.Scanner scanner, byte[] data, int from, int length) {
        int count = scanner.scan(data, from, length);
        for (int hit = 0; hit < count; hit++) for (int rule : scanner.rules(hit)) hits.add(rule);
    }

    /// What is new in a body, and enough before it that a literal across the border is seen.
    private void grow(BufferIndex buffer, BodyWindow body, long place, boolean over, Side side) {
        if (body == null) return;
        long key = (long) buffer.number << 32 | place;
        long seen = side.scannedBytes.getOrDefault(key, 0L);
        if (body.totalBytes() <= seen) return;
        if (!buffer.clause.transforms().isEmpty()) {
            if (!body.isComplete() && !over && body.totalBytes() < BodyWindow.LIMIT_BYTES / 2) return;
            scanBytes(buffer, Arrays.copyOf(body.data(), body.length()));
        } else {
            int from = (int) Math.max(0, seen - body.start() - buffer.literals.longest() + 1);
            found(scanners.get(buffer), body.data(), from, body.length() - from);
        }
        side.scannedBytes.put(key, body.totalBytes());
    }

    private void evaluate(
            Subject subject, FlowState state, Transaction tx, TransactionState memory, Side side, List<Match> out) {
        side.waitsForPacket = false;
        for (int i = 0; i < side.active.size(); ) {
            int rule = side.active.place(i);
            evaluate(index.rules.get(rule), i, subject, state, tx, memory, out);
            if (i < side.active.size() && side.active.place(i) == rule) i++;
        }
    }

    private void evaluate(
            CompiledRule rule,
            int at,
            Subject subject,
            FlowState state,
            Transaction tx,
            TransactionState memory,
            List<Match> out) {
        int id = rule.order();
        Side side = memory.side(subject.direction);
        if (!packetRules.mayHold(id, subject.direction)) {
            // Header and direction stay as they are.
            side.finish(id);
            return;
        }
        if (!packetRules.headerHolds(rule, subject)) {
            side.waitsForPacket = true;
            return;
        }
        subject.variables = PacketRules.variables(subject.variables, rule.variables());
        MatchNotes notes = subject.matcher.notes;
        notes.clear();
        MatchNotes learnt = side.learnt(id);
        if (learnt != null) notes.addAll(learnt);
        Answer answer = clauses.hold(rule, subject, state, tx, side.active.value(at));
        side.active.value(at, clauses.held());
        side.waitsForPacket |= clauses.waitsForPacket();
        switch (answer) {
            case NO -> side.finish(id);
            case LATER -> {
                if (!notes.isEmpty()) side.learn(id, notes.copy());
            }
            case YES -> {
                if (!PacketRules.testsHold(rule, subject)) {
                    side.waitsForPacket = true;
                    return;
                }
                side.finish(id);
                if (rule.header().arrow() == Arrow.TRANSACTION) {
                    memory.side(subject.direction.reverse()).finish(id);
                }
                PacketRules.apply(rule, subject);
                out.add(new Match(rule, tx, false, notes.copy()));
            }
        }
    }
}
