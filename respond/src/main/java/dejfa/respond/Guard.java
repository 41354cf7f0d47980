package dejfa.respond;

import dejfa.api.Block;
import dejfa.api.Network;
import java.util.Optional;

/// The one place that every block passes on its way to an enforcer.
public final class Guard {
    /// Largest networks: IPv4 /24, IPv6 /48 (prefixes of the mapped form).
    private static final int SHORTEST_V4_PREFIX = 96 + 24;

    private static final int SHORTEST_V6_PREFIX = 48;
    /// A block longer than this needs a person who renews it.
    private static final long LONGEST_NS = 30L * 24 * 3600 * 1_000_000_000L;

    private final Protected mayNotBeBlocked;
    private final int mostBlocks;
    private int approved;

    /// @param mostBlocks approved blocks in all; beyond it everything is refused until a person looks
    public Guard(Protected mayNotBeBlocked, int mostBlocks) {
        this.mayNotBeBlocked = mayNotBeBlocked;
        this.mostBlocks = mostBlocks;
    }

    /// Why the subject may not be blocked, or empty.
    public Optional<String> refusal(Block.Subject subject) {
        return switch (subject) {
            case Block.Subject.OfAddress(var address) -> network(mayNotBeBlocked.touching(address));
            case Block.Subject.OfNetwork(var network) -> ofNetwork(network);
            case Block.Subject.OfDomain(var name) -> ofDomain(name);
            case Block.Subject.OfFlow(var host, var peer, var protocol, var port) ->
                protocol < 0 || protocol > 255 || port < 0 || port > 65535
                        ? Optional.of("protocol and port are out of range")
                        : network(mayNotBeBlocked.touching(peer));
        };
    }

    private static Optional<String> network(Network hit) {
        return hit == null ? Optional.empty() : Optional.of("it is protected (" + hit + ")");
    }

    private Optional<String> ofNetwork(Network wish) {
        boolean v4 = wish.base().isV4() && wish.prefix() >= 96;
        int shortest = v4 ? SHORTEST_V4_PREFIX : SHORTEST_V6_PREFIX;
        if (wish.prefix() < shortest) return Optional.of("the network is too large");
        return network(mayNotBeBlocked.touching(wish));
    }

    private Optional<String> ofDomain(String text) {
        String name;
        try {
            name = Protected.normalName(text);
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
        if (name.indexOf('.') < 0) return Optional.of("a single label would block a whole top-level domain");
        String hit = mayNotBeBlocked.touching(name);
        return hit == null ? Optional.empty() : Optional.of("it is protected (" + hit + ")");
    }

    /// @return empty where it is refused; [#refusal] says why
    public Optional<ApprovedBlock> approve(Block block) {
        if (refusal(block.subject()).isPresent()
                || block.state() == Block.State.REFUSED
                || block.untilNs() - block.fromNs() > LONGEST_NS
                || approved >= mostBlocks) return Optional.empty();
        approved++;
        return Optional.of(new ApprovedBlock(block));
    }
}
