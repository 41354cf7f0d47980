/// Windows event logs as Windows keeps them (.evtx).
///
/// Comes in: the bytes of a log, whole, damaged, carved or packed. Goes out, through [EvtxSource]: its records as
/// fields, in the order in which they were written. Called by `ingest.log`.
///
/// A log is chunks of 64 KiB ([ChunkInput], [Chunk]), each whole in itself: records, and tables of the names and
/// templates that they use. A record is binary XML: a template and its values. The template is compiled once in its
/// chunk to a flat list of fields ([TemplateCompiler], [Plan], [Emit]); from then on a record is its values,
/// written straight into the record's buffer ([BinaryXml], [ValueText]). Everything that a chunk says is checked
/// against its own bounds; templates, depth and what a record unfolds to are bounded.
///
/// There is no standard. Facts: the libevtx project's description of the format, and Microsoft's MS-EVEN6 for
/// binary XML.
package dejfa.ingest.log.windows.evtx;
