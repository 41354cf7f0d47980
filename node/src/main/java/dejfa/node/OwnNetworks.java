package dejfa.node;

import dejfa.api.Network;
import java.util.ArrayList;
import java.util.List;

/// The own networks: what `--home-net` or the rule variable HOME_NET says, or what is assumed.
///
/// @param ruleText as rules want it
/// @param networks the plain networks of it, for behaviours and guards
/// @param assumed nobody said it
record OwnNetworks(String ruleText, List<Network> networks, boolean assumed) {
    static final String USUAL = "[192.168.0.0/16,10.0.0.0/8,172.16.0.0/12]";
    /// RFC 1918, RFC 4193 and RFC 4291 §2.5.6.
    private static final List<String> PRIVATE =
            List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fe80::/10");

    static OwnNetworks of(String option, VarsFile vars) {
        String text = vars.addressGroups().getOrDefault("HOME_NET", option);
        if (text == null) return new OwnNetworks(USUAL, parse(String.join(",", PRIVATE)), true);
        List<Network> networks = parse(text);
        return new OwnNetworks(
                text.startsWith("[") || text.indexOf(',') < 0 ? text : "[" + text + "]",
                networks.isEmpty() ? parse(String.join(",", PRIVATE)) : networks,
                networks.isEmpty());
    }

    /// Plain networks of a list; exceptions, variables and `any` say nothing about ownership and are left out.
    private static List<Network> parse(String text) {
        return parse(text, new ArrayList<>());
    }

    /// Parts that are neither a network nor anything else that a rule's address list may hold.
    static List<String> wrongParts(String text) {
        List<String> wrong = new ArrayList<>();
        parse(text, wrong);
        return wrong;
    }

    private static List<Network> parse(String text, List<String> wrong) {
        List<Network> all = new ArrayList<>();
        for (String part : text.replaceAll("[\\[\\]]", "").split(",")) {
            String one = part.strip();
            if (one.isEmpty() || one.startsWith("!") || one.startsWith("$") || one.equals("any")) continue;
            try {
                all.add(Network.parse(one));
            } catch (IllegalArgumentException notANetwork) {
                wrong.add(one);
            }
        }
        return all;
    }

    boolean contains(dejfa.api.Address address) {
        for (Network network : networks) if (network.contains(address)) return true;
        return false;
    }
}
