package dejfa.console.report;

import dejfa.api.Host;
import dejfa.api.Incident;
import dejfa.console.Html;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The graph of own hosts, servers and what ties them, as SVG: own hosts left, the attacker's servers right, names,
/// certificates and keys between.
final class GraphSvg {
    private static final int MOST_NODES = 60;
    private static final int ROW = 44;
    private static final int WIDTH = 960;
    private static final int BOX = 230;
    private static final int[] COLUMNS = {10, (WIDTH - BOX) / 2, WIDTH - BOX - 10};

    private final List<List<String>> columns = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private final Map<String, int[]> places = new HashMap<>();
    private final StringBuilder out = new StringBuilder();

    static String of(Incident incident) {
        return new GraphSvg().draw(incident);
    }

    private String draw(Incident incident) {
        Set<String> own = new LinkedHashSet<>();
        for (Host host : incident.victims()) own.add(host.toString());
        Set<String> servers = new LinkedHashSet<>();
        for (Incident.Server server : incident.servers()) servers.add(server.value());
        own.forEach(name -> place(0, name));
        servers.forEach(name -> place(2, name));
        for (Incident.Link link : incident.links()) {
            for (String end : List.of(link.from(), link.to())) place(1, end);
        }
        int rows = columns.stream().mapToInt(List::size).max().orElse(0);
        int height = Math.max(1, rows) * ROW + 34;
        out.append("<svg class=\"graph\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(height)
                .append("\" role=\"img\" aria-label=\"hosts and servers of the incident\">");
        String[] heads = {"own hosts", "names, keys, other hosts", "servers behind it"};
        for (int c = 0; c < 3; c++) {
            out.append("<text class=\"head\" x=\"")
                    .append(COLUMNS[c])
                    .append("\" y=\"14\">")
                    .append(heads[c])
                    .append("</text>");
        }
        for (Incident.Link link : incident.links()) edge(link);
        places.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> box(entry.getKey(), entry.getValue()));
        return out.append("</svg>").toString();
    }

    private void place(int column, String name) {
        if (places.containsKey(name) || places.size() >= MOST_NODES) return;
        List<String> rows = columns.get(column);
        places.put(name, new int[] {column, rows.size()});
        rows.add(name);
    }

    private void edge(Incident.Link link) {
        int[] from = places.get(link.from());
        int[] to = places.get(link.to());
        if (from == null || to == null) return;
        int x1 = COLUMNS[from[0]] + (to[0] > from[0] ? BOX : to[0] < from[0] ? 0 : BOX);
        int x2 = COLUMNS[to[0]] + (to[0] > from[0] ? 0 : BOX);
        int y1 = y(from) + 15;
        int y2 = y(to) + 15;
        int bend = to[0] == from[0] ? 60 : (x2 - x1) / 2;
        out.append(String.format(
                "<path d=\"M%d %d C%d %d %d %d %d %d\"><title>%s</title></path>",
                x1,
                y1,
                x1 + bend,
                y1,
                to[0] == from[0] ? x2 + bend : x2 - bend,
                y2,
                x2,
                y2,
                Html.brief(link.from() + " " + link.relation() + " " + link.to() + ": " + link.evidence(), 400)));
    }

    private static int y(int[] place) {
        return 26 + place[1] * ROW;
    }

    private void box(String name, int[] place) {
        String[] kinds = {"own", "between", "server"};
        out.append(String.format(
                "<g class=\"%s\"><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"30\" rx=\"4\"/><text x=\"%d\""
                        + " y=\"%d\">%s</text><title>%s</title></g>",
                kinds[place[0]],
                COLUMNS[place[0]],
                y(place),
                BOX,
                COLUMNS[place[0]] + 10,
                y(place) + 20,
                Html.brief(name, 32),
                Html.brief(name, 400)));
    }
}
