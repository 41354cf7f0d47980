/// Runs every case folder through the whole line. In: `cases/<name>/` of every module and of the content. Out: a
/// difference between the events told and `expected.jsonl`, or, with `-Dupdate`, that file anew.
package dejfa.node.cases;
