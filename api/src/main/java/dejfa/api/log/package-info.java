/// A log's records as fields, before anything is made of them.
///
/// Comes in: a log's bytes, read by `ingest`, which fills one [LogRecord] again and again. Goes out: the same
/// record, to `detect.sigma`, which looks at it in place, and as an `Event` only where somebody wants one. Field names
/// are those of the Sigma taxonomy (SigmaHQ, appendix "Taxonomy"): a Windows event's data stand beside `EventID` and
/// `Channel`.
package dejfa.api.log;
