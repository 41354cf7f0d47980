package dejfa.console.report;

import dejfa.api.Address;
import dejfa.api.Host;
import dejfa.api.Incident;
import dejfa.console.Html;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The graph of own hosts, servers and what ties them, as SVG: own hosts left, the attacker's servers in the middle,
/// names, certificates, pages and keys right, so that edges run between neighbours; each column is ordered by its
/// neighbours' places, so that few cross.
final class GraphSvg {
    private static final int MOST_NODES = 60;
    private static final int ROW = 40;
    private static final int WIDTH = 1010;
    private static final int BOX = 220;
    private static final int[] COLUMNS = {60, 420, WIDTH - BOX - 10};
    /// Characters that fit into a box at 13 px.
    private static final int SHOWN = 28;
    /// The tie between two alerts is told in words below the graph: it is no host and no server.
    static final String TIE = "same attack as";

    private static final String EXCHANGED = "exchanged with ";

    private final List<List<String>> columns = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private final Map<String, int[]> places = new HashMap<>();
    private final List<Incident.Link> links = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();

    static String of(Incident incident) {
        return new GraphSvg().draw(incident);
    }

    private String draw(Incident incident) {
        Set<String> servers = new LinkedHashSet<>();
        for (Incident.Server server : incident.servers()) servers.add(server.value());
        for (Incident.Link link : incident.links()) {
            if (!link.relation().equals(TIE)) links.add(throughServer(link, servers));
        }
        for (Host host : incident.victims()) place(0, host.toString());
        for (String computer : incident.computers()) place(0, computer);
        servers.forEach(name -> place(1, name));
        for (Incident.Link link : links) {
            for (String end : List.of(link.from(), link.to())) place(isAddress(end) ? 0 : 2, end);
        }
        order(1);
        order(2);
        int rows = columns.stream().mapToInt(List::size).max().orElse(0);
        int height = Math.max(1, rows) * ROW + 30;
        out.append(String.format(
                Locale.ROOT,
                "<div class=\"wide\"><svg class=\"graph\" viewBox=\"0 0 %d %d\" role=\"img\""
                        + " aria-label=\"hosts and servers of the incident\">",
                WIDTH,
                height));
        String[] heads = {"own hosts", "servers behind it", "names, pages, keys"};
        for (int c = 0; c < 3; c++) {
            if (columns.get(c).isEmpty()) continue;
            out.append(String.format(
                    Locale.ROOT, "<text class=\"head\" x=\"%d\" y=\"14\">%s</text>", COLUMNS[c], heads[c]));
        }
        links.forEach(this::edge);
        for (List<String> column : columns) for (String name : column) box(name, places.get(name));
        return out.append("</svg></div>").toString();
    }

    /// A page that an own host and a server exchanged hangs on the server.
    private static Incident.Link throughServer(Incident.Link link, Set<String> servers) {
        if (!link.relation().startsWith(EXCHANGED)) return link;
        String server = link.relation().substring(EXCHANGED.length());
        if (!servers.contains(server)) return link;
        return new Incident.Link(
                server, "exchanged", link.to(), link.firstNs(), link.lastNs(), link.from() + ", " + link.evidence());
    }

    private static boolean isAddress(String name) {
        try {
            Address.parse(name);
            return true;
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }

    private void place(int column, String name) {
        if (places.containsKey(name) || places.size() >= MOST_NODES) return;
        List<String> rows = columns.get(column);
        places.put(name, new int[] {column, rows.size()});
        rows.add(name);
    }

    /// By the mean place of the neighbours in the column before.
    private void order(int column) {
        Map<String, double[]> sums = new HashMap<>();
        for (Incident.Link link : links) {
            int[] from = places.get(link.from());
            int[] to = places.get(link.to());
            if (from == null || to == null) continue;
            if (to[0] == column && from[0] < column) add(sums, link.to(), from[1]);
            if (from[0] == column && to[0] < column) add(sums, link.from(), to[1]);
        }
        List<String> rows = columns.get(column);
        rows.sort(Comparator.comparingDouble(name -> {
            double[] sum = sums.get(name);
            return sum == null ? Double.MAX_VALUE : sum[0] / sum[1];
        }));
        for (int i = 0; i < rows.size(); i++) places.put(rows.get(i), new int[] {column, i});
    }

    private static void add(Map<String, double[]> sums, String name, int row) {
        double[] sum = sums.computeIfAbsent(name, any -> new double[2]);
        sum[0] += row;
        sum[1]++;
    }

    private void edge(Incident.Link link) {
        int[] from = places.get(link.from());
        int[] to = places.get(link.to());
        if (from == null || to == null) return;
        boolean same = from[0] == to[0];
        int side = same ? from[0] == 0 ? -1 : 1 : 0;
        int x1 = COLUMNS[from[0]] + (to[0] > from[0] || side > 0 ? BOX : 0);
        int x2 = COLUMNS[to[0]] + (to[0] < from[0] || side > 0 ? BOX : 0);
        int bend = same ? side * Math.min(50, 18 + 6 * Math.abs(from[1] - to[1])) : (x2 - x1) / 2;
        out.append(String.format(
                Locale.ROOT,
                "<path d=\"M%d %d C%d %d %d %d %d %d\"><title>%s</title></path>",
                x1,
                y(from) + 15,
                x1 + bend,
                y(from) + 15,
                same ? x2 + bend : x2 - bend,
                y(to) + 15,
                x2,
                y(to) + 15,
                Html.brief(link.from() + " " + link.relation() + " " + link.to() + ": " + link.evidence(), 400)));
    }

    private static int y(int[] place) {
        return 24 + place[1] * ROW;
    }

    private void box(String name, int[] place) {
        String[] kinds = {"own", "server", "between"};
        out.append(String.format(
                Locale.ROOT,
                "<g class=\"%s\"><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"30\" rx=\"4\"/><text x=\"%d\""
                        + " y=\"%d\">%s</text><title>%s</title></g>",
                kinds[place[0]],
                COLUMNS[place[0]],
                y(place),
                BOX,
                COLUMNS[place[0]] + 10,
                y(place) + 20,
                Html.brief(name, SHOWN),
                Html.brief(name, 400)));
    }
}
