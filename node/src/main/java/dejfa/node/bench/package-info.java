/// `dejfa bench`: what the packet route costs, measured on the very route that `watch` runs. In: a capture, or flows
/// made in memory; out: CPU seconds by stage, memory, garbage and pauses, as a table, as JSON, as a plot. Called by
/// the command line. Stages come from the CPU-time sampler of Flight Recorder (JEP 509).
package dejfa.node.bench;
