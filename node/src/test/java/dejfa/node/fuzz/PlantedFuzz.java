package dejfa.node.fuzz;

/// A bug on purpose, behind the decoder: it is reached only by bytes that decode as a TCP SYN over IPv6. Its seed is
/// one byte away: the protocol says UDP.
public final class PlantedFuzz {
    private PlantedFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Frames.run(data, packet -> {
            if (packet.ipVersion == 6 && packet.protocol == 6 && (packet.tcpFlags & 2) != 0) {
                throw new IllegalStateException("planted");
            }
        });
    }
}
