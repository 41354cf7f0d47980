/// A rule writer's unit tests: folders of cases, run in one process, in parallel, told in order. In: folders in Dejfa's
/// own form (`in.*`, `rules.rules`, `expected.jsonl` or `checks.yaml`) and in that of the suricata-verify suite
/// (`test.yaml`). Out: a verdict a case, with the difference where it fails. Called by the command line. Follows the
/// suite's description of its checks, as of Suricata 9.0-dev, including how Python compares.
package dejfa.node.verify;
