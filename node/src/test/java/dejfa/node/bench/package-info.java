/// The bench measured: what it adds up, what it counts, what it says of bad input.
package dejfa.node.bench;
