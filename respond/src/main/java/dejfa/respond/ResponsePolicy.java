package dejfa.respond;

import dejfa.api.Address;
import dejfa.api.Alert;
import dejfa.api.Block;
import dejfa.api.BlockService;
import dejfa.api.Host;
import dejfa.api.Ids;
import dejfa.api.Incident;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Proposes blocks for an incident by playbook. What the guard or the evidence forbids is proposed as refused, with
/// the reason, so that the operator sees what was held back.
public final class ResponsePolicy implements BlockService {
    private static final long NS_PER_HOUR = 3_600_000_000_000L;
    private static final int MOST_PER_INCIDENT = 32;

    private final List<Playbook> playbooks;
    private final Guard guard;

    public ResponsePolicy(Playbooks playbooks, Guard guard) {
        this.playbooks = playbooks.all();
        this.guard = guard;
    }

    @Override
    public List<Block> decide(Incident incident) {
        Map<String, Block> bySubject = new LinkedHashMap<>();
        for (Playbook playbook : playbooks) {
            if (!applies(playbook, incident)) continue;
            for (Incident.Server server : incident.servers()) {
                subject(server)
                        .filter(wish -> playbook.kinds().contains(kindOf(wish)))
                        .ifPresent(wish -> {
                            if (bySubject.size() < MOST_PER_INCIDENT
                                    && server.confidence() >= playbook.leastConfidence()) {
                                bySubject.putIfAbsent(wish.toString(), block(incident, server, wish, playbook));
                            }
                        });
            }
            if (playbook.kinds().contains("flow")) flows(incident, playbook, bySubject);
        }
        return new ArrayList<>(bySubject.values());
    }

    private static boolean applies(Playbook playbook, Incident incident) {
        Set<String> reached = new TreeSet<>();
        for (Incident.Step step : incident.steps()) reached.add(Playbooks.wordOf(step.phase()));
        reached.retainAll(playbook.phases());
        return playbook.severities().contains(incident.severity()) && !reached.isEmpty();
    }

    private static Optional<Block.Subject> subject(Incident.Server server) {
        try {
            return Optional.of(new Block.Subject.OfAddress(Address.parse(server.value())));
        } catch (IllegalArgumentException notAnAddress) {
            if (server.value().indexOf('/') >= 0 || server.value().indexOf(' ') >= 0) return Optional.empty();
            return Optional.of(new Block.Subject.OfDomain(server.value()));
        }
    }

    private static String kindOf(Block.Subject subject) {
        return switch (subject) {
            case Block.Subject.OfAddress _, Block.Subject.OfNetwork _ -> "address";
            case Block.Subject.OfDomain _ -> "domain";
            case Block.Subject.OfFlow _ -> "flow";
        };
    }

    /// The narrow cut: an own host from the server it obeys, port and all.
    private void flows(Incident incident, Playbook playbook, Map<String, Block> bySubject) {
        for (Alert alert : incident.alerts()) {
            Host victim = alert.victim();
            if (alert.phase() != Alert.Phase.COMMAND_AND_CONTROL || victim == null || alert.peer() == null) continue;
            if (alert.confidence() < playbook.leastConfidence() || alert.event().destinationPort() < 0) continue;
            boolean outgoing = victim.equals(alert.event().sourceHost());
            int port =
                    outgoing ? alert.event().destinationPort() : alert.event().sourcePort();
            Block.Subject wish = new Block.Subject.OfFlow(
                    victim, alert.peer().address(), alert.event().protocol(), port);
            Incident.Server server = new Incident.Server(
                    alert.peer().toString(),
                    alert.title(),
                    incident.firstNs(),
                    incident.lastNs(),
                    alert.unforgeable(),
                    alert.confidence());
            if (bySubject.size() < MOST_PER_INCIDENT) {
                bySubject.putIfAbsent(wish.toString(), block(incident, server, wish, playbook));
            }
        }
    }

    private Block block(Incident incident, Incident.Server server, Block.Subject subject, Playbook playbook) {
        String refusal = guard.refusal(subject).orElse(null);
        if (refusal == null && !server.unforgeable() && !(subject instanceof Block.Subject.OfDomain)) {
            refusal = "its evidence could be forged off the path";
        }
        Block.State state =
                refusal != null ? Block.State.REFUSED : playbook.confirm() ? Block.State.WAITING : Block.State.PROPOSED;
        return new Block(
                String.format(Locale.ROOT, "%013x", Ids.of(incident.id() + " " + subject)),
                subject,
                state,
                server.role() + " in incident " + incident.id() + " (playbook " + playbook.name() + ")",
                incident.id(),
                server.confidence(),
                "dejfa",
                incident.lastNs(),
                incident.lastNs() + playbook.durationHours() * NS_PER_HOUR,
                refusal != null ? "refused: " + refusal : playbook.confirm() ? "waits for a person" : null);
    }

    /// The blocks that may go to an enforcer, passed by the guard once more.
    public List<ApprovedBlock> approve(List<Block> blocks) {
        List<ApprovedBlock> approved = new ArrayList<>();
        for (Block block : blocks) guard.approve(block).ifPresent(approved::add);
        return approved;
    }
}
