package dejfa.range.scenario;

import dejfa.range.noise.Office;
import dejfa.range.scene.Truth;
import dejfa.range.scene.World;
import dejfa.range.wire.Dice;
import dejfa.range.wire.Host;
import dejfa.range.wire.Stack;
import dejfa.range.wire.TcpSession;
import java.util.ArrayList;
import java.util.List;

/// SYNs from (forged) addresses until the web server's table is full; nothing in it proves who sends.
public final class SynFlood {
    private SynFlood() {}

    public static void play(World world) {
        Office.play(world);
        Dice dice = world.dice.fork("syn-flood");
        List<Host> forged = new ArrayList<>();
        for (int i = 0; i < 400; i++) forged.add(world.network.outside("forged" + i, Stack.SMALL));
        Host victim = world.network.web;
        Truth.Step step = world.truth.step(
                "flood", "syn-flood", "T1498.001", null, victim, "SYN flood to port 80, forged senders");
        long from = world.at(0.4);
        long until = from + 60 * World.SECOND;
        world.clock.every(from, until, () -> dice.waiting(3_000_000L), now -> {
            TcpSession session = world.tcp(now, dice.pick(forged), victim, 80);
            if (dice.chance(0.5)) session.unanswered(1);
            else session.unacknowledged();
            step.seen(now);
        });
    }
}
