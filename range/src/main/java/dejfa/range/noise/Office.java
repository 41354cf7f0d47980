package dejfa.range.noise;

import dejfa.range.scene.World;

/// A working day: everything harmless at once.
public final class Office {
    private Office() {}

    public static void play(World world) {
        new Browsing(world).play();
        new Portal(world).play();
        new Services(world).play();
        new LookAlikes(world).play();
    }
}
