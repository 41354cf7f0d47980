/// Comes in: a [dejfa.range.scene.World]. Goes out: planned actions of attackers and victims, with their truth. One
/// class or a few per scenario; called by [dejfa.range.Ranges]. Sources: the README of each scenario under
/// `resources/dejfa/range/<scenario>`.
package dejfa.range.scenario;
