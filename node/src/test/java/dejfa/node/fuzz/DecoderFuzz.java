package dejfa.node.fuzz;

/// Frames through decoder, flow table and reassembly.
public final class DecoderFuzz {
    private DecoderFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Frames.run(data, packet -> {});
    }
}
