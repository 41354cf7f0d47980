package dejfa.store;

import dejfa.api.Address;
import dejfa.api.Block;
import dejfa.api.Host;
import dejfa.api.Network;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A block's subject from the two columns it is kept in.
final class Subjects {
    private static final Pattern FLOW = Pattern.compile("(\\S+) -> (\\S+) (tcp|udp|\\d+)/(\\d+)");

    private Subjects() {}

    static Block.Subject parse(String kind, String text) {
        return switch (kind) {
            case "OfAddress" -> new Block.Subject.OfAddress(Address.parse(text));
            case "OfNetwork" -> new Block.Subject.OfNetwork(Network.parse(text));
            case "OfDomain" -> new Block.Subject.OfDomain(text);
            case "OfFlow" -> flow(text);
            default -> throw new IllegalStateException("unknown kind of block in the store: " + kind);
        };
    }

    private static Block.Subject flow(String text) {
        Matcher parts = FLOW.matcher(text);
        if (!parts.matches()) throw new IllegalStateException("unreadable flow in the store: " + text);
        int protocol =
                switch (parts.group(3)) {
                    case "tcp" -> 6;
                    case "udp" -> 17;
                    default -> Integer.parseInt(parts.group(3));
                };
        return new Block.Subject.OfFlow(
                new Host("", Address.parse(parts.group(1))),
                Address.parse(parts.group(2)),
                protocol,
                Integer.parseInt(parts.group(4)));
    }
}
