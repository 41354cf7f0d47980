package dejfa.console.report;

import dejfa.api.Alert;
import dejfa.api.Block;
import dejfa.api.EveJson;
import dejfa.api.Incident;
import dejfa.console.Html;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/// Writes the page.
public final class Report {
    private final Content content;
    private final StringBuilder out = new StringBuilder(1 << 16);

    private Report(Content content) {
        this.content = content;
    }

    /// What the page shows.
    ///
    /// @param input what was read, in words
    /// @param facts name and value of each figure in the head (packets, bytes, alerts)
    /// @param assumed what was assumed and what this run could not see, one sentence each
    /// @param blocks blocks by incident id
    /// @param batch what would be loaded into the firewall, or empty
    /// @param ruleTexts the rule as written, by the alert's rule id
    /// @param frames captured frames by packet number
    public record Content(
            String input,
            Map<String, String> facts,
            List<String> assumed,
            boolean synthetic,
            List<Incident> incidents,
            Map<String, List<Block>> blocks,
            String batch,
            Map<String, String> ruleTexts,
            Map<Long, byte[]> frames) {}

    /// Written beside and moved into place: there is a whole page or none.
    public static void write(Path file, Content content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path part = Files.createTempFile(folder, file.getFileName().toString(), ".part");
        try {
            Files.writeString(part, new Report(content).page());
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private String page() throws IOException {
        String style = new String(
                Report.class.getResourceAsStream("report.css").readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        out.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
                        + " 'unsafe-inline'\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n"
                        + "<title>Dejfa report</title>\n"
                        + "<style>\n")
                .append(style)
                .append("</style></head><body>\n");
        head();
        if (content.incidents().isEmpty()) out.append("<p class=\"none\">No incident.</p>\n");
        content.incidents().forEach(this::incident);
        if (!content.batch().isEmpty()) {
            out.append("<section><h2>What would be loaded into the firewall</h2><pre>")
                    .append(Html.text(content.batch()))
                    .append("</pre></section>\n");
        }
        out.append("</body></html>\n");
        return out.toString();
    }

    private void head() {
        out.append("<header><h1>Dejfa</h1><p class=\"input\">")
                .append(Html.brief(content.input(), 300))
                .append("</p>");
        if (content.synthetic()) {
            out.append("<p class=\"synthetic\">SYNTHETIC: this traffic was made by Dejfa's range</p>");
        }
        out.append("<dl class=\"facts\">");
        content.facts()
                .forEach((name, value) -> out.append("<div><dt>")
                        .append(Html.brief(name, 60))
                        .append("</dt><dd>")
                        .append(Html.brief(value, 60))
                        .append("</dd></div>"));
        out.append("</dl></header>\n<section class=\"assumed\"><h2>Assumed, and not seen</h2>");
        list(content.assumed());
        out.append("</section>\n");
    }

    /// To the second, UTC.
    private static String time(long ns) {
        return EveJson.time(ns).substring(0, 19).replace('T', ' ');
    }

    private void list(List<String> sentences) {
        out.append("<ul>");
        for (String sentence : sentences)
            out.append("<li>").append(Html.brief(sentence, 1_000)).append("</li>");
        out.append("</ul>");
    }

    private void incident(Incident incident) {
        out.append("<article><h2><span class=\"severity ")
                .append(Html.brief(incident.severity(), 20))
                .append("\">")
                .append(Html.brief(incident.severity(), 20))
                .append("</span> ")
                .append(Html.brief(incident.title(), 300))
                .append("</h2><p class=\"when\">")
                .append(time(incident.firstNs()))
                .append(" to ")
                .append(time(incident.lastNs()))
                .append(" UTC · incident ")
                .append(Html.brief(incident.id(), 40))
                .append(" · ")
                .append(incident.alertCount())
                .append(" alerts</p>\n<h3>How severe, and why</h3>");
        list(incident.severityReasons());
        out.append("<h3>Time line</h3>");
        steps(incident);
        out.append("<h3>Hosts and servers</h3>").append(GraphSvg.of(incident));
        servers(incident);
        ties(incident);
        out.append("<h3>Who is likely behind it</h3>");
        actors(incident);
        out.append("<h3>Blocks</h3>");
        blocks(content.blocks().getOrDefault(incident.id(), List.of()));
        out.append("<h3>Alerts</h3>");
        AlertTable alerts = new AlertTable(content, out);
        for (Alert alert : incident.alerts()) alerts.add(alert);
        alerts.close();
        out.append("</article>\n");
    }

    private void steps(Incident incident) {
        out.append("<ol class=\"steps\">");
        for (Incident.Step step : incident.steps()) {
            out.append("<li><time>")
                    .append(EveJson.time(step.timeNs()), 11, 19)
                    .append("</time><span class=\"phase\">")
                    .append(Html.text(step.phase()
                            .name()
                            .toLowerCase(java.util.Locale.ROOT)
                            .replace('_', ' ')))
                    .append("</span><p>")
                    .append(Html.brief(step.text(), 1_000));
            for (String technique : step.techniques())
                out.append(" <code>").append(Html.text(technique)).append("</code>");
            if (step.count() > 1) out.append(" <small>× ").append(step.count()).append("</small>");
            out.append("</p></li>");
        }
        out.append("</ol>");
    }

    private void servers(Incident incident) {
        if (incident.servers().isEmpty()) return;
        out.append("<div class=\"wide\"><table><tr><th>server</th><th>role</th><th>first seen</th><th>last"
                + " seen</th><th>address proved</th></tr>");
        for (Incident.Server server : incident.servers()) {
            row(
                    server.value(),
                    server.role(),
                    time(server.firstNs()),
                    time(server.lastNs()),
                    server.unforgeable()
                            ? "yes: it answered"
                            : server.value().matches("[0-9a-f.:]+") ? "no: could be forged" : "a name");
        }
        out.append("</table></div>");
    }

    /// Why these alerts are one incident.
    private void ties(Incident incident) {
        List<String> ties = new java.util.ArrayList<>();
        for (Incident.Link link : incident.links()) {
            if (link.relation().equals(GraphSvg.TIE))
                ties.add(link.from() + " and " + link.to() + ": " + link.evidence());
        }
        if (ties.isEmpty()) return;
        out.append("<details><summary>What ties the alerts together (")
                .append(ties.size())
                .append(")</summary>");
        list(ties);
        out.append("</details>");
    }

    private void actors(Incident incident) {
        if (incident.actors().isEmpty()) out.append("<p>Not enough evidence.</p>");
        for (var actor : incident.actors()) {
            out.append("<details open><summary>")
                    .append(Html.brief(actor.name(), 100))
                    .append(" <b>")
                    .append(actor.odds())
                    .append("</b></summary><p>for</p>");
            list(actor.supporting());
            if (!actor.opposing().isEmpty()) {
                out.append("<p>against</p>");
                list(actor.opposing());
            }
            out.append("</details>");
        }
    }

    private void blocks(List<Block> blocks) {
        if (blocks.isEmpty()) {
            out.append("<p>None proposed.</p>");
            return;
        }
        out.append(
                "<div class=\"wide\"><table class=\"blocks\"><tr><th>subject</th><th>state</th><th>until</th><th>reason</th><th>note</th></tr>");
        for (Block block : blocks) {
            row(
                    block.subject().toString(),
                    block.state().name().toLowerCase(java.util.Locale.ROOT),
                    time(block.untilNs()),
                    block.reason(),
                    block.note() == null ? "" : block.note());
        }
        out.append("</table></div>");
    }

    private void row(String... cells) {
        out.append("<tr>");
        for (String cell : cells)
            out.append("<td>").append(Html.brief(cell, 300)).append("</td>");
        out.append("</tr>");
    }
}
