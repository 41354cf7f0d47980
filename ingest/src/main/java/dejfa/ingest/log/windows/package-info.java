/// Windows events.
///
/// Comes in: lines of JSON in the shapes of Winlogbeat (ECS) and of NXLog and Security-Datasets (flat). Goes out:
/// records whose names are those that Windows itself gives (`EventID`, `Channel`, the event's data bare beside them),
/// whatever tool wrote the log; events `windows` (see `fields.yaml`). Called by `ingest.log`.
@GenerateFields
package dejfa.ingest.log.windows;

import dejfa.api.GenerateFields;
