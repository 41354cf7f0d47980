/// Sigma within the node. In: rule files, and the records of logs in their order. Out: the commands `dejfa sigma check`
/// and `explain`, and alerts, each with the rule and the record's place. [SigmaStage] is called by `stage.LogMerge` for
/// the record and by `stage.OrderedStage` for its event.
package dejfa.node.sigma;
