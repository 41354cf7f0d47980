/// Packets to flows. In: decoded packets in the order of their partition; out: the [dejfa.api.Flow] each
/// belongs to, and ended flows in a fixed order to a [FlowEnd]. Called by the packet route; one table serves
/// all partitions of a worker. Time is the packets' own, never the clock on the wall.
package dejfa.decode.flow;
