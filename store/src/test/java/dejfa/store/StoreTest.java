package dejfa.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Actor;
import dejfa.api.Address;
import dejfa.api.Alert;
import dejfa.api.Block;
import dejfa.api.Event;
import dejfa.api.FlowFields;
import dejfa.api.Host;
import dejfa.api.Incident;
import dejfa.api.Slots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    @TempDir
    Path folder;

    private static Event flow(long id, String source, String destination) {
        return new Event(
                id,
                id * 1_000,
                "site",
                "sensor",
                "in.pcap",
                id,
                Address.parse(source),
                1000,
                Address.parse(destination),
                443,
                6,
                id,
                -1,
                "tls",
                new Slots(FlowFields.SCHEMA).set(FlowFields.START_NS, id),
                List.of());
    }

    @Test
    void the_same_input_again_adds_nothing_twice() throws IOException {
        for (int run = 0; run < 2; run++) {
            try (Store store = Store.open(folder)) {
                store.input(7, "in.pcap");
                for (int i = 0; i < 50 + 25 * run; i++) store.append(flow(i, "10.0.0.1", "203.0.113.9"));
                store.flush();
                assertEquals(run == 0 ? 50 : 75, store.eventCount());
            }
        }
    }

    @Test
    void contacts_names_who_talked_to_an_address() throws IOException {
        try (Store store = Store.open(folder)) {
            store.input(1, "a");
            store.append(flow(1, "10.0.0.1", "203.0.113.9"));
            store.append(flow(2, "10.0.0.2", "203.0.113.9"));
            store.append(flow(3, "203.0.113.9", "10.0.0.2"));
            store.append(flow(4, "10.0.0.3", "203.0.113.8"));
            store.flush();
            var contacts = store.contacts(Address.parse("203.0.113.9"));
            assertEquals(3, contacts.flows());
            assertEquals(
                    List.of(new Host("site", Address.parse("10.0.0.1")), new Host("site", Address.parse("10.0.0.2"))),
                    contacts.hosts());
        }
    }

    @Test
    void an_incident_and_its_blocks_come_back_as_they_were_put() throws IOException {
        Incident incident = new Incident(
                "abc",
                "title",
                "high",
                List.of("because"),
                0.5,
                1,
                2,
                List.of(new Host("site", Address.parse("10.0.0.1"))),
                List.of("web01"),
                List.of(new Incident.Server("203.0.113.9", "C2", 1, 2, true, 0.75)),
                List.of("T1071"),
                List.of(new Incident.Step(1, 2, Alert.Phase.IMPACT, "kind", "it's \"text\"", List.of("T1"), 3, 0.25)),
                List.of(new Incident.Link("a", "resolved to", "b", 1, 2, "dns")),
                List.of(new Actor(Actor.UNKNOWN, 1, List.of("x"), List.of())),
                List.of(),
                9,
                true);
        List<Block> blocks = List.of(
                block("1", new Block.Subject.OfAddress(Address.parse("203.0.113.9"))),
                block("2", new Block.Subject.OfDomain("evil.example")),
                block(
                        "3",
                        new Block.Subject.OfFlow(
                                new Host("", Address.parse("10.0.0.1")), Address.parse("2001:db8::1"), 6, 443)));
        try (Store store = Store.open(folder)) {
            for (int twice = 0; twice < 2; twice++) store.put(incident);
            for (int twice = 0; twice < 2; twice++) for (Block block : blocks) store.put(block);
        }
        try (Store store = Store.open(folder)) {
            assertEquals(List.of(incident), store.incidents());
            assertEquals(blocks, store.blocks("abc"));
        }
        assertEquals(3, Files.readAllLines(folder.resolve("blocks.jsonl")).size());
    }

    private static Block block(String id, Block.Subject subject) {
        return new Block(id, subject, Block.State.WAITING, "reason", "abc", 0.5, "dejfa", 1, 2, null);
    }

    @Test
    void a_journal_line_cut_by_a_crash_is_cut_off() throws IOException {
        Path file = folder.resolve("blocks.jsonl");
        Files.writeString(file, "{\"id\":\"1\"}\n{\"id\":\"2");
        try (Journal journal = new Journal(file)) {
            journal.append(block("3", new Block.Subject.OfDomain("evil.example")));
        }
        List<String> lines = Files.readAllLines(file);
        assertEquals(2, lines.size());
        assertTrue(lines.get(1).startsWith("{\"id\":\"3\""), lines.get(1));
    }

    @Test
    void a_folder_that_cannot_be_used_is_told_in_a_sentence() throws IOException {
        Path file = Files.writeString(folder.resolve("dejfa.duckdb"), "this is no database");
        IOException refused = assertThrows(IOException.class, () -> Store.open(file.getParent()));
        assertTrue(refused.getMessage().contains("can't be opened"), refused.getMessage());
    }
}
