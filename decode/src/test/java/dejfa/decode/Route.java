package dejfa.decode;

import dejfa.api.Flow;
import dejfa.api.Packet;
import dejfa.api.StreamSink;
import dejfa.decode.flow.FlowSettings;
import dejfa.decode.flow.FlowTable;
import dejfa.decode.packet.ChecksumDecision;
import dejfa.decode.packet.DecodeSettings;
import dejfa.decode.packet.PacketDecoder;
import dejfa.decode.tcp.TcpReassembler;
import dejfa.decode.tcp.TcpSettings;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The three steps in a row, as the packet route runs them.
public final class Route {
    public final ChecksumDecision decision;
    public final PacketDecoder decoder;
    public final TcpReassembler reassembler;
    public final FlowTable flows;
    public final List<Flow> ended = new ArrayList<>();
    public final Packet[] packets = new Packet[PacketDecoder.MAX_PACKETS];
    private final StreamSink sink;
    private long number;
    public long timeNs = 1_000_000_000L;

    public Route(DecodeSettings decode, FlowSettings flow, TcpSettings tcp, StreamSink sink) {
        this.sink = sink;
        decision = new ChecksumDecision(decode.checksums());
        decoder = new PacketDecoder(decode, decision);
        reassembler = new TcpReassembler(tcp);
        flows = new FlowTable(flow, (ended, now) -> {
            reassembler.flush(ended, sink);
            this.ended.add(ended);
        });
        for (int i = 0; i < packets.length; i++) packets[i] = new Packet();
    }

    public Route(TcpSettings tcp, StreamSink sink) {
        this(DecodeSettings.DEFAULT, FlowSettings.defaults(1), tcp, sink);
    }

    /// An IP packet as the next frame.
    public Packet ip(byte[] bytes) {
        frame(MemorySegment.ofArray(bytes), 0, bytes.length, bytes.length, 101, ++number, timeNs, p -> {});
        return packets[0];
    }

    public int frame(
            MemorySegment data,
            long offset,
            int frameBytes,
            int wireBytes,
            int linkType,
            long frameNumber,
            long frameTimeNs,
            Consumer<Packet> each) {
        decision.observe(data, offset, frameBytes, linkType, frameTimeNs);
        int count =
                decoder.decode(data, offset, frameBytes, wireBytes, linkType, frameNumber, frameTimeNs, 0, -1, packets);
        for (int i = 0; i < count; i++) {
            flows.find(packets[i]);
            reassembler.accept(packets[i], sink);
            each.accept(packets[i]);
        }
        return count;
    }
}
