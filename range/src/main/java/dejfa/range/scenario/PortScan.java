package dejfa.range.scenario;

import dejfa.range.noise.Office;
import dejfa.range.scene.Truth;
import dejfa.range.scene.World;
import dejfa.range.wire.Dice;
import dejfa.range.wire.Host;
import dejfa.range.wire.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Three scans: many ports of one server, one port of many hosts from inside, few probes over a long time.
public final class PortScan {
    private PortScan() {}

    public static void play(World world) {
        Office.play(world);
        Intruder intruder = new Intruder(world, "port-scan");
        Dice dice = intruder.dice();
        Host vertical = world.network.outside("vertical", Stack.LINUX);
        Truth.Step first =
                world.truth.step("vertical", "scan", "T1046", vertical, world.network.web, "many ports of one server");
        List<Integer> ports =
                new ArrayList<>(IntStream.rangeClosed(1, 400).boxed().toList());
        dice.shuffle(ports);
        intruder.scan(world.at(0.15), vertical, List.of(world.network.web), ports, 40_000_000L, first);
        Host inside = dice.pick(world.network.clients);
        Truth.Step second =
                world.truth.step("horizontal", "scan", "T1046", inside, null, "port 445 of the office's network");
        List<Host> others = new ArrayList<>(world.network.clients);
        others.remove(inside);
        others.addAll(world.network.servers());
        intruder.scan(world.at(0.45), inside, others, List.of(445), 250_000_000L, second);
        Host slow = world.network.outside("slow", Stack.LINUX);
        Truth.Step third = world.truth.step(
                "slow", "scan", "T1046", slow, world.network.sharePoint, "a probe every minute or two");
        List<Integer> few =
                new ArrayList<>(List.of(21, 22, 23, 25, 80, 110, 135, 139, 143, 389, 443, 445, 465, 587, 636, 993));
        few.addAll(List.of(
                995, 1080, 1433, 1521, 2049, 2222, 3128, 3306, 3389, 5432, 5900, 5985, 6379, 8000, 8080, 8443, 8888,
                9000, 9200, 27017));
        dice.shuffle(few);
        long pause = (world.endNs - world.startNs) * 9 / 10 / few.size();
        intruder.scan(
                world.at(0.04), slow, List.of(world.network.sharePoint), few, Math.min(pause, 3 * World.MINUTE), third);
    }
}
