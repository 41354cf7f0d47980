package dejfa.console.report;

import dejfa.api.Alert;
import dejfa.api.EveJson;
import dejfa.api.Event;
import dejfa.console.Html;

/// Every alert with the rule that fired and the frame that it fired on.
final class AlertTable {
    /// Frames shown in full; more would make the page unreadable, the capture has them.
    private static final int MOST_BYTES = 512;

    private final Report.Content content;
    private final StringBuilder out;

    AlertTable(Report.Content content, StringBuilder out) {
        this.content = content;
        this.out = out;
        out.append("<div class=\"alerts\">");
    }

    void add(Alert alert) {
        Event event = alert.event();
        out.append("<details><summary><time>")
                .append(EveJson.time(event.timeNs()), 11, 19)
                .append("</time> ")
                .append(Html.brief(alert.title(), 200))
                .append(" <small>")
                .append(Html.text(alert.engine().name().toLowerCase(java.util.Locale.ROOT)))
                .append(' ')
                .append(Html.brief(alert.rule(), 60))
                .append("</small></summary><p>")
                .append(ends(event));
        if (event.pcapCnt() > 0) out.append(" · record ").append(event.pcapCnt());
        if (event.input() != null) out.append(" of ").append(Html.brief(event.input(), 200));
        out.append("</p>");
        sentence("", event.slots().text("text"));
        sentence("Weighed: ", event.slots().text("weighed"));
        String rule = content.ruleTexts().get(alert.rule());
        if (rule != null)
            out.append("<pre class=\"rule\">").append(Html.brief(rule, 4_000)).append("</pre>");
        StringBuilder line = new StringBuilder();
        EveJson.line(event, line);
        out.append("<pre class=\"event\">")
                .append(Html.brief(line.toString(), 4_000))
                .append("</pre>");
        byte[] frame = content.frames().get(event.pcapCnt());
        if (frame != null)
            out.append("<pre class=\"hex\">").append(Html.text(hex(frame))).append("</pre>");
        out.append("</details>");
    }

    private void sentence(String head, String text) {
        if (text == null || text.isBlank()) return;
        out.append("<p>").append(head).append(Html.brief(text, 1_000)).append("</p>");
    }

    private static String ends(Event event) {
        if (event.source() == null) return "";
        StringBuilder text = new StringBuilder().append(event.source());
        if (event.sourcePort() >= 0) text.append(':').append(event.sourcePort());
        if (event.destination() != null) {
            text.append(" → ").append(event.destination());
            if (event.destinationPort() >= 0) text.append(':').append(event.destinationPort());
        }
        return text.toString();
    }

    /// Offset, sixteen bytes, the same as text: the shape that analysts read.
    static String hex(byte[] frame) {
        StringBuilder text = new StringBuilder();
        int length = Math.min(frame.length, MOST_BYTES);
        for (int row = 0; row < length; row += 16) {
            text.append(String.format("%04x  ", row));
            StringBuilder ascii = new StringBuilder();
            for (int i = row; i < row + 16; i++) {
                text.append(i < length ? String.format("%02x ", frame[i]) : "   ");
                if (i < length) ascii.append(frame[i] >= 0x20 && frame[i] < 0x7f ? (char) frame[i] : '.');
            }
            text.append(' ').append(ascii).append('\n');
        }
        if (frame.length > length)
            text.append("… ").append(frame.length - length).append(" more bytes\n");
        return text.toString();
    }

    void close() {
        out.append("</div>");
    }
}
