/// Comes in: what hosts would have noted. Goes out: `iis.log` (W3C extended format) and `windows.jsonl` (Windows
/// events in the shape that Winlogbeat 7 writes). Called by `noise` and `scenario`, written by
/// [dejfa.range.Ranges].
package dejfa.range.log;
