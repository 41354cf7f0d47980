package dejfa.node.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// The points of a growth run as charts.
final class GrowthCharts {
    private static final String FLOWS = "flows";

    private GrowthCharts() {}

    static String svg(List<Map<String, Object>> points) {
        List<Plot.Chart> charts = new ArrayList<>();
        List<Map<String, Object>> byRules = points.stream()
                .filter(point -> point.get("axis").equals("rules"))
                .toList();
        if (!byRules.isEmpty()) charts.add(rules(byRules));
        List<Map<String, Object>> byFlows =
                points.stream().filter(point -> point.get("axis").equals(FLOWS)).toList();
        charts.add(flows(byFlows));
        charts.add(packets(points.stream()
                .filter(point -> point.get("axis").equals("packets"))
                .toList()));
        charts.add(memory(
                byFlows.stream().filter(point -> number(point, "rules") == 0).toList()));
        return Plot.svg(
                "How cost grows",
                "CPU time of the whole process from the first packet on, one worker; machine and date: growth.json",
                charts);
    }

    private static Plot.Chart rules(List<Map<String, Object>> points) {
        ToDoubleFunction<Map<String, Object>> cost =
                point -> number(point, "cpu_seconds") * 1e9 / number(point, "packets");
        List<double[]> some = new ArrayList<>();
        List<double[]> none = new ArrayList<>();
        for (Map<String, Object> point : points) {
            double count = number(point, "rules");
            if (count > 0) some.add(new double[] {count, cost.applyAsDouble(point)});
        }
        for (Map<String, Object> point : points) {
            if (number(point, "rules") > 0 || some.isEmpty()) continue;
            double value = cost.applyAsDouble(point);
            none.add(new double[] {some.getFirst()[0], value});
            none.add(new double[] {some.getLast()[0], value});
        }
        return new Plot.Chart(
                "Rules (a capture, start-up compilation included)",
                "rules",
                "CPU ns per packet",
                true,
                List.of(new Plot.Line("with rules", some), new Plot.Line("without", none)));
    }

    private static Plot.Chart flows(List<Map<String, Object>> points) {
        List<Plot.Line> lines = new ArrayList<>();
        List<Double> counts =
                points.stream().map(point -> number(point, "rules")).distinct().toList();
        for (double count : counts) {
            List<Map<String, Object>> some = points.stream()
                    .filter(point -> number(point, "rules") == count)
                    .toList();
            String with = count == 0 ? "no rules" : String.format(Locale.ROOT, "%,.0f rules", count);
            lines.add(line("open flows in turn, " + with, some, FLOWS, "steady_ns_per_packet"));
            if (count == 0) lines.add(line("opening, " + with, some, FLOWS, "opening_ns_per_packet"));
        }
        return new Plot.Chart("Flows at once", FLOWS, "CPU ns per packet", true, lines);
    }

    private static Plot.Chart packets(List<Map<String, Object>> points) {
        return new Plot.Chart(
                "Packets (10,000 flows, no rules)",
                "packets",
                "CPU seconds",
                false,
                List.of(line("from the first packet to the end", points, "packets", "cpu_seconds")));
    }

    private static Plot.Chart memory(List<Map<String, Object>> points) {
        return new Plot.Chart(
                "Memory of an idle TCP flow",
                FLOWS,
                "bytes",
                true,
                List.of(
                        line("heap", points, FLOWS, "heap_bytes_per_idle_flow"),
                        line("outside the heap", points, FLOWS, "other_bytes_per_idle_flow")));
    }

    private static Plot.Line line(String name, List<Map<String, Object>> points, String x, String y) {
        return new Plot.Line(
                name,
                points.stream()
                        .filter(point -> point.containsKey(y))
                        .map(point -> new double[] {number(point, x), Math.max(0, number(point, y))})
                        .toList());
    }

    private static double number(Map<String, Object> point, String key) {
        return ((Number) point.get(key)).doubleValue();
    }
}
