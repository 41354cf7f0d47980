/// Comes in: a [dejfa.range.scene.World]. Goes out: the harmless traffic and log lines of an office, among them
/// everything that looks like an attack and is none. Called by the scenarios.
package dejfa.range.noise;
