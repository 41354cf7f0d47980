package dejfa.decode.packet;

import dejfa.api.HotPath;
import dejfa.api.Packet;
import dejfa.decode.Anomaly;
import java.lang.foreign.MemorySegment;

/// What the layers' decoders share while one frame is taken apart; reused for every frame of a worker.
@HotPath
final class Frame {
    final DecodeSettings settings;

    MemorySegment data;
    long offset;
    int frameBytes;
    int wireBytes;
    int linkType;
    long number;
    long timeNs;
    int source;
    int partition;
    boolean verify;
    FragmentTable fragments;

    /// headers met so far, by [Layer]
    final long[] met = new long[Layer.count()];

    private Packet[] out;
    private int count;
    private int layers;
    /// packets out of tunnels for which there was no room in `out`
    long packetsDropped;

    Frame(DecodeSettings settings) {
        this.settings = settings;
    }

    void start(Packet[] packets) {
        out = packets;
        count = 0;
        layers = 0;
    }

    int count() {
        return count;
    }

    /// The next packet of this frame, cleared, or null where there is no more room.
    ///
    /// @param parent the packet that carries it, or null for the outermost
    Packet open(Packet parent, MemorySegment bytes, long start, int lengthBytes) {
        if (count == out.length) {
            packetsDropped++;
            if (parent != null) flag(parent, Anomaly.TOO_MANY_LAYERS);
            return null;
        }
        Packet packet = out[count++];
        packet.clear();
        packet.number = number;
        packet.timeNs = timeNs;
        packet.source = source;
        packet.linkType = linkType;
        packet.partition = partition;
        packet.data = bytes;
        packet.frameOffset = start;
        packet.frameBytes = lengthBytes;
        packet.wireBytes = parent == null ? wireBytes : lengthBytes;
        packet.tunnelDepth = parent == null ? 0 : parent.tunnelDepth + 1;
        return packet;
    }

    /// Counts a header; true where there are so many that the frame was made to exhaust us.
    boolean tooDeep(Packet packet) {
        if (++layers <= settings.maxLayers()) return false;
        flag(packet, Anomaly.TOO_MANY_LAYERS);
        return true;
    }

    void met(Layer layer) {
        met[layer.ordinal()]++;
    }

    static void flag(Packet packet, Anomaly anomaly) {
        anomaly.flag(packet);
    }
}
