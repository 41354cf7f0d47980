/// Windows events, whatever tool wrote them.
///
/// Comes in: JSON in the shapes of [JsonShapes] (one object a line, over many lines or in an array), XML of the
/// event schema, and through `windows.evtx` the event log itself. Goes out: records whose names are those that
/// Windows gives (`EventID`, `Channel`, the event's data bare beside them; [Place] has the rule), events `windows`
/// (see `fields.yaml`) by [WindowsEvents]. Called by `ingest.log`.
///
/// Where a tool tells less, it is made up for: [EcsNames] undoes Elastic's renaming, [PropertyNames] gives
/// PowerShell's nameless properties their names.
@GenerateFields
package dejfa.ingest.log.windows;

import dejfa.api.GenerateFields;
