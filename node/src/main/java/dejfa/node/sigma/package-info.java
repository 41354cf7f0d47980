/// Sigma within the node. In: the records of logs, in their order. Out: alerts, each with the rule and the record's
// place.
/// [SigmaStage] is called by `stage.LogMerge` for the record and by `stage.OrderedStage` for its event.
package dejfa.node.sigma;
