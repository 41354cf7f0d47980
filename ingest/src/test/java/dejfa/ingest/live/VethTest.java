package dejfa.ingest.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Captures on a real pair of interfaces in a network namespace made for it ([VethProbe]).
class VethTest {
    private static final String PAIRS = "sysctl -qw net.ipv6.conf.default.disable_ipv6=1;"
            + " ip link add va type veth peer name vb && ip link add vc type veth peer name vd"
            + " && for i in va vb vc vd; do ip link set $i arp off up || exit 1; done && exec \"$@\"";

    /// @return null where the kernel lacks what it takes
    private static List<String> probe(String what) throws Exception {
        List<String> command = new ArrayList<>(List.of("unshare", "--net", "sh", "-c", PAIRS, "sh"));
        command.addAll(Probes.command(VethProbe.class, what));
        List<String> lines = Probes.run(command);
        boolean ran = lines.stream().anyMatch(line -> line.matches("(seen|order|empty) .*|Exception.*"));
        if (ran) return lines;
        System.err.println("SKIPPED: no namespace with a pair of interfaces can be made here: " + lines);
        return null;
    }

    private static void expect(String what, String... lines) throws Exception {
        List<String> told = probe(what);
        if (told != null) assertEquals(List.of(lines), told);
    }

    @Test
    void what_two_addresses_say_comes_out_of_one_source_however_it_is_wrapped() throws Exception {
        expect("lanes", "seen 560 of 560 pairs 80 split 0 lanes [0, 1, 2]");
    }

    @Test
    void a_filter_lets_only_its_frames_pass() throws Exception {
        if (FilterTest.hasLibrary()) expect("filter", "seen 1 of 1");
    }

    @Test
    void under_overload_seen_and_dropped_make_what_was_sent() throws Exception {
        expect("overload", "empty false", "full true", "sum true received 10000 all parts true");
    }

    @Test
    void an_interface_that_was_down_is_captured_again_and_that_is_said_once() throws Exception {
        expect(
                "updown",
                "seen 5 [interface vb is down; capturing goes on by itself once it is up,"
                        + " interface vb is up again, capturing] [interface vb was down 2 times; look at its link]");
    }

    @Test
    void several_interfaces_are_read_in_order_of_time() throws Exception {
        expect("many", "order true");
    }
}
