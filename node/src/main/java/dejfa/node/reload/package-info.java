/// Content exchanged while packets flow. In: a request (SIGHUP, a changed file), what the node loads anew. Out: a
/// swap for the packet route at a batch boundary, and the ordered stage's part of it. Called by `dejfa.node`. What
/// survives a reload is told in docs/operating/command-line.md.
package dejfa.node.reload;
