package dejfa.detect.indicator;

import dejfa.api.Address;
import dejfa.api.Event;
import dejfa.api.Field;
import dejfa.api.Indicator;
import dejfa.api.Slots;
import dejfa.detect.behaviour.HomeNetworks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The values of an event that a list could know, in the normal form of [Indicator].
final class Observables {
    /// Events that hold any.
    static final Set<String> TYPES = Set.of("flow", "dns", "http", "iis", "tls", "fileinfo", "windows");
    /// Values looked up per event; an answer section may hold thousands of records.
    private static final int VALUES_AT_MOST = 64;

    record Observable(Indicator.Kind kind, String value) {}

    private final HomeNetworks home;

    Observables(HomeNetworks home) {
        this.home = home;
    }

    List<Observable> of(Event event) {
        List<Observable> found = new ArrayList<>();
        Slots slots = event.slots();
        switch (event.type()) {
            case "flow" -> {
                address(event.source(), found);
                address(event.destination(), found);
            }
            case "dns" -> dns(slots, found);
            case "http" -> {
                add(Indicator.Kind.DOMAIN, slots.text("hostname"), found);
                url(slots.text("hostname"), slots.text("uri"), found);
                exact(Indicator.Kind.USER_AGENT, slots.text("user_agent"), found);
            }
            case "iis" -> {
                address(event.source(), found);
                exact(Indicator.Kind.USER_AGENT, slots.text("user_agent"), found);
            }
            case "tls" -> {
                add(Indicator.Kind.DOMAIN, slots.text("sni"), found);
                add(Indicator.Kind.JA3, slots.text("ja3_hash"), found);
                add(Indicator.Kind.JA3S, slots.text("ja3s_hash"), found);
                add(Indicator.Kind.JA4, slots.text("ja4"), found);
                String fingerprint = slots.text("fingerprint");
                add(Indicator.Kind.CERTIFICATE_SHA1, fingerprint == null ? null : fingerprint.replace(":", ""), found);
            }
            case "fileinfo" -> {
                add(Indicator.Kind.MD5, slots.text("md5"), found);
                add(Indicator.Kind.SHA1, slots.text("sha1"), found);
                add(Indicator.Kind.SHA256, slots.text("sha256"), found);
            }
            case "windows" -> windows(slots, found);
            default -> {
                // other events hold nothing that lists know
            }
        }
        return found;
    }

    private void address(Address address, List<Observable> found) {
        if (address != null && home.side(address) == HomeNetworks.Side.OUTSIDE) {
            add(Indicator.Kind.ADDRESS, address.toString(), found);
        }
    }

    private static void dns(Slots slots, List<Observable> found) {
        for (String section : List.of("queries", "answers")) {
            Field field = slots.schema().field(section);
            if (field == null) continue;
            for (Object one : slots.list(field)) {
                if (!(one instanceof Slots record)) continue;
                add(Indicator.Kind.DOMAIN, record.text("rrname"), found);
                if ("CNAME".equals(record.text("rrtype"))) add(Indicator.Kind.DOMAIN, record.text("rdata"), found);
            }
        }
    }

    /// Sysmon writes `MD5=…,SHA256=…` (event 1, 6, 7) and the name asked for (event 22).
    private static void windows(Slots slots, List<Observable> found) {
        Field field = slots.schema().field("data");
        if (field == null) return;
        if (slots.map(field).get("QueryName") instanceof String name) add(Indicator.Kind.DOMAIN, name, found);
        if (!(slots.map(field).get("Hashes") instanceof String hashes)) return;
        for (String one : hashes.split(",", 8)) {
            for (Indicator.Kind kind : List.of(Indicator.Kind.MD5, Indicator.Kind.SHA1, Indicator.Kind.SHA256)) {
                if (one.startsWith(kind.name() + "="))
                    add(kind, one.substring(kind.name().length() + 1), found);
            }
        }
    }

    private static void url(String host, String uri, List<Observable> found) {
        if (host == null || uri == null) return;
        exact(
                Indicator.Kind.URL,
                uri.startsWith("http://") ? uri : "http://" + host.toLowerCase(Locale.ROOT) + uri,
                found);
    }

    private static void add(Indicator.Kind kind, String value, List<Observable> found) {
        if (value == null) return;
        String lower = value.toLowerCase(Locale.ROOT);
        exact(kind, lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower, found);
    }

    private static void exact(Indicator.Kind kind, String value, List<Observable> found) {
        if (value == null || value.isEmpty() || found.size() >= VALUES_AT_MOST) return;
        Observable observable = new Observable(kind, value);
        if (!found.contains(observable)) found.add(observable);
    }
}
