/// One process, everything wired, and the `dejfa` command. In: the command line. Out: events, incidents, blocks, the
/// story. [PacketRoute] is the way of a packet as one short method; [OrderedStage] is where everything that spans hosts
/// is decided, in the input's order.
package dejfa.node;
