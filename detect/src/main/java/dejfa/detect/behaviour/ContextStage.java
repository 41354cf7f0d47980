package dejfa.detect.behaviour;

import dejfa.api.Address;
import dejfa.api.Event;
import dejfa.api.Field;
import dejfa.api.FlowFields;
import dejfa.api.Host;
import dejfa.api.Slots;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Adds to each event what earlier ones told about its sides: names of addresses, how many hosts know a peer, who
/// serves, who else asks for a page. One ordered step before the keyed machines; bounded, oldest out first.
final class ContextStage implements Serializable {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final HomeNetworks home;
    private final Map<String, Long> started = new LinkedHashMap<>();
    private final Set<String> dnsVisible = new LinkedHashSet<>();
    private final Bounded<Host, String> names = new Bounded<>(65_536);
    private final Bounded<Host, Crowd> peers = new Bounded<>(65_536);
    private final Bounded<Host, Long> servers = new Bounded<>(16_384);
    private final Bounded<Long, FlowNotes> flows = new Bounded<>(65_536);
    private final Bounded<String, Page> pages = new Bounded<>(65_536);
    private final Bounded<String, Crowd> clients = new Bounded<>(32_768);
    private final Bounded<String, Crowd> agents = new Bounded<>(16_384);

    ContextStage(HomeNetworks home) {
        this.home = home;
    }

    /// A map that forgets its oldest entry when full.
    private static final class Bounded<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;
        private final int limit;

        Bounded(int limit) {
            this.limit = limit;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > limit;
        }
    }

    /// Up to 16 different values, by `equals`. Most have one or two: looked through, not hashed.
    private static final class Crowd implements Serializable {
        private static final int MOST = 16;

        private Object[] members = new Object[1];
        private int size;

        void add(Object member) {
            for (int i = 0; i < size; i++) if (members[i].equals(member)) return;
            if (size == MOST) return;
            if (size == members.length) members = Arrays.copyOf(members, size * 4);
            members[size++] = member;
        }

        long size() {
            return size;
        }
    }

    private record FlowNotes(
            String name, String ja3, String certificate, String fingerprint, boolean selfSigned, boolean tls)
            implements Serializable {}

    private static final class Page implements Serializable {
        private final Crowd clients = new Crowd();
        private final Crowd posters = new Crowd();
        private final long firstNs;

        Page(long firstNs) {
            this.firstNs = firstNs;
        }
    }

    /// Takes in an event that nobody asks what is known of.
    void learn(Event event) {
        switch (event.type()) {
            case "dns" -> dns(event);
            case "tls", "http", "iis", "access", "flow" -> {
                enrich(event);
                return;
            }
            default -> {
                // other events tell nothing about addresses but who knows whom
            }
        }
        start(event);
        if (event.source() != null && event.destination() != null) acquaint(event);
    }

    private long start(Event event) {
        Long known = started.get(event.site());
        if (known != null) return known;
        started.put(event.site(), event.timeNs());
        return event.timeNs();
    }

    /// Its outside peer, whom its own side knows now; null where it does not cross the border.
    private Host acquaint(Event event) {
        Address outside = Value.outside(event, home);
        Address inside = outside == null ? null : Value.inside(event, home);
        if (inside == null) return null;
        Host peer = new Host(event.site(), outside);
        peers.computeIfAbsent(peer, key -> new Crowd()).add(inside);
        return peer;
    }

    /// The event with its context.
    Event enrich(Event event) {
        long start = start(event);
        Slots context = new Slots(ContextFields.SCHEMA);
        context.set(ContextFields.WATCHED_S, Math.max(0, event.timeNs() - start) / NS_PER_SECOND);
        switch (event.type()) {
            case "dns" -> dns(event);
            case "tls" -> tls(event, context);
            case "http" -> {
                String host = Names.host(event.slots().text("hostname"));
                if (host != null) context.set(ContextFields.CLAIMED_NAME, host);
                if (event.flowId() != 0 && host != null) {
                    flows.put(event.flowId(), new FlowNotes(host, null, null, null, false, false));
                }
                agent(event.slots().text("user_agent"), event, context);
                page(event, event.slots().text("uri"), event.slots().text("method"), start, context);
            }
            case "iis", "access" -> {
                agent(event.slots().text("user_agent"), event, context);
                page(event, event.slots().text("uri_stem"), event.slots().text("method"), start, context);
            }
            case "flow" -> flow(event, context);
            default -> {
                // other events tell nothing about addresses
            }
        }
        if (event.source() != null && event.destination() != null) sides(event, context);
        List<Slots> related = new ArrayList<>(event.related().size() + 1);
        related.addAll(event.related());
        related.add(context);
        return new Event(
                event.id(),
                event.timeNs(),
                event.site(),
                event.sensor(),
                event.input(),
                event.flowId(),
                event.source(),
                event.sourcePort(),
                event.destination(),
                event.destinationPort(),
                event.protocol(),
                event.pcapCnt(),
                event.txId(),
                event.appProtocol(),
                event.slots(),
                related);
    }

    private void sides(Event event, Slots context) {
        context.set(ContextFields.DNS_VISIBLE, (Object) dnsVisible.contains(event.site()));
        Host peer = acquaint(event);
        if (peer != null) {
            String name = names.get(peer);
            if (name != null) context.set(ContextFields.PEER_NAME, name);
            context.set(ContextFields.PEER_HOSTS, peers.get(peer).size());
        }
        context.set(ContextFields.SOURCE_SERVES, (Object) servers.containsKey(event.sourceHost()));
        context.set(ContextFields.DESTINATION_SERVES, (Object) servers.containsKey(event.destinationHost()));
    }

    private void flow(Event event, Slots context) {
        FlowNotes notes = flows.remove(event.flowId());
        if (notes != null) {
            context.set(ContextFields.TLS, (Object) notes.tls);
            if (notes.name != null) context.set(ContextFields.CLAIMED_NAME, notes.name);
            certificate(notes, context);
        }
        if (event.protocol() == 6
                && event.slots().flag(FlowFields.HANDSHAKE)
                && event.slots().number(FlowFields.BYTES_TO_CLIENT, 0) > 0
                && "inbound".equals(home.direction(event.source(), event.destination()))) {
            servers.putIfAbsent(event.destinationHost(), event.timeNs());
        }
    }

    private void tls(Event event, Slots context) {
        String subject = event.slots().text("subject");
        String issuer = event.slots().text("issuer");
        FlowNotes notes = new FlowNotes(
                Names.host(event.slots().text("sni")),
                Names.ja3(event.slots()),
                subject,
                event.slots().text("fingerprint"),
                subject != null && subject.equals(issuer),
                true);
        if (event.flowId() != 0) flows.put(event.flowId(), notes);
        context.set(ContextFields.TLS, (Object) true);
        if (notes.name != null) context.set(ContextFields.CLAIMED_NAME, notes.name);
        certificate(notes, context);
    }

    private static void certificate(FlowNotes notes, Slots context) {
        context.set(ContextFields.SELF_SIGNED, (Object) notes.selfSigned)
                .set(ContextFields.CERTIFICATE, notes.certificate)
                .set(ContextFields.JA3, notes.ja3)
                .set(ContextFields.FINGERPRINT, notes.fingerprint);
    }

    private void agent(String agent, Event event, Slots context) {
        if (agent == null || agent.isEmpty() || event.source() == null) return;
        Crowd crowd = agents.computeIfAbsent(event.site() + " " + agent, key -> new Crowd());
        crowd.add(event.source());
        context.set(ContextFields.AGENT_HOSTS, crowd.size());
    }

    private void page(Event event, String uri, String method, long start, Slots context) {
        if (uri == null || event.source() == null || event.destination() == null) return;
        String client = event.source().toString();
        String server = event.site() + " " + event.destination();
        String path = Derive.path(uri);
        Page page = pages.computeIfAbsent(server + " " + path, key -> new Page(event.timeNs()));
        page.clients.add(event.source());
        if ("POST".equals(method)) page.posters.add(event.source());
        Crowd asked = clients.computeIfAbsent(server + " " + client, key -> new Crowd());
        asked.add(path);
        context.set(ContextFields.PAGE_CLIENTS, page.clients.size())
                .set(ContextFields.PAGE_POSTERS, page.posters.size())
                .set(ContextFields.PAGE_AGE_S, Math.max(0, event.timeNs() - page.firstNs) / NS_PER_SECOND)
                .set(ContextFields.PAGE_WATCHED_S, Math.max(0, page.firstNs - start) / NS_PER_SECOND)
                .set(ContextFields.CLIENT_PAGES, asked.size());
    }

    /// Answers name addresses by the name that was asked for, not by the last of its aliases.
    private void dns(Event event) {
        Slots slots = event.slots();
        Field queries = slots.schema().field("queries");
        Field answers = slots.schema().field("answers");
        if (queries == null || answers == null) return;
        String asked = null;
        for (Object one : slots.list(queries))
            if (one instanceof Slots query && asked == null) asked = query.text("rrname");
        for (Object one : slots.list(answers)) {
            if (!(one instanceof Slots answer)) continue;
            String type = answer.text("rrtype");
            String data = answer.text("rdata");
            if (data == null || !("A".equals(type) || "AAAA".equals(type))) continue;
            try {
                Host peer = new Host(event.site(), Address.parse(data));
                names.remove(peer);
                names.put(peer, asked == null ? answer.text("rrname") : asked);
                dnsVisible.add(event.site());
            } catch (IllegalArgumentException e) {
                continue; // rdata that is no address: nothing is named by it
            }
        }
    }

    /// Names as parsers spell them.
    private static final class Names {
        /// @return null for an address or nothing: that names nobody
        static String host(String name) {
            if (name == null || name.isEmpty() || name.equals("-")) return null;
            String host = name.toLowerCase(java.util.Locale.ROOT);
            return host.startsWith("[") || host.chars().allMatch(c -> c == '.' || c == ':' || c >= '0' && c <= '9')
                    ? null
                    : host;
        }

        static String ja3(Slots slots) {
            for (String name : List.of("ja3_hash", "ja3")) {
                Field field = slots.schema().field(name);
                if (field == null) continue;
                if (slots.get(field) instanceof Slots inner) return inner.text("hash");
                return slots.text(field);
            }
            return null;
        }
    }
}
