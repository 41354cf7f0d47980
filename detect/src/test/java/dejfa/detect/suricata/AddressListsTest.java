package dejfa.detect.suricata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dejfa.api.Address;
import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.Packet;
import dejfa.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Rules on lists of addresses are looked up; what is found must be what trying each finds.
class AddressListsTest {
    /// No more than a packet may raise.
    private static final int RULES = 15;

    @Test
    void a_packet_meets_just_the_rules_whose_lists_have_its_addresses() {
        Seeds.run(100, random -> {
            List<boolean[]> listed = new ArrayList<>();
            String[] lines = new String[RULES];
            for (int i = 0; i < RULES; i++) lines[i] = rule(i, random, listed);
            Bench bench = new Bench(lines);
            int from = random.nextInt(16);
            int to = random.nextInt(16);
            Flow flow = Bench.flow();
            Packet packet = bench.packet(flow, Direction.TO_SERVER, "");
            set(packet, from, to);
            bench.see(packet);
            List<Long> expected = new ArrayList<>();
            for (int i = 0; i < RULES; i++) if (listed.get(i)[i % 2 == 0 ? from : to]) expected.add((long) i + 1);
            assertEquals(expected, bench.alerts.stream().sorted().toList(), String.join("\n", lines));
        });
    }

    /// Even ones list sources, odd ones destinations: hosts and ranges that touch and overlap.
    private static String rule(int i, Random random, List<boolean[]> listed) {
        boolean[] has = new boolean[16];
        StringBuilder list = new StringBuilder("[");
        for (int part = 0; part <= random.nextInt(3); part++) {
            int first = random.nextInt(16);
            int last = Math.min(15, first + random.nextInt(4));
            for (int host = first; host <= last; host++) has[host] = true;
            list.append(part == 0 ? "" : ",").append(host(first)).append('-').append(host(last));
        }
        listed.add(has);
        list.append(']');
        return "alert ip " + (i % 2 == 0 ? list + " any -> any" : "any any -> " + list) + " any (msg:\"m\"; sid:"
                + (i + 1) + ";)";
    }

    private static String host(int number) {
        return "192.0.2." + number;
    }

    private static void set(Packet packet, int from, int to) {
        Address source = Address.parse(host(from));
        Address destination = Address.parse(host(to));
        packet.sourceHigh = source.high();
        packet.sourceLow = source.low();
        packet.destinationHigh = destination.high();
        packet.destinationLow = destination.low();
    }
}
