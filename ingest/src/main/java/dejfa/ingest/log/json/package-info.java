/// JSON as records' fields, fast.
///
/// Comes in: one JSON object as bytes, and a [JsonShape] that says what its members are called. Goes out: the
/// fields of a `LogRecord`, written straight into its buffer. Called by the formats beside it. Standard: RFC 8259.
package dejfa.ingest.log.json;
