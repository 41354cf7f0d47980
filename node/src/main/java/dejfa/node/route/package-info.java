/// The packet route: one reader, workers that own partitions, and the hand-over to the ordered stage. In: batches of
/// frames. Out: emissions in the input's order, whatever the number of workers. Called by `dejfa.node`.
package dejfa.node.route;
