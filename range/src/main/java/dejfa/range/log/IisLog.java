package dejfa.range.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Access log of one IIS site (W3C Extended Log File Format, the fields that IIS 8.5 writes by default).
public final class IisLog {
    /// One request, noted when it is answered.
    public record Entry(
            long timeNs,
            String method,
            String stem,
            String query,
            int port,
            String user,
            String client,
            String agent,
            String referer,
            int status,
            long takenMs) {}

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final String serverAddress;
    private final List<Entry> entries = new ArrayList<>();
    private long offNs = Long.MAX_VALUE;

    public IisLog(String serverAddress) {
        this.serverAddress = serverAddress;
    }

    public void add(Entry entry) {
        entries.add(entry);
    }

    /// From then on nothing is written, though requests are answered.
    public void switchOff(long timeNs) {
        offNs = timeNs;
    }

    public void write(Path file, long endNs) throws IOException {
        entries.sort(Comparator.comparingLong(Entry::timeNs));
        StringBuilder out =
                new StringBuilder("#Software: Microsoft Internet Information Services 8.5\r\n#Version: 1.0\r\n");
        long first = entries.isEmpty() ? 0 : entries.getFirst().timeNs;
        out.append("#Remark: SYNTHETIC, made by dejfa range\r\n");
        out.append("#Date: ").append(time(first)).append("\r\n");
        out.append(
                "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) ");
        out.append("cs(Referer) sc-status sc-substatus sc-win32-status time-taken\r\n");
        for (Entry entry : entries) if (entry.timeNs < Math.min(offNs, endNs)) line(entry, out);
        Files.write(file, out.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void line(Entry entry, StringBuilder out) {
        out.append(time(entry.timeNs)).append(' ').append(serverAddress);
        out.append(' ')
                .append(entry.method)
                .append(' ')
                .append(entry.stem)
                .append(' ')
                .append(shown(entry.query));
        out.append(' ')
                .append(entry.port)
                .append(' ')
                .append(shown(entry.user))
                .append(' ')
                .append(entry.client);
        out.append(' ').append(shown(entry.agent)).append(' ').append(shown(entry.referer));
        out.append(' ')
                .append(entry.status)
                .append(" 0 0 ")
                .append(entry.takenMs)
                .append("\r\n");
    }

    private static String time(long timeNs) {
        return TIME.format(Instant.ofEpochSecond(timeNs / 1_000_000_000L));
    }

    /// IIS writes `-` for nothing and `+` for a space.
    private static String shown(String value) {
        return value == null || value.isEmpty() ? "-" : value.replace(' ', '+');
    }
}
