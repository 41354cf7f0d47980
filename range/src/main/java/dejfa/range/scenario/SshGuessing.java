package dejfa.range.scenario;

import dejfa.range.noise.Office;
import dejfa.range.proto.Ssh;
import dejfa.range.scene.Truth;
import dejfa.range.scene.World;
import dejfa.range.wire.Dice;
import dejfa.range.wire.Host;
import dejfa.range.wire.Stack;
import dejfa.range.wire.TcpSession;

/// Passwords are guessed on the jump host until one fits.
public final class SshGuessing {
    private SshGuessing() {}

    public static void play(World world) {
        Office.play(world);
        Dice dice = world.dice.fork("ssh-guessing");
        Host guesser = world.network.outside("guesser", Stack.LINUX);
        Host jump = world.network.jump;
        Truth.Step step = world.truth.step(
                "guess", "password-guessing", "T1110.001", guesser, jump, "SSH log-ons, several a connection");
        Truth.Step entry = world.truth.step("entry", "log-on", "T1078", guesser, jump, "a password fits", false);
        String banner = dice.pick("SSH-2.0-libssh2_1.8.0", "SSH-2.0-Go", "SSH-2.0-libssh_0.8.5");
        long time = world.at(0.3);
        int connections = dice.between(60, 90);
        for (int i = 0; i < connections; i++) {
            boolean last = i == connections - 1;
            world.clock.at(time, now -> {
                TcpSession session = world.tcp(now, guesser, jump, 22).connect();
                Ssh ssh = new Ssh(session, dice).open(banner, "SSH-2.0-OpenSSH_7.9p1 Debian-10+deb10u1");
                for (int attempt = dice.between(2, 6); attempt > 0; attempt--) ssh.attempt(false);
                if (last) ssh.attempt(true).work(9);
                session.close(dice.chance(0.3));
                (last ? entry : step).seen(now).seen(session.now());
            });
            time += dice.between(2_000_000_000L, 9_000_000_000L);
        }
    }
}
