package dejfa.range.scenario;

import dejfa.range.noise.Office;
import dejfa.range.proto.S7;
import dejfa.range.scene.Truth;
import dejfa.range.scene.World;
import dejfa.range.wire.Dice;
import dejfa.range.wire.Host;
import dejfa.range.wire.Stack;
import dejfa.range.wire.TcpSession;

/// A controller is read by its operator panel all day and written by the engineers' station; then another station
/// writes and stops it.
public final class S7Stop {
    private static final int PLANT_NET = 210;

    private S7Stop() {}

    public static void play(World world) {
        Office.play(world);
        Dice dice = world.dice.fork("s7-stop");
        Host controller = world.network.extra("plc01", PLANT_NET, dice.between(10, 19), Stack.SMALL);
        Host panel = world.network.extra("hmi01", PLANT_NET, dice.between(20, 29), Stack.WINDOWS_10);
        Host engineers = world.network.extra("eng01", PLANT_NET, dice.between(30, 39), Stack.WINDOWS_10);
        Host stranger = world.network.extra("hist01", PLANT_NET, dice.between(40, 49), Stack.WINDOWS_SERVER);
        int block = dice.between(1, 60);
        world.clock.at(world.startNs + World.SECOND, now -> {
            TcpSession session = world.tcp(now, panel, controller, 102).connect();
            S7 s7 = new S7(session).open(0, 2);
            while (session.now() < world.endNs) {
                s7.read(block, 0, 24, dice.bytes(24));
                session.pause(2 * World.SECOND + dice.between(0L, 40_000_000L));
            }
        });
        world.truth.quiet(
                "engineer-writes", engineers.ip(), "the engineers' station writes set points, as it always does");
        world.clock.every(world.at(0.1), world.endNs, () -> 10 * World.MINUTE + dice.waiting(World.MINUTE), now -> {
            TcpSession session = world.tcp(now, engineers, controller, 102).connect();
            new S7(session).open(0, 2).write(block, 4, dice.bytes(4));
            session.close(true);
        });
        Truth.Step write = world.truth.step(
                "write", "s7-write", "T0855", stranger, controller, "S7comm write by a station that never wrote");
        Truth.Step stop = world.truth.step("stop", "s7-stop", "T0816", stranger, controller, "S7comm PLC stop");
        world.clock.at(world.at(0.7), now -> {
            TcpSession session = world.tcp(now, stranger, controller, 102).connect();
            S7 s7 = new S7(session).open(0, 2).read(block, 0, 24, dice.bytes(24));
            session.pause(dice.waiting(5 * World.SECOND));
            write.seen(session.now());
            s7.write(block, 0, dice.bytes(4));
            write.seen(session.now());
            session.pause(dice.waiting(20 * World.SECOND));
            stop.seen(session.now());
            s7.stop();
            stop.seen(session.now());
            session.close(true);
        });
    }
}
