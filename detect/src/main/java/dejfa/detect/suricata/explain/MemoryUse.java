package dejfa.detect.suricata.explain;

import dejfa.detect.suricata.rule.BadRule;
import dejfa.detect.suricata.rule.CompiledRule;
import dejfa.detect.suricata.rule.RuleOption;
import dejfa.detect.suricata.rule.RuleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What one option of a rule does to bits and numbers that outlive a packet (`flowbits`, `flowint`, `xbits`,
/// `hostbits`).
///
/// @param name with its kind: two uses of the same name and kind are about the same thing
/// @param command as written
record MemoryUse(String kind, String name, String command, boolean writes) {
    private static final List<String> KINDS = List.of("flowbits", "flowint", "xbits", "hostbits");
    private static final List<String> WRITING = List.of("set", "unset", "toggle", "=", "+", "-");

    static List<MemoryUse> of(CompiledRule rule) {
        List<MemoryUse> all = new ArrayList<>(0);
        // Most rules have none; taking a rule apart again costs.
        if (KINDS.stream().noneMatch(rule.info().text()::contains)) return all;
        try {
            for (RuleOption option : RuleText.parse(rule.info().text()).options()) {
                if (KINDS.contains(option.name()) && option.value() != null) of(option.name(), option.value(), all);
            }
        } catch (BadRule e) {
            throw new IllegalStateException("a compiled rule was read once", e);
        }
        return all;
    }

    private static void of(String kind, String value, List<MemoryUse> all) {
        String[] parts = RuleText.unquote(value).split("[,\\s]+");
        boolean number = kind.equals("flowint");
        if (parts.length < 2) return;
        String command = parts[number ? 1 : 0].toLowerCase(Locale.ROOT);
        for (String name : parts[number ? 0 : 1].split("\\|")) {
            all.add(new MemoryUse(kind, name.strip(), command, WRITING.contains(command)));
        }
    }

    boolean isOf(MemoryUse other) {
        return kind.equals(other.kind) && name.equals(other.name);
    }
}
