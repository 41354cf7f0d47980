package dejfa.range;

import dejfa.range.scene.World;
import java.util.function.Consumer;

/// @param name as on the command line
/// @param title one sentence
/// @param defaultHours length where none is asked for
/// @param play plans everything that will happen
public record Scenario(String name, String title, double defaultHours, Consumer<World> play) {}
