package dejfa.node.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Line charts as one SVG, two in a row. Self-contained: no script, no font but the viewer's.
final class Plot {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 320;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 44;
    private static final int BOTTOM = 52;
    private static final List<String> COLOURS = List.of("#1f5fa8", "#c0392b", "#2e7d32", "#7b4fa3");

    /// @param points x and y
    record Line(String name, List<double[]> points) {}

    /// @param logarithmic the x axis goes by powers of ten
    record Chart(String title, String xLabel, String yLabel, boolean logarithmic, List<Line> lines) {
        double mostX() {
            return lines.stream()
                    .flatMap(line -> line.points.stream())
                    .mapToDouble(point -> point[0])
                    .max()
                    .orElse(1);
        }

        double leastX() {
            return lines.stream()
                    .flatMap(line -> line.points.stream())
                    .mapToDouble(point -> point[0])
                    .min()
                    .orElse(1);
        }

        double mostY() {
            return lines.stream()
                    .flatMap(line -> line.points.stream())
                    .mapToDouble(point -> point[1])
                    .max()
                    .orElse(1);
        }
    }

    private final StringBuilder out = new StringBuilder();

    private Plot() {}

    static String svg(String title, String foot, List<Chart> charts) {
        return new Plot().draw(title, foot, charts);
    }

    private String draw(String title, String foot, List<Chart> charts) {
        int rows = (charts.size() + 1) / 2;
        int width = 2 * WIDTH;
        int height = 40 + rows * HEIGHT + 30;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                        + "font-family=\"sans-serif\" font-size=\"12\">",
                width, height, width, height);
        add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height);
        text(width / 2.0, 24, "middle", 15, title);
        for (int i = 0; i < charts.size(); i++) {
            add("<g transform=\"translate(%d,%d)\">", i % 2 * WIDTH, 40 + i / 2 * HEIGHT);
            chart(charts.get(i));
            add("</g>");
        }
        text(width / 2.0, height - 12, "middle", 11, foot);
        add("</svg>");
        return out.toString();
    }

    private void chart(Chart chart) {
        Scale x = chart.logarithmic
                ? Scale.logarithmic(chart.leastX(), chart.mostX(), LEFT, WIDTH - RIGHT)
                : Scale.linear(chart.mostX(), LEFT, WIDTH - RIGHT);
        Scale y = Scale.linear(chart.mostY(), HEIGHT - BOTTOM, TOP);
        text((LEFT + WIDTH - RIGHT) / 2.0, 18, "middle", 13, chart.title);
        for (double tick : y.ticks) {
            add(
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#e0e0e0\"/>",
                    LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick));
            text(LEFT - 6, y.at(tick) + 4, "end", 11, number(tick));
        }
        for (double tick : x.ticks) {
            add(
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#888888\"/>",
                    x.at(tick), HEIGHT - BOTTOM, x.at(tick), HEIGHT - BOTTOM + 4);
            text(x.at(tick), HEIGHT - BOTTOM + 17, "middle", 11, number(tick));
        }
        add("<path d=\"M%d %d V%d H%d\" fill=\"none\" stroke=\"#444444\"/>", LEFT, TOP, HEIGHT - BOTTOM, WIDTH - RIGHT);
        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 14, "middle", 12, chart.xLabel);
        add(
                "<text transform=\"translate(16,%d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                (TOP + HEIGHT - BOTTOM) / 2, escaped(chart.yLabel));
        for (int i = 0; i < chart.lines.size(); i++) line(chart.lines.get(i), i, x, y);
    }

    private void line(Line line, int index, Scale x, Scale y) {
        String colour = COLOURS.get(index % COLOURS.size());
        StringBuilder path = new StringBuilder();
        for (double[] point : line.points) {
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(String.format(Locale.ROOT, "%.1f %.1f ", x.at(point[0]), y.at(point[1])));
            add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", x.at(point[0]), y.at(point[1]), colour);
        }
        add(
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\"/>",
                path.toString().strip(), colour);
        int at = LEFT + 10;
        add(
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"/>",
                at, 30 + index * 15, at + 18, 30 + index * 15, colour);
        text(at + 24, 34 + index * 15, "start", 11, line.name);
    }

    private void text(double x, double y, String anchor, int size, String text) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\">%s</text>",
                x, y, anchor, size, escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    static String number(double value) {
        if (value >= 1e6)
            return String.format(Locale.ROOT, "%.4g M", value / 1e6).replaceAll("\\.?0+ M", " M");
        if (value >= 1000) return String.format(Locale.ROOT, "%,.0f", value);
        return String.format(Locale.ROOT, "%.4f", value).replaceAll("\\.?0+$", "");
    }

    private void add(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /// Values to pixels.
    private record Scale(boolean logarithmic, double least, double most, int from, int to, List<Double> ticks) {
        static Scale linear(double most, int from, int to) {
            double step = Math.pow(10, Math.floor(Math.log10(Math.max(most, 1e-9))));
            if (most / step < 2) step /= 5;
            else if (most / step < 5) step /= 2;
            List<Double> ticks = new ArrayList<>();
            int count = (int) Math.ceil(most / step - 1e-9);
            for (int i = 0; i <= count; i++) ticks.add(i * step);
            return new Scale(false, 0, count * step, from, to, ticks);
        }

        static Scale logarithmic(double least, double most, int from, int to) {
            double low = Math.floor(Math.log10(least) + 1e-9);
            double high = Math.max(low + 1, Math.ceil(Math.log10(most) - 1e-9));
            List<Double> ticks = new ArrayList<>();
            for (double power = low; power <= high; power++) ticks.add(Math.pow(10, power));
            return new Scale(true, low, high, from, to, ticks);
        }

        double at(double value) {
            double place = logarithmic ? Math.log10(value) : value;
            return from + (to - from) * (place - least) / (most - least);
        }
    }
}
