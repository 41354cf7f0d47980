/// One JSON object of a line: as fields of a record with dotted names, or as a tree where an event needs its shape.
///
/// Comes in: the bytes of one line. Goes out: fields, or maps, lists, texts and numbers; bounded in depth, names
/// and number. Called by the formats beside this package.
package dejfa.ingest.log.tree;
