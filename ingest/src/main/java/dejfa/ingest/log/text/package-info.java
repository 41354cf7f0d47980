/// What the readers of text formats share: a cursor over a line's bytes, names of fields, times as logs spell them,
/// and the event `log` (see `fields.yaml`) of a record that has no type of its own.
///
/// Comes in: pieces of a line. Goes out: pieces of it, numbers, times; fields into a `LogRecord`. Called by the
/// formats beside this package.
@GenerateFields
package dejfa.ingest.log.text;

import dejfa.api.GenerateFields;
