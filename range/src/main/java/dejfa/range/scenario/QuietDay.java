package dejfa.range.scenario;

import dejfa.range.noise.Office;
import dejfa.range.scene.World;

/// Nothing but harmless traffic, with every look-alike.
public final class QuietDay {
    private QuietDay() {}

    public static void play(World world) {
        Office.play(world);
    }
}
