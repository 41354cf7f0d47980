package dejfa.detect.behaviour;

import dejfa.api.Alert;
import dejfa.api.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A behaviour's file, read and checked.
///
/// @param name its folder
/// @param inputs which events it takes, in order: the first whose conditions hold
/// @param parameters the machine's own, still to be read by it
/// @param measures definitions of a tally's measures by name
/// @param alertWhen must hold for an alert
record Spec(
        String name,
        List<Input> inputs,
        YamlNode parameters,
        Map<String, YamlNode> measures,
        Value.Scope scope,
        Condition alertWhen,
        List<Evidence> evidence,
        AlertSpec alert) {
    private static final Set<String> KEYS = Set.of(
            "about", "machine", "on", "parameters", "measures", "alert-when", "evidence", "keys-at-most", "alert");
    private static final Set<String> INPUT_KEYS = Set.of("event", "role", "where", "key", "proof");
    private static final Set<String> EVIDENCE_KEYS = Set.of("when", "weight", "say", "tell");
    private static final Set<String> ALERT_KEYS = Set.of(
            "title",
            "text",
            "severity",
            "confidence",
            "at-least",
            "phase",
            "techniques",
            "tool",
            "victim",
            "peer",
            "indicators",
            "engine",
            "repeat",
            "delay");

    /// One kind of event that a behaviour takes.
    ///
    /// @param role what it means to the machine (`observe`, `signal`, `proof`, `presence`)
    /// @param key the values that name the state it changes
    /// @param proof when the addresses of such an event can't have been forged; null: never
    record Input(String event, String role, Condition where, List<Value> key, Condition proof) {}

    /// A reason for or against, as log-odds.
    ///
    /// @param tell words that it adds to the sentence of the alert, after a comma; null: none
    record Evidence(Condition when, double weight, Template say, Template tell) {}

    /// What is said when the behaviour is recognised.
    ///
    /// @param confidence before evidence is weighed
    /// @param atLeast confidence below which nothing is said
    /// @param repeatNs nothing is said twice about one key within this time
    /// @param delayNs time between recognition and alert, in which the numbers of the text grow
    record AlertSpec(
            Template title,
            Template text,
            int severity,
            double confidence,
            double atLeast,
            Alert.Phase phase,
            List<String> techniques,
            String tool,
            Value victim,
            Value peer,
            List<Template> indicators,
            Alert.Engine engine,
            long repeatNs,
            long delayNs) {}

    /// The parts of a file that can be read before its machine is known.
    static Map<String, YamlNode> members(YamlNode root) {
        Map<String, YamlNode> members = root.members(KEYS);
        for (String needed : List.of("about", "machine", "on", "alert")) {
            if (!members.containsKey(needed)) root.problem("the key '" + needed + "' is missing", "add it");
        }
        return members;
    }

    /// @param given measures that the machine itself yields
    static Spec read(
            String name,
            Map<String, YamlNode> members,
            Set<String> given,
            Set<String> roles,
            List<Schema> schemas,
            HomeNetworks home) {
        Map<String, YamlNode> measures =
                members.containsKey("measures") ? members.get("measures").members(Set.of()) : Map.of();
        Set<String> measureNames = new LinkedHashSet<>(given);
        measureNames.addAll(measures.keySet());
        List<Schema> types = new ArrayList<>();
        List<Input> inputs = inputs(members.get("on"), roles, schemas, home, types);
        Value.Scope scope = new Value.Scope(types, measureNames, home);
        Condition when = members.containsKey("alert-when")
                ? Condition.list(members.get("alert-when"), scope)
                : (event, values) -> true;
        List<Evidence> evidence = new ArrayList<>();
        if (members.containsKey("evidence")) {
            for (YamlNode node : members.get("evidence").elements()) evidence.add(evidence(node, scope));
        }
        return new Spec(
                name,
                inputs,
                members.get("parameters"),
                new LinkedHashMap<>(measures),
                scope,
                when,
                evidence,
                alert(members.get("alert"), scope));
    }

    private static List<Input> inputs(
            YamlNode on, Set<String> roles, List<Schema> schemas, HomeNetworks home, List<Schema> types) {
        List<Input> inputs = new ArrayList<>();
        for (YamlNode node : on.elements()) {
            Map<String, YamlNode> members = node.members(INPUT_KEYS);
            if (!members.containsKey("event") || !members.containsKey("key")) {
                node.problem("needs `event` and `key`", "name the event type and the values that make the key");
                continue;
            }
            String event = members.get("event").text();
            Schema schema = schemas.stream()
                    .filter(one -> one.event().equals(event))
                    .findFirst()
                    .orElse(null);
            if (schema == null) {
                members.get("event")
                        .problem(
                                "no parser yields the event '" + event + "'", "add that protocol, or correct the name");
                continue;
            }
            if (!types.contains(schema)) types.add(schema);
            Value.Scope scope = new Value.Scope(List.of(schema), Set.of(), home);
            String role = members.containsKey("role") ? members.get("role").text() : "observe";
            if (!roles.contains(role)) {
                members.getOrDefault("role", node)
                        .problem(
                                "'" + role + "' is no role of this machine",
                                "one of " + roles.stream().sorted().toList());
            }
            inputs.add(new Input(
                    event,
                    role,
                    members.containsKey("where") ? Condition.list(members.get("where"), scope) : (one, values) -> true,
                    members.get("key").elements().stream()
                            .map(one -> Value.parse(one, scope))
                            .toList(),
                    members.containsKey("proof") ? Condition.list(members.get("proof"), scope) : null));
        }
        return inputs;
    }

    private static Evidence evidence(YamlNode node, Value.Scope scope) {
        Map<String, YamlNode> members = node.members(EVIDENCE_KEYS);
        for (String needed : List.of("when", "weight", "say")) {
            if (!members.containsKey(needed)) {
                node.problem("the key '" + needed + "' is missing", "add it");
                return new Evidence((event, values) -> false, 0, null, null);
            }
        }
        return new Evidence(
                Condition.list(members.get("when"), scope),
                members.get("weight").number(-20, 20),
                Template.parse(members.get("say"), scope),
                members.containsKey("tell") ? Template.parse(members.get("tell"), scope) : null);
    }

    private static AlertSpec alert(YamlNode node, Value.Scope scope) {
        Map<String, YamlNode> members = node.members(ALERT_KEYS);
        for (String needed : List.of("title", "text", "severity", "confidence", "phase", "techniques")) {
            if (!members.containsKey(needed)) {
                node.problem("the key '" + needed + "' is missing", "add it");
                return null;
            }
        }
        List<String> techniques = members.get("techniques").texts();
        for (String technique : techniques) {
            if (!technique.matches("T[0-9]{4}(\\.[0-9]{3})?")) {
                members.get("techniques").problem("'" + technique + "' is no ATT&CK technique", "write T1071.001");
            }
        }
        return new AlertSpec(
                Template.parse(members.get("title"), scope),
                Template.parse(members.get("text"), scope),
                (int) members.get("severity").number(1, 4),
                members.get("confidence").number(0.01, 0.99),
                members.containsKey("at-least") ? members.get("at-least").number(0, 1) : 0,
                members.get("phase").choice(Alert.Phase.class),
                techniques,
                members.containsKey("tool") ? members.get("tool").text() : null,
                members.containsKey("victim") ? Value.parse(members.get("victim"), scope) : null,
                members.containsKey("peer") ? Value.parse(members.get("peer"), scope) : null,
                !members.containsKey("indicators")
                        ? List.of()
                        : members.get("indicators").elements().stream()
                                .map(one -> Template.parse(one, scope))
                                .toList(),
                members.containsKey("engine")
                        ? members.get("engine").choice(Alert.Engine.class)
                        : Alert.Engine.BEHAVIOUR,
                members.containsKey("repeat") ? members.get("repeat").duration() : 6 * 3_600_000_000_000L,
                members.containsKey("delay") ? members.get("delay").duration() : 0);
    }
}
