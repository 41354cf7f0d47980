package dejfa.range.scenario;

import dejfa.range.noise.Office;
import dejfa.range.proto.DnsMessage;
import dejfa.range.scene.Truth;
import dejfa.range.scene.World;
import dejfa.range.wire.Dice;
import dejfa.range.wire.Host;
import java.util.List;

/// A client carries data out in long names of one zone and gets data back in NULL and TXT answers.
public final class DnsTunnel {
    private static final String BASE_32 = "abcdefghijklmnopqrstuvwxyz012345";

    private DnsTunnel() {}

    public static void play(World world) {
        Office.play(world);
        Dice dice = world.dice.fork("dns-tunnel");
        Host client = dice.pick(world.network.clients.subList(10, world.network.clients.size()));
        String zone = dice.letters(4) + "." + dice.letters(6) + ".example";
        Truth.Step step = world.truth
                .step("tunnel", "dns-tunnel", "T1071.004", null, client, "data in names of " + zone)
                .server(zone);
        int type = dice.pick(DnsMessage.NULL, DnsMessage.TXT);
        world.clock.every(world.at(0.35), world.at(0.75), () -> dice.between(300L, 1500L) * 1_000_000L, now -> {
            String name = label(dice, 57) + "." + label(dice, dice.between(30, 60)) + "." + zone;
            byte[] data = dice.bytes(dice.between(40, 150));
            byte[] answer = type == DnsMessage.TXT ? DnsMessage.txt(label(dice, data.length)) : data;
            world.dns.ask(now, client, name, type, 0, List.of(new DnsMessage.Answer(null, type, 0, answer)), 0);
            step.seen(now);
        });
    }

    private static String label(Dice dice, int characters) {
        StringBuilder out = new StringBuilder(characters);
        for (int i = 0; i < characters; i++) out.append(BASE_32.charAt(dice.below(32)));
        return out.toString();
    }
}
