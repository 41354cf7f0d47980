package dejfa.detect.behaviour;

import dejfa.api.Event;
import java.util.List;
import java.util.Random;

/// Cost of the behaviour stage per event, all shipped behaviours on: run `main`.
final class DetectorStageBenchmark {
    private DetectorStageBenchmark() {}

    public static void main(String[] arguments) {
        World world = new World(new Random(1));
        for (int i = 0; i < 40_000; i++) {
            String host = "10.0." + i % 4 + "." + i % 200;
            String peer = "198.51." + i % 100 + "." + i % 250;
            world.tls(i * 0.1, host, peer, "www.example.com", "CN=a", "CN=b", 900, 9_000);
            world.resolve(i * 0.1, host, "www" + i % 500 + ".example.com", peer);
            world.http(i * 0.1, host, peer, "GET", "/page" + i % 50, "Browser/1", 0, 9_000);
        }
        List<Event> events = world.sorted();
        for (int round = 0; round < 4; round++) {
            DetectorStage stage = World.stage();
            long start = System.nanoTime();
            long[] alerts = new long[1];
            for (Event event : events) stage.accept(event, alert -> alerts[0]++);
            long each = (System.nanoTime() - start) / events.size();
            System.out.println(events.size() + " events, " + each + " ns each, " + stage.heldKeys() + " keys, "
                    + alerts[0] + " alerts");
        }
    }
}
