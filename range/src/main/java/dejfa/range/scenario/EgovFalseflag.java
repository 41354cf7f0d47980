package dejfa.range.scenario;

import dejfa.range.noise.Office;
import dejfa.range.scene.World;

/// The same office and the same kinds of steps by another hand, with a shared tool and copied marks of APT27.
public final class EgovFalseflag {
    private EgovFalseflag() {}

    public static void play(World world) {
        Office.play(world);
        new FalseflagAttack(world).play();
    }
}
