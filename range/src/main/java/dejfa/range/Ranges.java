package dejfa.range;

import dejfa.range.scenario.DnsTunnel;
import dejfa.range.scenario.EgovEspionage;
import dejfa.range.scenario.EgovFalseflag;
import dejfa.range.scenario.PortScan;
import dejfa.range.scenario.QuietDay;
import dejfa.range.scenario.S7Stop;
import dejfa.range.scenario.SshGuessing;
import dejfa.range.scenario.SynFlood;
import dejfa.range.scene.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// The scenarios, and the making of one: files are written, nothing is sent.
public final class Ranges {
    /// shorter, and steps would stand on each other's toes
    private static final double SHORTEST_HOURS = 0.1;
    /// beyond that a run would no longer fit memory
    private static final double LONGEST_HOURS = 168;

    private Ranges() {}

    public static List<Scenario> list() {
        return List.of(
                new Scenario(
                        "egov-espionage",
                        "Web shell, four channels to outside and a staged archive on e-government servers",
                        4,
                        EgovEspionage::play),
                new Scenario(
                        "egov-falseflag",
                        "The same office hit by another hand that leaves APT27's marks",
                        4,
                        EgovFalseflag::play),
                new Scenario("port-scan", "Vertical, horizontal and slow scans", 2, PortScan::play),
                new Scenario("ssh-guessing", "Passwords guessed over SSH until one fits", 1, SshGuessing::play),
                new Scenario("dns-tunnel", "Data carried in DNS names and answers", 1, DnsTunnel::play),
                new Scenario("syn-flood", "SYN flood with forged senders", 0.5, SynFlood::play),
                new Scenario(
                        "s7-stop",
                        "A write and a stop of a controller by a station that never did so",
                        1,
                        S7Stop::play),
                new Scenario("quiet-day", "Nothing but harmless traffic, with all the look-alikes", 6, QuietDay::play));
    }

    /// Writes `<name>.pcap`, `iis.log`, `windows.jsonl` and `truth.yaml` into `out`. The same seed gives the same
    /// bytes.
    ///
    /// @param hours length of the capture; 0 takes the scenario's own
    public static void make(String name, Path out, long seed, double hours, Background level, Consumer<String> progress)
            throws IOException {
        Scenario scenario = list().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no scenario '" + name + "'; there are: "
                        + String.join(", ", list().stream().map(Scenario::name).toList())));
        double length = hours == 0 ? scenario.defaultHours() : hours;
        if (!(length >= SHORTEST_HOURS && length <= LONGEST_HOURS))
            throw new IllegalArgumentException("hours must be 0.1 to 168: " + hours);
        World world = new World(seed, length, level);
        world.capture.remark(world.startNs, "SYNTHETIC: dejfa range, scenario " + name + ", seed " + seed);
        scenario.play().accept(world);
        long[] next = {world.startNs};
        world.run(time -> {
            if (time < next[0]) return;
            next[0] = time + 10 * World.MINUTE;
            progress.accept(String.format(
                    Locale.ROOT,
                    "%s: %.1f of %.1f hours, %d packets, %.1f MB",
                    name,
                    (time - world.startNs) / 3.6e12,
                    length,
                    world.capture.packets(),
                    world.capture.bytes() / 1e6));
        });
        write(world, scenario.name(), seed, out);
        progress.accept(String.format(
                Locale.ROOT,
                "%s: %d packets, %.1f MB written to %s",
                name,
                world.capture.packets(),
                world.capture.bytes() / 1e6,
                out));
    }

    /// Each file appears whole or not at all.
    private static void write(World world, String name, long seed, Path out) throws IOException {
        Files.createDirectories(out);
        whole(out.resolve(name + ".pcap"), world.capture::write);
        whole(out.resolve("iis.log"), file -> world.iis.write(file, world.endNs));
        whole(out.resolve("windows.jsonl"), file -> world.windows.write(file, world.endNs));
        whole(out.resolve("truth.yaml"), file -> world.truth.write(file, name, seed, world.startNs, world.endNs));
    }

    private interface Writer {
        void write(Path file) throws IOException;
    }

    private static void whole(Path file, Writer writer) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            writer.write(part);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
