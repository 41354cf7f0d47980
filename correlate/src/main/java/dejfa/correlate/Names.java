package dejfa.correlate;

import dejfa.api.Address;
import dejfa.api.Event;
import dejfa.api.Field;
import dejfa.api.Host;
import dejfa.api.Schema;
import dejfa.api.Slots;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/// What all events together say of names: which address a name resolved to, which certificate a server showed, what an
/// own computer is called, how many own hosts talk to an outside address. Bounded; the oldest entry goes first.
final class Names implements Serializable {
    private static final int MAX_ENTRIES = 50_000;
    private static final int MAX_PER_ENTRY = 16;
    private static final int MAX_RECORDS = 10_000;

    /// When something was seen.
    record Span(long firstNs, long lastNs) implements Serializable {
        static Span join(Span a, Span b) {
            return new Span(Math.min(a.firstNs, b.firstNs), Math.max(a.lastNs, b.lastNs));
        }
    }

    /// What own hosts had to do with an outside address.
    private static final class Contact implements Serializable {
        /// few, and each once: looked through, not hashed
        private final List<Host> hosts = new ArrayList<>(1);

        private long firstNs = Long.MAX_VALUE;
        private long lastNs = Long.MIN_VALUE;

        void with(String site, Address own, long timeNs) {
            firstNs = Math.min(firstNs, timeNs);
            lastNs = Math.max(lastNs, timeNs);
            if (hosts.size() >= MAX_PER_ENTRY) return;
            for (int i = 0; i < hosts.size(); i++) {
                Host host = hosts.get(i);
                if (host.address().equals(own) && host.site().equals(site)) return;
            }
            hosts.add(new Host(site, own));
        }
    }

    /// The fields of a schema that tell of a computer, found once; none in most.
    private record Told(Field[] names, Field[] addresses) {
        private static final Map<Schema, Told> KNOWN = Collections.synchronizedMap(new IdentityHashMap<>());
        private static final int MAX_KNOWN = 1024;

        static Told by(Schema schema) {
            Told told = KNOWN.get(schema);
            if (told != null) return told;
            told = new Told(
                    fields(schema, List.of("computer", "computer_name", "host_name", "s_computername")),
                    fields(schema, List.of("host_ip", "host_addresses", "source_ip", "server_ip", "s_ip")));
            if (KNOWN.size() < MAX_KNOWN) KNOWN.put(schema, told);
            return told;
        }

        private static Field[] fields(Schema schema, List<String> names) {
            return names.stream().map(schema::field).filter(Objects::nonNull).toArray(Field[]::new);
        }
    }

    private final Map<String, Map<Address, Span>> resolved = new LinkedHashMap<>();
    private final Map<Address, Map<String, Span>> certificates = new LinkedHashMap<>();
    private final Map<String, Address> computers = new LinkedHashMap<>();
    private final Map<Address, Contact> contacts = new LinkedHashMap<>();
    /// place of recent log records to their computer
    private final Map<String, String> records = new LinkedHashMap<>();

    private long dropped;

    void observe(Event event, Settings settings) {
        contact(event, settings);
        switch (event.type()) {
            case "dns" -> dns(event, settings);
            case "tls" -> tls(event);
            case "http" -> claimed(event, event.slots().text("hostname"), event.destination());
            case "smb" -> smb(event);
            case "windows" -> windows(event);
            default -> computer(event, event.slots());
        }
        for (int i = 0; i < event.related().size(); i++) {
            computer(event, event.related().get(i));
        }
    }

    private void contact(Event event, Settings settings) {
        if (event.source() == null || event.destination() == null) return;
        boolean from = settings.isHome(event.source());
        boolean to = settings.isHome(event.destination());
        if (from == to) return;
        entry(contacts, from ? event.destination() : event.source(), Contact::new)
                .with(event.site(), from ? event.source() : event.destination(), event.timeNs());
    }

    private void dns(Event event, Settings settings) {
        Field answers = event.slots().schema().field("answers");
        Field queries = event.slots().schema().field("queries");
        if (answers == null) return;
        String asked = null;
        if (queries != null) {
            for (Object query : event.slots().list(queries)) {
                if (asked == null && query instanceof Slots slots) asked = slots.text("rrname");
            }
        }
        for (Object answer : event.slots().list(answers)) {
            if (!(answer instanceof Slots record)) continue;
            String type = record.text("rrtype");
            if (!"A".equals(type) && !"AAAA".equals(type)) continue;
            Address address = address(record.text("rdata"));
            if (address == null) continue;
            resolved(record.text("rrname"), address, event.timeNs());
            if (settings.isHome(address)) ownName(event.site(), record.text("rrname"), address);
            // A chain of aliases: what was asked for leads to the address too.
            resolved(asked, address, event.timeNs());
        }
    }

    private void tls(Event event) {
        claimed(event, event.slots().text("sni"), event.destination());
        String fingerprint = event.slots().text("fingerprint");
        if (fingerprint == null || event.destination() == null) return;
        Map<String, Span> shown = entry(certificates, event.destination(), LinkedHashMap::new);
        if (shown.containsKey(lower(fingerprint)) || shown.size() < MAX_PER_ENTRY) {
            shown.merge(lower(fingerprint), new Span(event.timeNs(), event.timeNs()), Span::join);
        }
    }

    /// A name that a client put on its own connection: good for the graph.
    private void claimed(Event event, String name, Address address) {
        if (name != null && address != null && address(name) == null) resolved(name, address, event.timeNs());
    }

    private void smb(Event event) {
        Field ntlmssp = event.slots().schema().field("ntlmssp");
        if (ntlmssp != null && event.slots().get(ntlmssp) instanceof Slots slots && event.source() != null) {
            computer(event.site(), slots.text("host"), event.source());
        }
    }

    private void computer(Event event, Slots slots) {
        String name = computerOf(slots);
        if (name == null) return;
        for (Field field : Told.by(slots.schema()).addresses()) {
            Object value = slots.get(field);
            if (value instanceof List<?> list) {
                for (Object one : list) computer(event.site(), name, address(String.valueOf(one)));
            } else computer(event.site(), name, address(slots.text(field)));
        }
    }

    /// A Windows event's source is the host itself, where its log tells the address.
    private void windows(Event event) {
        String name = computerOf(event.slots());
        if (name == null) return;
        computer(event.site(), name, event.source());
        if (event.input() == null || event.pcapCnt() <= 0) return;
        if (records.size() >= MAX_RECORDS) {
            var oldest = records.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        records.put(event.input() + ":" + event.pcapCnt(), shortName(name));
    }

    /// The computer whose log record led to an event: detections have the record's place, not its fields.
    String computerOfRecord(Event event) {
        return event.input() == null ? null : records.get(event.input() + ":" + event.pcapCnt());
    }

    /// The computer that wrote a log record, or null.
    static String computerOf(Slots slots) {
        for (Field field : Told.by(slots.schema()).names()) {
            String name = slots.text(field);
            if (name != null && !name.isBlank() && !name.equals("-")) return name;
        }
        return null;
    }

    private void computer(String site, String name, Address address) {
        if (name == null || address == null || name.isBlank()) return;
        String key = site + "/" + shortName(name);
        if (!computers.containsKey(key)) {
            bound(computers);
            computers.put(key, address);
        }
    }

    /// DNS is believed less than logs: it fills in only where no log has said so.
    private void ownName(String site, String name, Address address) {
        if (name != null) computer(site, name, address);
    }

    private void resolved(String name, Address address, long timeNs) {
        if (name == null || name.isEmpty() || name.length() > 255) return;
        Map<Address, Span> addresses = entry(resolved, lower(name), LinkedHashMap::new);
        if (addresses.containsKey(address) || addresses.size() < MAX_PER_ENTRY) {
            addresses.merge(address, new Span(timeNs, timeNs), Span::join);
        }
    }

    /// The own host of that computer name: what logs said, else what DNS answered for a name that starts with it.
    Host host(String site, String computer) {
        Address address = computers.get(site + "/" + shortName(computer));
        return address == null ? null : new Host(site, address);
    }

    Map<Address, Span> addressesOf(String name) {
        return resolved.getOrDefault(lower(name), Map.of());
    }

    List<String> namesOf(Address address) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, Map<Address, Span>> entry : resolved.entrySet()) {
            if (names.size() < MAX_PER_ENTRY && entry.getValue().containsKey(address)) names.add(entry.getKey());
        }
        return names;
    }

    Map<String, Span> certificatesOf(Address address) {
        return certificates.getOrDefault(address, Map.of());
    }

    int contactsOf(Address address) {
        Contact contact = contacts.get(address);
        return contact == null ? 0 : contact.hosts.size();
    }

    /// When own hosts and an outside address had to do with each other, or null where they had not.
    Span contactWith(Address address) {
        Contact contact = contacts.get(address);
        return contact == null ? null : new Span(contact.firstNs, contact.lastNs);
    }

    long dropped() {
        return dropped;
    }

    private <K, V> V entry(Map<K, V> map, K key, Supplier<V> make) {
        V value = map.get(key);
        if (value != null) return value;
        bound(map);
        V empty = make.get();
        map.put(key, empty);
        return empty;
    }

    private void bound(Map<?, ?> map) {
        if (map.size() < MAX_ENTRIES) return;
        var oldest = map.keySet().iterator();
        oldest.next();
        oldest.remove();
        dropped++;
    }

    static Address address(String text) {
        if (text == null || text.isEmpty() || text.length() > 45) return null;
        char last = text.charAt(text.length() - 1);
        if (Character.digit(last, 16) < 0 && last != ':') return null;
        try {
            return Address.parse(text);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    static String shortName(String computer) {
        int dot = computer.indexOf('.');
        return lower(dot > 0 ? computer.substring(0, dot) : computer);
    }

    private static String lower(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
