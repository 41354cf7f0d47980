package dejfa.node.fuzz;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.Packet;
import dejfa.api.StreamSink;
import dejfa.decode.flow.FlowSettings;
import dejfa.decode.flow.FlowTable;
import dejfa.decode.packet.DecodeSettings;
import dejfa.decode.packet.PacketDecoder;
import dejfa.decode.tcp.TcpReassembler;
import dejfa.decode.tcp.TcpSettings;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Consumer;

/// Cuts fuzz bytes into frames (a length byte before each, the first byte of all picks the link type) and sends them
/// through decoder, flow table and reassembly.
final class Frames {
    private static final int[] LINK_TYPES = {1, 101, 113, 276, 0, 12, 229, 9};

    private Frames() {}

    static void run(byte[] data, Consumer<Packet> sink) {
        if (data.length < 2) return;
        PacketDecoder decoder = new PacketDecoder(DecodeSettings.DEFAULT);
        TcpReassembler reassembler = new TcpReassembler(TcpSettings.DEFAULT.withMidstream((data[0] & 0x80) != 0));
        FlowTable flows = new FlowTable(
                FlowSettings.defaults(1).withMaxFlows(16), (flow, timeNs) -> reassembler.flush(flow, Silent.SINK));
        Packet[] packets = new Packet[PacketDecoder.MAX_PACKETS];
        for (int i = 0; i < packets.length; i++) packets[i] = new Packet();
        int linkType = LINK_TYPES[data[0] & 7];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(data.length);
            MemorySegment.copy(data, 0, bytes, ValueLayout.JAVA_BYTE, 0, data.length);
            long number = 0;
            for (int at = 1; at + 1 < data.length; ) {
                int length = Math.min(data[at++] & 0xff, data.length - at);
                number++;
                int count = decoder.decode(
                        bytes, at, length, length, linkType, number, number * 1_000_000L, 0, -1, packets);
                int partition = PacketDecoder.partitionOf(bytes, at, length, linkType);
                for (int i = 0; i < count; i++) {
                    packets[i].partition = partition;
                    if (flows.find(packets[i]) != null && packets[i].protocol == 6) {
                        reassembler.accept(packets[i], Silent.SINK);
                    }
                    sink.accept(packets[i]);
                }
                at += length;
            }
            flows.finish(Long.MAX_VALUE / 2);
        }
    }

    /// Reads what it is given, to prove that it may.
    private enum Silent implements StreamSink {
        SINK;

        @Override
        public void bytes(
                Packet cause, Flow flow, Direction direction, MemorySegment bytes, long offset, int length, long at) {
            if (length > 0) bytes.get(ValueLayout.JAVA_BYTE, offset + length - 1);
        }

        @Override
        public void gap(Packet cause, Flow flow, Direction direction, int lengthBytes, long streamOffset) {}

        @Override
        public void end(Packet cause, Flow flow, Direction direction) {}
    }
}
