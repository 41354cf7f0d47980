package dejfa.node.logs;

import dejfa.api.Event;
import dejfa.api.Slots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How far a log's clock is off the capture's: from requests that an access log and the packets both tell of. The
/// requests of one client for one page, in order, are the same ones where both saw as many of them. Bounded.
public final class ClockEstimate {
    /// Different requests that are remembered, of the packets and of each log.
    private static final int MAX_REQUESTS = 4_096;

    /// Of one client for one page; more of them pair less surely.
    private static final int MAX_TIMES = 16;

    private static final int MAX_LOGS = 64;
    private static final int LEAST_PAIRS = 5;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    /// What is worth telling, and how far single pairs may lie from the median.
    private static final long LEAST_NS = 2 * NS_PER_SECOND;

    private final Map<String, long[]> seen = new LinkedHashMap<>();
    private final Map<String, Map<String, long[]>> logged = new LinkedHashMap<>();

    public void see(Event event) {
        switch (event.type()) {
            case "http" -> {
                if (event.flowId() != 0) remember(seen, key(event, "method", "shown_url"), event.timeNs());
            }
            case "access", "iis" -> {
                if (event.input() == null || logged.size() == MAX_LOGS && !logged.containsKey(event.input())) return;
                Map<String, long[]> log = logged.computeIfAbsent(event.input(), name -> new LinkedHashMap<>());
                remember(log, key(event, "method", "uri_stem"), event.timeNs());
            }
            default -> {
                // other events tell of no request
            }
        }
    }

    private static String key(Event event, String method, String uri) {
        Slots slots = event.slots();
        String path = slots.text(uri);
        if (event.source() == null || path == null) return null;
        int mark = path.indexOf('?');
        return event.source() + " " + slots.text(method) + " " + (mark < 0 ? path : path.substring(0, mark));
    }

    private static void remember(Map<String, long[]> times, String key, long timeNs) {
        if (key == null) return;
        long[] before = times.get(key);
        if (before == null) {
            if (times.size() < MAX_REQUESTS) times.put(key, new long[] {timeNs});
        } else if (before.length <= MAX_TIMES) {
            long[] more = Arrays.copyOf(before, before.length + 1);
            more[before.length] = timeNs;
            times.put(key, more);
        }
    }

    /// One sentence for each log whose clock is off.
    public List<String> sentences() {
        List<String> all = new ArrayList<>();
        logged.forEach((log, times) -> {
            long[] differences = differences(times);
            if (differences.length < LEAST_PAIRS) return;
            Arrays.sort(differences);
            long median = differences[differences.length / 2];
            long agree = Arrays.stream(differences)
                    .filter(one -> Math.abs(one - median) <= LEAST_NS)
                    .count();
            if (Math.abs(median) < LEAST_NS || agree * 2 < differences.length) return;
            all.add(sentence(log, median, agree));
        });
        return all;
    }

    private long[] differences(Map<String, long[]> times) {
        List<Long> all = new ArrayList<>();
        times.forEach((key, log) -> {
            long[] packets = seen.get(key);
            if (packets == null || packets.length != log.length || log.length > MAX_TIMES) return;
            for (int i = 0; i < log.length; i++) all.add(packets[i] - log[i]);
        });
        return all.stream().mapToLong(Long::longValue).toArray();
    }

    private static String sentence(String log, long offsetNs, long pairs) {
        long seconds = Math.round(offsetNs / (double) NS_PER_SECOND);
        return String.format(
                Locale.ROOT,
                "the clock of %s is %,d s %s the capture's (%d requests in both agree); --log-offset %s=%+ds sets it right",
                log,
                Math.abs(seconds),
                seconds > 0 ? "behind" : "ahead of",
                pairs,
                log,
                seconds);
    }
}
