/// Logs as events.
///
/// Comes in: a log file, recognised by its content. Goes out: events `iis` and `windows` (see `fields.yaml`), in the
/// order of the file, passwords and tokens masked; complaints in plain words. Called by `node` through [Logs].
/// Standards: W3C Extended Log File Format as IIS writes it; Windows events as JSON lines in the shapes of Winlogbeat
/// (ECS) and of NXLog and Security-Datasets (flat).
@GenerateFields
package dejfa.ingest.log;

import dejfa.api.GenerateFields;
