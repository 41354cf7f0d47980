/// Logs of a run: their clocks.
package dejfa.node.logs;
