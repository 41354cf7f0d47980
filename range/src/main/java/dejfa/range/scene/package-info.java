/// Comes in: seed, hours, amount of background. Goes out: a network of named hosts, a clock that runs their actions
/// in time order, name resolution with caches, and the truth about what happened. Called by `noise` and `scenario`.
package dejfa.range.scene;
