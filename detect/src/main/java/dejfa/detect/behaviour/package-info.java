/// Behaviours: what no single packet shows. In come events in time order (flows, transactions, log lines), out go
/// alerts. [Behaviours] reads `content/behaviours/<name>/behaviour.yaml` once; [DetectorStage], called by node's
/// ordered stage, adds the `context` of each event ([ContextStage]) and drives the machines (`periodic`, `tally`,
/// `first-seen`, `silence`, `sequence`, `match`) that the files parametrise. Techniques are named by MITRE ATT&CK.
@GenerateFields
package dejfa.detect.behaviour;

import dejfa.api.GenerateFields;
