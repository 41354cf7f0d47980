package dejfa.node;

import dejfa.api.Event;
import dejfa.api.FlowFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a run assumed and what it could not see: blind spots are shown, not hidden.
final class RunNotes {
    private final List<String> assumed = new ArrayList<>();
    private long flows;
    private long encrypted;
    private long unknown;
    private long oneWay;
    private long logEvents;
    private long signatureAlerts;

    void assume(String sentence) {
        assumed.add(sentence);
    }

    void see(Event event) {
        switch (event.type()) {
            case "flow" -> {
                flows++;
                String protocol = String.valueOf(event.appProtocol());
                if (protocol.equals("tls") || protocol.equals("ssh") || protocol.equals("quic")) encrypted++;
                if (protocol.equals("failed")) unknown++;
                if (!event.slots().flag(FlowFields.ANSWERED)) oneWay++;
            }
            case "windows", "iis", "access", "log" -> logEvents++;
            case "alert" -> signatureAlerts++;
            default -> {
                // the others say nothing of what could not be seen
            }
        }
    }

    /// Alerts of rules so far.
    long signatureAlerts() {
        return signatureAlerts;
    }

    List<String> sentences(Map<String, Long> counters, boolean packetsRead) {
        List<String> all = new ArrayList<>(assumed);
        if (packetsRead && logEvents == 0) all.add("no host logs given: what happened inside the hosts is not seen");
        if (!packetsRead) all.add("no packets given: only what the logs tell is seen");
        if (encrypted > 0) {
            all.add(String.format(Locale.ROOT, "the content of %,d of %,d flows is encrypted", encrypted, flows));
        }
        if (unknown > 0)
            all.add(String.format(
                    Locale.ROOT,
                    unknown == 1 ? "%,d flow speaks an unknown protocol" : "%,d flows speak an unknown protocol",
                    unknown));
        if (oneWay > 0) all.add(String.format(Locale.ROOT, "%,d had no answer or were seen one way", oneWay));
        count(all, counters, "tcp.reassembly_gap", "%,d gaps in TCP streams: bytes that the capture lacks");
        count(all, counters, "flow.evicted", "%,d flows ended early because their table was full");
        count(all, counters, "tcp.segment_memcap_drop", "%,d TCP segments dropped for lack of memory");
        count(all, counters, "capture.dropped", "%,d packets were lost before they could be read");
        return all;
    }

    private static void count(List<String> all, Map<String, Long> counters, String name, String sentence) {
        long value = counters.getOrDefault(name, 0L);
        if (value > 0) all.add(String.format(Locale.ROOT, sentence, value));
    }
}
