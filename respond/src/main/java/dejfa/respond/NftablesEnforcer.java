package dejfa.respond;

import dejfa.api.Address;
import dejfa.api.Block;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// nftables: an own table with sets of addresses and flows whose elements time out by themselves. The batch is one
/// transaction of `nft -f`, and touches no other table. Names are not its business (a resolver blocks them).
///
/// In this version it previews; loading is armed with the enforcer process (docs/decisions/0008-dry-run-first.md).
public final class NftablesEnforcer implements Enforcer {
    private static final String TABLE = "inet dejfa";
    private static final String UNDO = "# undo: ";
    private static final Pattern TIMEOUT = Pattern.compile(" timeout [0-9]+s");
    private static final long NS_PER_SECOND = 1_000_000_000L;

    @Override
    public void apply(List<ApprovedBlock> blocks) throws IOException {
        throw new IOException("blocks can't be armed in this version; run with --respond dry-run");
    }

    @Override
    public String preview(List<ApprovedBlock> blocks) {
        Map<String, StringBuilder> sets = new TreeMap<>();
        for (ApprovedBlock approved : blocks) element(approved.block(), sets);
        StringBuilder out = new StringBuilder();
        out.append("add table ").append(TABLE).append('\n');
        set(out, "blocked4", "ipv4_addr");
        set(out, "blocked6", "ipv6_addr");
        set(out, "cut4", "ipv4_addr . ipv4_addr . inet_proto . inet_service");
        set(out, "cut6", "ipv6_addr . ipv6_addr . inet_proto . inet_service");
        for (String hook : List.of("input", "output", "forward")) chain(out, hook);
        sets.forEach((name, elements) -> element(out, "add", name, elements));
        // How to take each back by hand, before it times out by itself.
        sets.forEach((name, elements) -> element(
                out.append(UNDO), "delete", name, TIMEOUT.matcher(elements).replaceAll("")));
        return out.toString();
    }

    private static void element(StringBuilder out, String verb, String set, CharSequence elements) {
        out.append(verb).append(" element ").append(TABLE).append(' ').append(set);
        out.append(" { ").append(elements).append(" }\n");
    }

    private static void set(StringBuilder out, String name, String type) {
        out.append("add set ")
                .append(TABLE)
                .append(' ')
                .append(name)
                .append(" { type ")
                .append(type)
                .append("; flags timeout; counter; }\n");
    }

    private static void chain(StringBuilder out, String hook) {
        out.append("add chain ").append(TABLE).append(' ').append(hook);
        out.append(" { type filter hook ").append(hook).append(" priority -150; policy accept; }\n");
        out.append("flush chain ").append(TABLE).append(' ').append(hook).append('\n');
        for (String side : List.of("saddr", "daddr")) {
            rule(out, hook, "ip " + side + " @blocked4 drop");
            rule(out, hook, "ip6 " + side + " @blocked6 drop");
        }
        rule(out, hook, "ip saddr . ip daddr . meta l4proto . th dport @cut4 drop");
        rule(out, hook, "ip6 saddr . ip6 daddr . meta l4proto . th dport @cut6 drop");
    }

    private static void rule(StringBuilder out, String hook, String text) {
        out.append("add rule ")
                .append(TABLE)
                .append(' ')
                .append(hook)
                .append(' ')
                .append(text)
                .append('\n');
    }

    private static void element(Block block, Map<String, StringBuilder> sets) {
        String timeout = " timeout " + Math.max(1, (block.untilNs() - block.fromNs()) / NS_PER_SECOND) + "s";
        switch (block.subject()) {
            case Block.Subject.OfAddress(Address address) ->
                add(sets, address.isV4() ? "blocked4" : "blocked6", address + timeout);
            case Block.Subject.OfFlow(var host, var peer, var protocol, var port) ->
                add(
                        sets,
                        peer.isV4() ? "cut4" : "cut6",
                        host.address() + " . " + peer + " . " + protocol + " . " + port + timeout);
            case Block.Subject.OfNetwork _, Block.Subject.OfDomain _ -> {
                // networks need an interval set of their own, names a resolver: neither is proposed to nftables
            }
        }
    }

    private static void add(Map<String, StringBuilder> sets, String set, String element) {
        StringBuilder elements = sets.computeIfAbsent(set, name -> new StringBuilder());
        if (!elements.isEmpty()) elements.append(", ");
        elements.append(element);
    }
}
