package dejfa.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Address;
import dejfa.api.Block;
import dejfa.api.Host;
import dejfa.api.Network;
import dejfa.testkit.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final List<Network> OWN = List.of(Network.parse("10.0.0.0/8"), Network.parse("2001:db8:5::/48"));
    private final Guard guard =
            new Guard(new Protected(OWN, List.of("Gov.Example.", "bücher.example")), Integer.MAX_VALUE);

    private static Block block(Block.Subject subject) {
        return new Block("1", subject, Block.State.PROPOSED, "because", "i", 1, "test", 0, 1_000_000_000L, null);
    }

    private boolean refuses(Block.Subject subject) {
        boolean refused = guard.approve(block(subject)).isEmpty();
        assertEquals(refused, guard.refusal(subject).isPresent());
        return refused;
    }

    @Test
    void a_protected_name_is_refused_however_it_is_written() {
        for (String name : List.of(
                "gov.example",
                "GOV.EXAMPLE.",
                "gov.example..",
                "www.gov.example",
                "example",
                "a.b.gov.example",
                "xn--bcher-kva.example",
                "BÜCHER.example",
                "")) {
            assertTrue(refuses(new Block.Subject.OfDomain(name)), name);
        }
        assertFalse(refuses(new Block.Subject.OfDomain("evil-gov.example.test")));
        assertFalse(refuses(new Block.Subject.OfDomain("notgov.example")));
    }

    @Test
    void a_parent_of_a_protected_name_is_refused() {
        Guard deep = new Guard(new Protected(List.of(), List.of("www.gov.example")), 10);
        assertTrue(deep.refusal(new Block.Subject.OfDomain("gov.example")).isPresent());
        assertTrue(deep.refusal(new Block.Subject.OfDomain("mail.gov.example")).isEmpty());
    }

    @Test
    void own_addresses_are_refused_in_every_form() {
        for (String address : List.of(
                "10.1.2.3",
                "::ffff:10.1.2.3",
                "::ffff:0a01:0203",
                "2001:db8:5::1",
                "127.0.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "::1")) {
            assertTrue(refuses(new Block.Subject.OfAddress(Address.parse(address))), address);
        }
        assertFalse(refuses(new Block.Subject.OfAddress(Address.parse("203.0.113.7"))));
    }

    @Test
    void a_network_that_contains_or_lies_in_a_protected_one_is_refused() {
        for (String network : List.of(
                "0.0.0.0/0", "::/0", "10.0.0.0/7", "10.9.0.0/24", "8.8.8.0/24", "203.0.0.0/16", "2001:db8::/32")) {
            assertTrue(refuses(new Block.Subject.OfNetwork(Network.parse(network))), network);
        }
        assertFalse(refuses(new Block.Subject.OfNetwork(Network.parse("203.0.113.0/24"))));
    }

    @Test
    void no_random_wish_for_an_own_address_is_ever_approved() {
        Seeds.run(10_000, random -> {
            Network own = OWN.get(random.nextInt(OWN.size()));
            boolean v4 = own.base().isV4();
            long low = own.base().low() | random.nextLong() & (v4 ? 0xFF_FFFFL : -1L);
            Address address = new Address(own.base().high() | (v4 ? 0 : random.nextInt(1 << 16)), low);
            assertTrue(own.contains(address));
            int prefix = random.nextInt(129);
            assertTrue(refuses(new Block.Subject.OfAddress(address)));
            assertTrue(refuses(new Block.Subject.OfNetwork(new Network(address, prefix))));
            assertTrue(refuses(new Block.Subject.OfFlow(
                    new Host("a", Address.parse("10.0.0.1")),
                    address,
                    random.nextInt(300) - 20,
                    random.nextInt(70_000) - 2_000)));
        });
    }

    @Test
    void a_block_that_lasts_for_ever_is_refused() {
        Block endless = new Block(
                "1",
                new Block.Subject.OfAddress(Address.parse("203.0.113.7")),
                Block.State.PROPOSED,
                "because",
                "i",
                1,
                "test",
                0,
                Long.MAX_VALUE,
                null);
        assertTrue(guard.approve(endless).isEmpty());
    }

    @Test
    void the_number_of_blocks_is_bounded() {
        Guard small = new Guard(new Protected(List.of(), List.of()), 2);
        for (int i = 0; i < 4; i++) {
            assertEquals(
                    i < 2,
                    small.approve(block(new Block.Subject.OfAddress(Address.parse("203.0.113." + i))))
                            .isPresent());
        }
    }
}
