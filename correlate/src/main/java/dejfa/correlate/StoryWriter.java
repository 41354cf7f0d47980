package dejfa.correlate;

import dejfa.api.Actor;
import dejfa.api.Block;
import dejfa.api.EveJson;
import dejfa.api.Host;
import dejfa.api.Incident;
import dejfa.api.Incident.Server;
import dejfa.api.Incident.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The story of an incident for a terminal: what happened, to whom, by which servers, who is likely behind it, what is
/// blocked, how sure and why, in at most a screenful of lines.
public final class StoryWriter {
    private static final int COLUMNS = 100;
    private static final int MAX_STEPS = 14;
    private static final int MAX_SERVERS = 8;
    private static final int MAX_BLOCKS = 8;

    private StoryWriter() {}

    /// Plain lines of at most 100 columns; nothing of it can move the cursor or turn the text.
    ///
    /// @param blocks what respond says to the incident; empty where nothing is asked
    public static List<String> lines(Incident incident, List<Block> blocks) {
        Lines out = new Lines();
        out.add(
                "",
                (incident.synthetic() ? "SYNTHETIC " : "") + "Incident " + incident.id() + ", severity "
                        + incident.severity() + ": " + incident.title());
        out.add(
                "  ",
                EveJson.time(incident.firstNs()).substring(0, 19).replace('T', ' ') + " to "
                        + EveJson.time(incident.lastNs()).substring(0, 19).replace('T', ' ') + " UTC, "
                        + Plain.plural(incident.alertCount(), "alert", "alerts"));
        what(incident, out);
        servers(incident, out);
        actors(incident, out);
        blocks(blocks, out);
        out.add(
                "  ",
                "How sure: " + sure(incident) + ". Severity " + incident.severity() + " because "
                        + String.join("; ", incident.severityReasons()) + ".");
        return out.all;
    }

    public static List<String> lines(Incident incident) {
        return lines(incident, List.of());
    }

    private static String sure(Incident incident) {
        double c = incident.confidence();
        Set<String> kinds = new HashSet<>();
        for (Step step : incident.steps()) kinds.add(step.kind());
        return (c >= 0.9 ? "nearly certain" : c >= 0.7 ? "likely" : c >= 0.4 ? "possible" : "a hint")
                + " that it is an attack (" + Plain.plural(kinds.size(), "independent rule", "independent rules") + ")";
    }

    private static void what(Incident incident, Lines out) {
        List<String> victims =
                incident.victims().stream().limit(6).map(Host::toString).toList();
        String more =
                incident.victims().size() > 6 ? " and " + (incident.victims().size() - 6) + " more" : "";
        out.add("  ", "To whom: " + (victims.isEmpty() ? "an unknown host" : String.join(", ", victims) + more));
        out.add("  ", "What happened:");
        List<Step> shown = chosen(incident.steps());
        for (Step step : shown) {
            String times = step.count() > 1 ? " (" + step.count() + " times)" : "";
            out.add("    ", EveJson.time(step.timeNs()).substring(11, 19) + " " + step.text() + times);
        }
        int hidden = incident.steps().size() - shown.size();
        if (hidden > 0)
            out.add("    ", "and " + Plain.plural(hidden, "lesser step", "lesser steps") + " (see the report)");
    }

    /// The surest steps, one of each kind first, back in order of time.
    private static List<Step> chosen(List<Step> steps) {
        if (steps.size() <= MAX_STEPS) return steps;
        Set<String> kinds = new HashSet<>();
        List<Step> firsts = new ArrayList<>();
        List<Step> rest = new ArrayList<>();
        for (Step step : steps) (kinds.add(step.kind()) ? firsts : rest).add(step);
        Comparator<Step> surest = Comparator.comparingDouble(Step::confidence).reversed();
        firsts.sort(surest);
        rest.sort(surest);
        firsts.addAll(rest);
        List<Step> chosen = new ArrayList<>(firsts.subList(0, MAX_STEPS));
        chosen.sort(Comparator.comparingLong(Step::timeNs));
        return chosen;
    }

    private static void servers(Incident incident, Lines out) {
        if (incident.servers().isEmpty()) return;
        out.add("  ", "By which servers:");
        List<Server> surest = incident.servers().stream()
                .sorted(Comparator.comparingDouble(Server::confidence).reversed())
                .limit(MAX_SERVERS)
                .toList();
        for (Server server : surest) {
            String sure = server.confidence() < 0.4 ? ", perhaps not of this attack" : "";
            String forged = server.unforgeable() ? "" : ", address not proved by an answer";
            out.add("    ", server.value() + ": " + server.role() + sure + (isName(server) ? "" : forged));
        }
        int hidden = incident.servers().size() - surest.size();
        if (hidden > 0) out.add("    ", "and " + hidden + " more");
    }

    private static boolean isName(Server server) {
        return !server.value().contains(":") && server.value().chars().anyMatch(Character::isLetter);
    }

    private static void actors(Incident incident, Lines out) {
        if (incident.actors().isEmpty() || incident.actors().getFirst().name().equals(Actor.UNKNOWN)) {
            out.add("  ", "Who: not enough evidence to name anybody");
            if (!incident.actors().isEmpty())
                reasons(incident.actors().getFirst().supporting(), "because", 2, out);
            return;
        }
        Actor first = incident.actors().getFirst();
        out.add("  ", "Who: " + first.name() + ", odds " + first.odds() + " (a hypothesis, not calibrated)");
        reasons(first.supporting(), "for", 4, out);
        reasons(first.opposing(), "against", 2, out);
        List<String> others = incident.actors().stream()
                .skip(1)
                .limit(2)
                .map(actor -> actor.name() + " (" + actor.odds() + ")")
                .toList();
        if (!others.isEmpty()) out.add("    ", "else: " + String.join(", ", others));
    }

    private static void reasons(List<String> sentences, String word, int most, Lines out) {
        for (String sentence : sentences.subList(0, Math.min(most, sentences.size()))) {
            out.add("    ", word + ": " + sentence);
        }
    }

    private static void blocks(List<Block> blocks, Lines out) {
        if (blocks.isEmpty()) return;
        out.add("  ", "Blocks:");
        for (Block block : blocks.subList(0, Math.min(MAX_BLOCKS, blocks.size()))) {
            out.add(
                    "    ",
                    block.subject() + " " + block.state().name().toLowerCase(java.util.Locale.ROOT) + " until "
                            + EveJson.time(block.untilNs()).substring(0, 16).replace('T', ' ')
                            + (block.note() == null ? "" : ": " + block.note()));
        }
        if (blocks.size() > MAX_BLOCKS) out.add("    ", "and " + (blocks.size() - MAX_BLOCKS) + " more");
    }

    /// Folds what is too long for a line once and cuts the rest, so that no sentence floods the screen.
    private static final class Lines {
        private final List<String> all = new ArrayList<>();

        private void add(String indent, String raw) {
            int room = COLUMNS - indent.length() - 2;
            String text = Plain.text(raw, 2 * room);
            if (text.length() <= COLUMNS - indent.length()) {
                all.add(indent + text);
                return;
            }
            int cut = text.lastIndexOf(' ', room);
            if (cut < room / 2) cut = room;
            all.add(indent + text.substring(0, cut));
            String rest = text.substring(cut).strip();
            if (rest.length() > room) rest = rest.substring(0, room - 1) + "…";
            all.add(indent + "  " + rest);
        }
    }
}
