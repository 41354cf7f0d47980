package dejfa.testkit;

import java.util.Random;
import java.util.function.Consumer;

/// Runs a property with many seeds; a failure names its seed, `-Dseed=…` repeats it alone.
public final class Seeds {
    private Seeds() {}

    public static void run(int times, Consumer<Random> property) {
        Long only = Long.getLong("seed");
        for (long seed = only == null ? 0 : only; only == null ? seed < times : seed == only; seed++) {
            try {
                property.accept(new Random(seed));
            } catch (Throwable e) {
                throw new AssertionError("failed with -Dseed=" + seed + ": " + e, e);
            }
        }
    }
}
