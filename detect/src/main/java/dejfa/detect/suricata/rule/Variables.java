package dejfa.detect.suricata.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The address and port lists of rule headers, variables and nesting resolved. Each distinct text is compiled once,
/// whichever thread comes first.
public final class Variables {
    /// Lists in lists; a variable that names itself ends here.
    private static final int MAX_DEPTH = 32;
    /// Entries of one list, after its variables are filled in.
    private static final int MAX_ENTRIES = 1 << 20;

    private final Map<String, String> addressGroups;
    private final Map<String, String> portGroups;
    private final Map<String, AddressSet> addresses = new HashMap<>();
    private final Map<String, PortSet> ports = new HashMap<>();
    private int entries;

    public Variables(Map<String, String> addressGroups, Map<String, String> portGroups) {
        this.addressGroups = addressGroups;
        this.portGroups = portGroups;
    }

    /// @throws BadRule when the list can't be read
    public synchronized AddressSet addresses(String text) {
        AddressSet known = addresses.get(text);
        if (known == null) {
            entries = 0;
            known = addresses(text, 0);
            if (known.isEmpty()) throw new BadRule("no address is in " + text, "widen the list");
            addresses.put(text, known);
        }
        return known;
    }

    private AddressSet addresses(String text, int depth) {
        String t = text.strip();
        check(t, depth);
        if (t.startsWith("!")) return addresses(t.substring(1), depth + 1).complement();
        if (t.equalsIgnoreCase("any")) return AddressSet.ANY;
        if (t.startsWith("$")) return addresses(group(addressGroups, t, "address"), depth + 1);
        if (!t.startsWith("[")) return AddressSet.parse(t);
        List<AddressSet> in = new ArrayList<>();
        List<AddressSet> out = new ArrayList<>();
        for (String part : parts(t)) {
            if (part.startsWith("!")) out.add(addresses(part.substring(1), depth + 1));
            else in.add(addresses(part, depth + 1));
        }
        AddressSet wanted = in.isEmpty() ? AddressSet.ANY : AddressSet.union(in);
        return out.isEmpty() ? wanted : wanted.intersect(AddressSet.union(out).complement());
    }

    /// @throws BadRule when the list can't be read
    public synchronized PortSet ports(String text) {
        PortSet known = ports.get(text);
        if (known == null) {
            entries = 0;
            known = ports(text, 0);
            ports.put(text, known);
        }
        return known;
    }

    private PortSet ports(String text, int depth) {
        String t = text.strip();
        check(t, depth);
        // `!80,!443` without brackets is read as the list that it is.
        if (depth == 0 && !t.startsWith("[") && t.indexOf(',') > 0) return ports('[' + t + ']', depth + 1);
        if (t.startsWith("!")) return ports(t.substring(1), depth + 1).complement();
        if (t.equalsIgnoreCase("any")) return PortSet.ANY;
        if (t.startsWith("$")) return ports(group(portGroups, t, "port"), depth + 1);
        if (!t.startsWith("[")) return PortSet.parse(t);
        PortSet in = null;
        PortSet out = PortSet.NONE;
        for (String part : parts(t)) {
            if (part.startsWith("!")) out = out.union(ports(part.substring(1), depth + 1));
            else in = (in == null ? PortSet.NONE : in).union(ports(part, depth + 1));
        }
        return (in == null ? PortSet.ANY : in).without(out);
    }

    private void check(String text, int depth) {
        if (depth > MAX_DEPTH) throw new BadRule("lists are nested too deep", "does a variable name itself?");
        if (++entries > MAX_ENTRIES) throw new BadRule("the list is too long", "use fewer entries");
        if (text.isEmpty()) throw new BadRule("an empty entry in a list", "remove the comma too many");
    }

    private static String group(Map<String, String> groups, String name, String kind) {
        String value = groups.get(name.substring(1));
        if (value == null) {
            throw new BadRule(
                    "the " + kind + " group " + name + " is not set", "set it in the vars file or by --home-net");
        }
        return value;
    }

    private static List<String> parts(String text) {
        int end = text.lastIndexOf(']');
        if (end < 0) throw new BadRule("']' is missing in " + text, "close the list");
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 1;
        for (int i = 1; i < end; i++) {
            char c = text.charAt(i);
            if (c == '[') depth++;
            else if (c == ']') depth--;
            else if (c == ',' && depth == 0) {
                parts.add(text.substring(from, i).strip());
                from = i + 1;
            }
        }
        String last = text.substring(from, end).strip();
        if (!last.isEmpty()) parts.add(last);
        if (parts.isEmpty()) throw new BadRule("an empty list", "write any, or remove the list");
        return parts;
    }
}
