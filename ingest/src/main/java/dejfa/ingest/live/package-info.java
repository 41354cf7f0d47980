/// Frames off an interface of this machine.
///
/// Comes in: the name of an interface. Goes out: batches of frames from a ring that the kernel fills (AF_PACKET,
/// TPACKET_V3), copied once into memory of the batch, with the VLAN tag that the card took off and the count of what
/// the kernel dropped. Called by `node` through [LiveCapture]. Standards: Linux, packet(7) and
/// Documentation/networking/packet_mmap.rst; the numbers are those of include/uapi/linux/if_packet.h.
package dejfa.ingest.live;
