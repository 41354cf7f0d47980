package dejfa.detect.suricata;

import dejfa.api.Address;
import dejfa.api.AlertFields;
import dejfa.api.Event;
import dejfa.api.PacketFields;
import dejfa.detect.suricata.rule.Action;
import dejfa.detect.suricata.rule.CompiledRule;
import dejfa.detect.suricata.rule.HostBit;
import dejfa.detect.suricata.rule.Threshold;
import dejfa.detect.suricata.rule.Threshold.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The ordered stage: what spans flows (thresholds, suppression, bits on hosts). One thread; candidates come in order
/// of packet number and sequence. Time is event time.
public final class AlertDecider {
    /// States kept per kind; the oldest goes first.
    private static final int MAX_STATES = 200_000;
    private static final long SECOND_NS = 1_000_000_000L;

    private RuleSet rules;
    private ChangingSets sets;
    private final TagTable tags = new TagTable();
    private boolean blocks;
    private final Map<String, Counter> counters = bounded();
    private final Map<String, Long> bits = bounded();

    /// Counts of one rule and tracked key.
    private static final class Counter {
        long sinceNs;
        int count;
        long changedUntilNs;
        long next;
        final List<Integer> ports = new ArrayList<>(0);
    }

    public AlertDecider(RuleSet rules) {
        this.rules = rules;
        this.blocks = rules.settings().isOn("stream.inline");
        this.sets = new ChangingSets(rules.dataSets());
    }

    /// Writes the data sets that are to be saved.
    ///
    /// @param folder the only place where rules may write
    public void save(Path folder) throws IOException {
        sets.save(folder);
    }

    /// Candidates of another rule set come from now on. Counts go on by gid, sid and place of the threshold in its
    /// rule; bits on hosts and data sets that rules change by name.
    public void swap(RuleSet successor) {
        rules = successor;
        blocks = successor.settings().isOn("stream.inline");
        ChangingSets next = new ChangingSets(successor.dataSets());
        next.adopt(sets);
        sets = next;
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MAX_STATES;
            }
        };
    }

    /// The alert to be written, or empty where a threshold, a suppression or a bit says no.
    public Optional<Event> decide(Candidate candidate) {
        CompiledRule rule = candidate.rule();
        if (rule == null) return ofPacket(candidate.event());
        if (!sets.hold(candidate.questions())) return Optional.empty();
        Event event = candidate.event();
        for (HostBit bit : rule.hostBits()) if (bit.operation().asks() && !holds(bit, event)) return Optional.empty();
        for (HostBit bit : rule.hostBits()) if (!bit.operation().asks()) change(bit, event);
        if (rule.noAlert()) {
            tags.open(rule.tags(), event);
            return Optional.empty();
        }
        List<Threshold> thresholds = new ArrayList<>(rule.thresholds());
        thresholds.addAll(rules.extraThresholds(rule));
        for (int i = 0; i < thresholds.size(); i++) {
            if (!allows(thresholds.get(i), i, rule, event)) return Optional.empty();
        }
        tags.open(rule.tags(), event);
        return Optional.of(event);
    }

    /// Packets that a tag wants, and all drops.
    private Optional<Event> ofPacket(Event event) {
        boolean told = event.slots().schema() != PacketFields.SCHEMA || tags.wants(event);
        return told ? Optional.of(event) : Optional.empty();
    }

    private boolean allows(Threshold threshold, int place, CompiledRule rule, Event event) {
        if (threshold.kind() == Kind.SUPPRESS) return !suppressed(threshold, event);
        String key =
                rule.info().gid() + ":" + rule.info().sid() + "/" + place + "/" + tracked(threshold.track(), event);
        Counter counter = counters.computeIfAbsent(key, k -> {
            Counter fresh = new Counter();
            fresh.sinceNs = event.timeNs();
            return fresh;
        });
        long windowNs = threshold.seconds() * SECOND_NS;
        boolean over = event.timeNs() - counter.sinceNs >= windowNs;
        return switch (threshold.kind()) {
            case LIMIT -> {
                if (over) restart(counter, event);
                yield ++counter.count <= threshold.count();
            }
            case THRESHOLD -> {
                if (over) restart(counter, event);
                counter.count++;
                if (counter.count < threshold.count()) yield false;
                counter.count = 0;
                yield true;
            }
            case BOTH -> {
                if (over) restart(counter, event);
                yield ++counter.count == threshold.count();
            }
            case BACKOFF -> {
                counter.count++;
                if (counter.next == 0) counter.next = threshold.count();
                if (counter.count < counter.next) yield false;
                counter.next *= Math.max(2, threshold.seconds());
                yield true;
            }
            case DETECTION_FILTER -> {
                if (over) restart(counter, event);
                yield count(counter, threshold, event) > threshold.count();
            }
            case RATE_FILTER -> {
                yield rate(counter, threshold, event, over);
            }
            case SUPPRESS -> true;
        };
    }

    /// Past the rate the rule acts anew for a while; the action is told in the alert.
    ///
    /// @return false where the new action is to pass
    private boolean rate(Counter counter, Threshold threshold, Event event, boolean over) {
        boolean acts = event.timeNs() < counter.changedUntilNs;
        if (!acts && over) restart(counter, event);
        if (!acts && ++counter.count > threshold.count()) {
            acts = true;
            counter.changedUntilNs = event.timeNs() + Math.max(1, threshold.timeoutSeconds()) * SECOND_NS;
            counter.count = 0;
        }
        if (!acts) return true;
        if (threshold.newAction() == Action.PASS) return false;
        boolean blocked = blocks && threshold.newAction().blocks();
        event.slots().set(AlertFields.ACTION, blocked ? "blocked" : "allowed");
        return true;
    }

    private static void restart(Counter counter, Event event) {
        counter.sinceNs = event.timeNs();
        counter.count = 0;
        counter.ports.clear();
    }

    /// Alerts, or distinct ports where the rule asks for those.
    private static int count(Counter counter, Threshold threshold, Event event) {
        if (threshold.distinctPort() == null) return ++counter.count;
        int port = threshold.distinctPort().equals("src_port") ? event.sourcePort() : event.destinationPort();
        if (counter.ports.size() < 65_536 && !counter.ports.contains(port)) counter.ports.add(port);
        return counter.ports.size();
    }

    private static boolean suppressed(Threshold threshold, Event event) {
        if (threshold.only() == null) return true;
        return switch (threshold.track()) {
            case SOURCE -> contains(threshold, event.source());
            case DESTINATION -> contains(threshold, event.destination());
            case EITHER, PAIR, RULE, FLOW ->
                contains(threshold, event.source()) || contains(threshold, event.destination());
        };
    }

    private static boolean contains(Threshold threshold, Address address) {
        return address != null && threshold.only().contains(address.high(), address.low());
    }

    private static String tracked(Threshold.Track track, Event event) {
        return switch (track) {
            case SOURCE -> event.site() + ' ' + event.source();
            case DESTINATION -> event.site() + ' ' + event.destination();
            case PAIR, EITHER -> event.site() + ' ' + pair(event);
            case RULE -> "";
            case FLOW -> Long.toString(event.flowId());
        };
    }

    /// The same for both directions.
    private static String pair(Event event) {
        if (event.source() == null || event.destination() == null) return "";
        boolean order = event.source().compareTo(event.destination()) <= 0;
        return order ? event.source() + " " + event.destination() : event.destination() + " " + event.source();
    }

    private boolean holds(HostBit bit, Event event) {
        boolean set = false;
        for (String key : keys(bit, event)) {
            Long until = bits.get(key);
            set |= until != null && until > event.timeNs();
        }
        return set == (bit.operation() == HostBit.Operation.IS_SET);
    }

    private void change(HostBit bit, Event event) {
        long until = event.timeNs() + bit.seconds() * SECOND_NS;
        for (String key : keys(bit, event)) {
            Long old = bits.remove(key);
            boolean was = old != null && old > event.timeNs();
            boolean now =
                    bit.operation() == HostBit.Operation.SET || bit.operation() == HostBit.Operation.TOGGLE && !was;
            if (now) bits.put(key, until);
        }
    }

    private static List<String> keys(HostBit bit, Event event) {
        return switch (bit.track()) {
            case SOURCE -> List.of(bit.name() + '@' + event.site() + ' ' + event.source());
            case DESTINATION -> List.of(bit.name() + '@' + event.site() + ' ' + event.destination());
            case EITHER ->
                List.of(
                        bit.name() + '@' + event.site() + ' ' + event.source(),
                        bit.name() + '@' + event.site() + ' ' + event.destination());
            case PAIR, RULE, FLOW -> List.of(bit.name() + '@' + event.site() + ' ' + pair(event));
        };
    }
}
