package dejfa.detect.sigma.correlate;

import dejfa.api.Ids;
import dejfa.detect.sigma.rule.Document.Kind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One correlation: its groups, the one that stirred last at the end.
final class Groups {
    /// Groups that one correlation keeps; beyond it the one that was silent longest goes.
    static final int MAX_GROUPS = 20_000;

    /// Group values as one text; a blank between would make `a b` and `c` the same as `a` and `b c`.
    private static final String BETWEEN = "\u0000";

    private final Spec spec;
    private final LinkedHashMap<String, Tally> tallies = new LinkedHashMap<>();
    private final Losses losses;
    private final Budget budget;

    Groups(Spec spec, Losses losses, Budget budget) {
        this.spec = spec;
        this.losses = losses;
        this.budget = budget;
    }

    /// What came out of one event or of time that passed.
    ///
    /// @param tell false where the same was told within the time span: only correlations above want to know
    record Outcome(Found found, boolean tell) {}

    int size() {
        return tallies.size();
    }

    Map<String, Tally> state() {
        return tallies;
    }

    void restore(Map<String, Tally> state) {
        tallies.clear();
        tallies.putAll(state);
        for (Tally tally : state.values()) budget.used += tally.weight();
    }

    private void remove(Tally tally) {
        budget.used -= tally.weight();
    }

    /// The group that was silent longest goes, unless it is the only one.
    private void makeRoom() {
        while (tallies.size() > 1 && budget.used > Budget.MOST) {
            remove(tallies.pollFirstEntry().getValue());
            losses.groups++;
        }
    }

    /// @param clockNs the latest time seen
    void add(Observation observation, Spec.Reading reading, long clockNs, List<Outcome> out) {
        String key = key(reading.group());
        Tally tally = tallies.get(key);
        if (tally == null) {
            if (tallies.size() == MAX_GROUPS) {
                remove(tallies.pollFirstEntry().getValue());
                losses.groups++;
            }
            tallies.put(key, tally = new Tally(reading.group(), spec.kind() == Kind.VALUE_COUNT));
            budget.used += tally.weight();
        } else if (spec.isMonotone()) {
            tallies.putLast(key, tally);
        }
        long timeNs = observation.timeNs();
        if (timeNs < clockNs - spec.document().timespanNs()) {
            losses.late++;
            return;
        }
        long before = tally.weight();
        boolean taken = take(tally, observation, reading);
        if (taken && spec.isMonotone()) judge(tally, timeNs, clockNs, out);
        budget.used += tally.weight() - before;
        makeRoom();
    }

    private void judge(Tally tally, long timeNs, long clockNs, List<Outcome> out) {
        tally.forget(clockNs - spec.document().timespanNs());
        if (tally.count() == 0) return;
        double value = spec.kind() == Kind.TEMPORAL_ORDERED ? ordered(tally) : measure(tally);
        if (Double.isNaN(value)) return;
        boolean tell = tally.toldNs == Long.MIN_VALUE
                || timeNs - tally.toldNs >= spec.document().timespanNs();
        out.add(new Outcome(found(tally, value), tell));
        if (tell) tally.toldNs = timeNs;
        // What proved a sequence doesn't prove another.
        if (spec.isTemporal()) tally.clear();
    }

    private boolean take(Tally tally, Observation observation, Spec.Reading reading) {
        boolean taken = false;
        int position = reading.positions().getFirst();
        long timeNs = observation.timeNs();
        switch (spec.kind()) {
            case EVENT_COUNT -> {
                losses.events += tally.add(timeNs, 0);
                taken = true;
            }
            case VALUE_COUNT -> {
                for (String value : values(observation, position)) {
                    losses.events += tally.add(timeNs, Ids.of(value));
                    taken = true;
                }
            }
            case TEMPORAL, TEMPORAL_ORDERED -> {
                // One rule that fires again and again is one step of a sequence, as late as it can be.
                for (int one : reading.positions()) {
                    if (!tally.again(timeNs, one)) losses.events += tally.add(timeNs, one);
                }
                taken = true;
            }
            default -> {
                for (String value : values(observation, position)) {
                    double number = number(value);
                    if (Double.isNaN(number)) {
                        losses.noNumber++;
                        continue;
                    }
                    losses.events += tally.add(timeNs, Double.doubleToLongBits(number));
                    taken = true;
                }
            }
        }
        if (taken) tally.show(observation);
        return taken;
    }

    /// All values of one field; of several fields their first values together.
    private List<String> values(Observation observation, int position) {
        List<String> fields = spec.document().fields();
        if (fields.size() == 1) {
            return observation.values().getOrDefault(spec.field(fields.getFirst(), position), List.of());
        }
        List<String> parts = new ArrayList<>();
        for (String field : fields) parts.add(observation.first(spec.field(field, position)));
        return parts.contains(null) ? List.of() : List.of(String.join(BETWEEN, parts));
    }

    private static double number(String text) {
        try {
            return text.length() > 40 ? Double.NaN : Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /// Sigma's texts have no case.
    private static String key(List<String> group) {
        return String.join(BETWEEN, group).toLowerCase(Locale.ROOT);
    }

    /// @return what is measured where the condition holds, else NaN
    private double measure(Tally tally) {
        if (spec.isTemporal()) {
            boolean[] seen = new boolean[spec.members().size()];
            int count = 0;
            for (int i = 0; i < tally.count(); i++) {
                int position = (int) tally.value(i);
                if (!seen[position]) count++;
                seen[position] = true;
            }
            return spec.holds(seen) ? count : Double.NaN;
        }
        double value =
                switch (spec.kind()) {
                    case VALUE_COUNT -> tally.distinct();
                    case VALUE_SUM -> tally.sum();
                    case VALUE_AVG -> tally.sum() / tally.count();
                    case VALUE_MIN -> tally.least();
                    case VALUE_MAX -> tally.most();
                    case VALUE_MEDIAN -> tally.percentile(50);
                    case VALUE_PERCENTILE -> tally.percentile(spec.document().percentile());
                    default -> tally.count();
                };
        return spec.holds(value) ? value : Double.NaN;
    }

    /// How many rules of the sequence fired one after the other; with a condition so many are enough.
    private double ordered(Tally tally) {
        boolean[] seen = new boolean[spec.members().size()];
        int next = 0;
        for (int i = 0; i < tally.count() && next < seen.length; ) {
            long timeNs = tally.time(i);
            // Events of one moment have no order: each may be the first.
            int end = i;
            while (end < tally.count() && tally.time(end) == timeNs) end++;
            boolean moved = true;
            while (moved && next < seen.length) {
                moved = false;
                for (int k = i; k < end; k++) {
                    if (tally.value(k) != next) continue;
                    seen[next++] = true;
                    moved = true;
                    break;
                }
            }
            i = end;
        }
        return spec.holds(seen) ? next : Double.NaN;
    }

    private Found found(Tally tally, double value) {
        return new Found(
                spec.number(),
                spec.document().groupBy(),
                tally.group,
                value,
                tally.firstNs(),
                tally.lastNs(),
                tally.shown());
    }

    /// Ends time spans that are over and forgets groups in which nothing counts any more.
    void advance(long clockNs, boolean end, List<Outcome> out) {
        long spanNs = spec.document().timespanNs();
        Iterator<Tally> all = tallies.values().iterator();
        while (all.hasNext()) {
            Tally tally = all.next();
            if (spec.isMonotone()) {
                if (!end && tally.count() > 0 && tally.lastNs() >= clockNs - spanNs) return;
                if (!end && tally.count() == 0 && tally.toldNs >= clockNs - spanNs) return;
                all.remove();
                remove(tally);
                continue;
            }
            if (!end && tally.count() > 0 && tally.firstNs() + spanNs > clockNs) return;
            all.remove();
            remove(tally);
            if (tally.count() == 0) continue;
            double value = spec.kind() == Kind.TEMPORAL_ORDERED ? ordered(tally) : measure(tally);
            if (!Double.isNaN(value)) out.add(new Outcome(found(tally, value), true));
        }
    }
}
