package dejfa.correlate;

import dejfa.api.Actor;
import dejfa.api.Alert.Phase;
import dejfa.api.Block;
import dejfa.api.EveJson;
import dejfa.api.Host;
import dejfa.api.Incident;
import dejfa.api.Incident.Server;
import dejfa.api.Incident.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The story of an incident for a terminal: what happened, to whom, by which servers, who is likely behind it, what is
/// blocked, how sure and why, in at most a screenful of lines.
public final class StoryWriter {
    /// Lines of the time line; with the rest they leave room for what was assumed on a screen of 45 lines.
    private static final int STEP_LINES = 11;
    private static final int LINES_PER_STEP = 2;
    private static final int MAX_SERVERS = 6;
    private static final int ACTOR_LINES = 5;
    private static final int BLOCK_LINES = 4;
    private static final int SUBJECTS_PER_BLOCK_LINE = 6;
    /// `    05:10:00 ` before a step's text
    private static final int STEP_HANG = 13;

    private StoryWriter() {}

    /// Plain lines of at most 100 columns; nothing of it can move the cursor or turn the text.
    ///
    /// @param blocks what respond says to the incident; empty where nothing is asked
    public static List<String> lines(Incident incident, List<Block> blocks) {
        Lines out = new Lines();
        String mark = incident.synthetic() ? "SYNTHETIC " : "";
        out.add(
                0,
                2,
                mark + "Incident " + incident.id() + ", severity " + incident.severity() + ": " + incident.title(),
                3);
        out.add(
                2,
                4,
                span(incident) + ", " + Plain.plural(incident.alertCount(), "alert", "alerts") + ". To whom: "
                        + victims(incident),
                2);
        steps(incident, out);
        servers(incident, out);
        actors(incident, out);
        blocks(blocks, out);
        out.add(
                2,
                4,
                "How sure: " + sure(incident) + "; " + incident.severity() + " because "
                        + String.join("; ", incident.severityReasons()) + ".",
                4);
        return out.all();
    }

    public static List<String> lines(Incident incident) {
        return lines(incident, List.of());
    }

    private static String span(Incident incident) {
        String first = EveJson.time(incident.firstNs()).substring(0, 19).replace('T', ' ');
        String last = EveJson.time(incident.lastNs()).substring(0, 19).replace('T', ' ');
        if (first.equals(last)) return first + " UTC";
        boolean sameDay = first.substring(0, 10).equals(last.substring(0, 10));
        return first + " to " + (sameDay ? last.substring(11) : last) + " UTC";
    }

    private static String victims(Incident incident) {
        List<String> all = new ArrayList<>();
        for (Host host : incident.victims()) all.add(host.toString());
        for (String computer : incident.computers()) all.add(Plain.text(computer, 60));
        if (all.isEmpty()) return "an unknown host";
        List<String> shown = all.subList(0, Math.min(5, all.size()));
        int more = all.size() - shown.size();
        return String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
    }

    private static String sure(Incident incident) {
        double c = incident.confidence();
        Set<String> kinds = new HashSet<>();
        for (Step step : incident.steps()) kinds.add(step.kind());
        String word = c >= 0.9 ? "nearly certain" : c >= 0.7 ? "likely" : c >= 0.4 ? "possible" : "a hint";
        return word + " that it is an attack ("
                + (kinds.size() == 1 ? "one rule says so" : kinds.size() + " rules say so") + ")";
    }

    private static void steps(Incident incident, Lines out) {
        if (incident.steps().isEmpty()) return;
        List<Step> shown = chosen(incident.steps());
        int hidden = incident.steps().size() - shown.size();
        out.add(
                2,
                "What happened"
                        + (hidden > 0
                                ? " (" + Plain.plural(hidden, "lesser step", "lesser steps") + " more in --report):"
                                : ":"));
        String day = EveJson.time(incident.firstNs()).substring(5, 10);
        for (Step step : shown) {
            String time = EveJson.time(step.timeNs());
            if (!time.substring(5, 10).equals(day)) {
                day = time.substring(5, 10);
                out.add(4, time.substring(0, 10));
            }
            out.add(4, STEP_HANG, time.substring(11, 19) + " " + said(step), LINES_PER_STEP);
        }
    }

    /// The step's sentence without its end, and how often it came where that is not said yet.
    private static String said(Step step) {
        String text = step.text();
        if (text.endsWith(".")) text = text.substring(0, text.length() - 1);
        if (step.count() < 2 || text.endsWith(" more like it)")) return text;
        return text + " ×" + step.count();
    }

    /// The surest step of each phase but the scan before it, then of each kind, then the rest, as many as their lines
    /// allow, back in order of time.
    private static List<Step> chosen(List<Step> steps) {
        List<Step> surest = new ArrayList<>(steps);
        surest.sort(Comparator.comparingDouble(Step::confidence).reversed());
        Set<Step> order = new LinkedHashSet<>();
        Set<Object> seen = new HashSet<>();
        for (Step step : surest) if (step.phase() != Phase.RECONNAISSANCE && seen.add(step.phase())) order.add(step);
        for (Step step : surest) if (seen.add(step.kind())) order.add(step);
        order.addAll(surest);
        List<Step> chosen = new ArrayList<>();
        int left = STEP_LINES;
        for (Step step : order) {
            int lines = Math.min(LINES_PER_STEP, Lines.count(4, STEP_HANG, "00:00:00 " + said(step)));
            if (lines > left) continue;
            left -= lines;
            chosen.add(step);
        }
        chosen.sort(Comparator.comparingLong(Step::timeNs));
        return chosen;
    }

    private static void servers(Incident incident, Lines out) {
        if (incident.servers().isEmpty()) return;
        out.add(2, "By which servers:");
        List<Server> surest = incident.servers().stream()
                .sorted(Comparator.comparingDouble(Server::confidence).reversed())
                .limit(MAX_SERVERS)
                .toList();
        for (Server server : surest) {
            String sure = server.confidence() < 0.4 ? ", perhaps not of this attack" : "";
            String forged = server.unforgeable() || isName(server) ? "" : ", address not proved by an answer";
            out.add(4, 6, server.value() + ": " + server.role() + sure + forged, 1);
        }
        int hidden = incident.servers().size() - surest.size();
        if (hidden > 0) out.add(4, "… and " + hidden + " more");
    }

    private static boolean isName(Server server) {
        return !server.value().contains(":") && server.value().chars().anyMatch(Character::isLetter);
    }

    private static void actors(Incident incident, Lines out) {
        if (incident.actors().isEmpty()) return;
        Actor first = incident.actors().getFirst();
        boolean named = !first.name().equals(Actor.UNKNOWN);
        StringBuilder head = new StringBuilder("Who: ");
        if (named) head.append(first.name()).append(", odds ").append(first.odds());
        else head.append("not enough evidence to name anybody");
        if (named) head.append(" (a hypothesis, not calibrated)");
        String word = "; else ";
        for (Actor other :
                incident.actors().subList(1, Math.min(3, incident.actors().size()))) {
            head.append(word)
                    .append(other.name())
                    .append(" (")
                    .append(other.odds())
                    .append(')');
            word = ", ";
        }
        int left = ACTOR_LINES - out.add(2, 4, head.toString(), 1);
        String against = first.opposing().isEmpty() || !named
                ? null
                : "against: " + first.opposing().getFirst();
        if (against != null) left -= Math.min(2, Lines.count(4, 6, against));
        String habit = ": recorded as a habit of " + first.name();
        for (String piece : named
                ? first.supporting()
                : first.supporting().subList(0, Math.min(1, first.supporting().size()))) {
            String sentence =
                    (named ? "for: " : "because ") + piece.replace(habit, "").replace("not enough evidence: ", "");
            int lines = Lines.count(4, 6, sentence);
            if (lines > left || sentence.contains("weighs next to nothing")) continue;
            left -= out.add(4, sentence);
        }
        if (against != null) out.add(4, 6, against, 2);
    }

    /// Blocks of one state, end and note share a line.
    private static void blocks(List<Block> blocks, Lines out) {
        if (blocks.isEmpty()) return;
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (Block block : blocks) {
            String state = block.state().name().toLowerCase(Locale.ROOT) + " until "
                    + EveJson.time(block.untilNs()).substring(0, 16).replace('T', ' ');
            String note = block.note() == null ? "" : " (" + block.note().replaceFirst("^refused: ", "") + ")";
            switch (block.state()) {
                case REFUSED -> state = "not blocked";
                case WAITING -> {
                    state = state.replaceFirst("waiting", "waiting for a person");
                    note = note.replace(" (waits for a person)", "");
                }
                case PROPOSED, ACTIVE, EXPIRING, EXPIRED, REVOKED, FAILED -> {
                    // the word of the state says it
                }
            }
            groups.computeIfAbsent(state + note, any -> new ArrayList<>())
                    .add(block.subject().toString());
        }
        int left = BLOCK_LINES;
        int told = 0;
        List<String> lines = new ArrayList<>();
        for (var group : groups.entrySet()) {
            List<String> subjects = group.getValue();
            int shown = Math.min(SUBJECTS_PER_BLOCK_LINE, subjects.size());
            String more = subjects.size() > shown ? " and " + (subjects.size() - shown) + " more" : "";
            String line = String.join(", ", subjects.subList(0, shown)) + more + " " + group.getKey();
            if (Math.min(2, Lines.count(4, 6, line)) > left) break;
            left -= Math.min(2, Lines.count(4, 6, line));
            lines.add(line);
            told += subjects.size();
        }
        int rest = blocks.size() - told;
        out.add(2, rest > 0 ? "Blocks (and " + rest + " more in --report):" : "Blocks:");
        for (String line : lines) out.add(4, 6, line, 2);
    }
}
