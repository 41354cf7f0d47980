package dejfa.api;

import java.io.Serializable;

/// A wish to block something; only `respond` can turn it into an approved block.
///
/// @param id hash of incident and subject
/// @param reason one sentence, naming incident and evidence
/// @param untilNs expiry; every block has one
/// @param note why it is in this state (a guard's refusal), or null
public record Block(
        String id,
        Subject subject,
        State state,
        String reason,
        String incidentId,
        double confidence,
        String owner,
        long fromNs,
        long untilNs,
        String note)
        implements Serializable {
    /// What is blocked.
    public sealed interface Subject extends Serializable {
        record OfAddress(Address address) implements Subject {
            @Override
            public String toString() {
                return address.toString();
            }
        }

        record OfNetwork(Network network) implements Subject {
            @Override
            public String toString() {
                return network.toString();
            }
        }

        record OfDomain(String name) implements Subject {
            @Override
            public String toString() {
                return name;
            }
        }

        /// @param host the own host cut off from `peer`
        record OfFlow(Host host, Address peer, int protocol, int port) implements Subject {
            @Override
            public String toString() {
                return host.address() + " -> " + peer + " "
                        + (protocol == 6 ? "tcp" : protocol == 17 ? "udp" : protocol) + "/" + port;
            }
        }
    }

    /// Life of a block.
    public enum State {
        PROPOSED,
        WAITING,
        ACTIVE,
        EXPIRING,
        EXPIRED,
        REVOKED,
        FAILED,
        REFUSED
    }

    public Block {
        if (untilNs <= fromNs) throw new IllegalArgumentException("a block must end after it starts");
        if (reason.isBlank()) throw new IllegalArgumentException("a block needs a reason");
    }
}
