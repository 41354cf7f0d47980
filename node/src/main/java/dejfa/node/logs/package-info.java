/// Logs of a run: files read once, files that are followed, syslog that arrives. In: the operator's options. Out:
/// records' sources for the merge, and the loop that looks whether they have grown. Called by `dejfa.node`.
package dejfa.node.logs;
