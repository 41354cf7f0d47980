package dejfa.detect.suricata.engine;

import dejfa.detect.suricata.rule.CompiledRule;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The life of one rule set between two reloads, and how what flows remember of its rules reads in the next one.
///
/// Flows and transactions keep the places of rules in their set. They are not walked at a reload: each is brought up to
/// date when it is met again, over as many reloads as it slept through. A generation holds no rule, so what a sleeping
/// flow keeps alive is a list of numbers.
///
/// A rule goes on where the next set has the same text under the same gid and sid. Any other is a new rule.
final class Generation {
    /// A place that no rule has in the next set.
    static final int GONE = -1;

    /// 0 for the first set; set once, before any worker sees the rules
    private int number;
    /// by place: number of the generation since which the rule runs; null: all since the first
    private int[] births;
    /// set by the reload before a worker sees the next set
    private volatile Next next;

    /// @param places by place in this set: the place in the next one, or [#GONE]
    private record Next(Generation generation, int[] places) {}

    int number() {
        return number;
    }

    /// Number of the generation since which the rule has run.
    int birth(int place) {
        return births == null ? 0 : births[place];
    }

    /// The next set takes over from this one.
    void become(RuleIndex present, RuleIndex successor) {
        Map<String, CompiledRule> byId = new HashMap<>(present.rules.size() * 2);
        for (CompiledRule rule : present.rules) byId.put(id(rule), rule);
        int[] places = new int[present.rules.size()];
        Arrays.fill(places, GONE);
        Generation heir = successor.generation;
        heir.number = number + 1;
        heir.births = new int[successor.rules.size()];
        for (CompiledRule rule : successor.rules) {
            CompiledRule before = byId.get(id(rule));
            boolean same =
                    before != null && before.info().text().equals(rule.info().text());
            heir.births[rule.order()] = same ? birth(before.order()) : heir.number;
            if (same) places[before.order()] = rule.order();
        }
        next = new Next(heir, places);
    }

    private static String id(CompiledRule rule) {
        return rule.info().gid() + ":" + rule.info().sid();
    }

    /// What remembers places of rules.
    interface Memory {
        /// @param before number of the generation that the places were of
        /// @param places by old place: the new one, or [#GONE]
        void carry(int before, int[] places);
    }

    /// Brings a memory of the generation `from` (null: it remembers no rule yet) up to this one.
    ///
    /// @return this one, to be remembered
    Generation adopt(Generation from, Memory memory) {
        for (Generation at = from; at != null && at != this; ) {
            Next step = at.next;
            if (step == null)
                throw new IllegalStateException("rules of generation " + at.number + " came after " + number);
            memory.carry(at.number, step.places);
            at = step.generation;
        }
        return this;
    }
}
