/// The ordered stage: one thread that sees all events in the input's order and decides what spans hosts (thresholds,
/// behaviours, incidents). In: emissions of the packet route, events of logs. Out: EVE lines, incidents, stored events.
/// Called by `dejfa.node`.
package dejfa.node.stage;
