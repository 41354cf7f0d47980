package dejfa.node.route;

import dejfa.api.Direction;
import dejfa.api.Event;
import dejfa.api.FileTransfer;
import dejfa.api.Flow;
import dejfa.api.HotPath;
import dejfa.api.Packet;
import dejfa.api.PacketBatch;
import dejfa.api.StreamSink;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.decode.Anomaly;
import dejfa.decode.flow.FlowTable;
import dejfa.decode.packet.ChecksumDecision;
import dejfa.decode.packet.Layer;
import dejfa.decode.packet.PacketDecoder;
import dejfa.decode.tcp.TcpReassembler;
import dejfa.detect.suricata.Candidate;
import dejfa.detect.suricata.CandidateSink;
import dejfa.detect.suricata.RuleEngine;
import dejfa.detect.suricata.RuleSet;
import dejfa.protocols.ProtocolRecogniser;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// The way of a packet through one worker (docs/life-of-a-packet.md).
public final class PacketRoute implements StreamSink, AutoCloseable {
    private static final int SYN = 2;
    /// how often timers look for flows to end, by the packets' clock
    private static final long TIMERS_NS = 1_000_000_000L;

    /// EtherType (RFC 826)
    private static final int ARP = 0x0806;

    private static final int UDP = 17;

    private final PacketDecoder decoder;
    private final FlowTable flows;
    private final TcpReassembler reassembler;
    private final ProtocolRecogniser recogniser;
    private final RuleEngine engine;
    private final EventFactory events;
    private final ProtocolCounts protocols;
    private final RouteSettings settings;
    private final CandidateSink candidates = this::candidate;
    private final Packet[] packets = new Packet[PacketDecoder.MAX_PACKETS];
    private Shedding shedding = new Shedding(0, () -> {});
    private final long[] anomalyCounts = new long[Anomaly.count()];
    private Emissions out;
    private long key;
    private int partition;
    /// when timers are due again
    private long timersNs = Long.MIN_VALUE;
    /// time of the last packet of the flow that a timer ends; 0 while packets are worked on
    private long endedNs;
    private long now;
    private long number;

    /// The route of one worker.
    public PacketRoute(
            RouteSettings settings, ProtocolRecogniser recogniser, RuleSet rules, ChecksumDecision checksums) {
        this.settings = settings;
        this.recogniser = recogniser;
        decoder = new PacketDecoder(settings.decode(), checksums);
        flows = new FlowTable(settings.flows(), this::ended);
        reassembler = new TcpReassembler(settings.tcp());
        engine = new RuleEngine(
                rules,
                new RuleEngine.Setup(
                        settings.site(),
                        settings.sensor(),
                        settings.flows().inputIdentity(),
                        settings.inputs()::get,
                        PacketRoute::anomalyName));
        events = new EventFactory(
                settings.site(),
                settings.sensor(),
                settings.inputs(),
                settings.flows().inputIdentity());
        protocols = new ProtocolCounts(recogniser);
        for (int i = 0; i < packets.length; i++) packets[i] = new Packet();
    }

    /// From which size on a flow may go under overload, and who hears when the first goes ([Shedding]).
    public PacketRoute sheds(long longBytes, Runnable notice) {
        shedding = new Shedding(longBytes, notice);
        return this;
    }

    /// As the rule keywords `decode-event` and `stream-event` store it.
    private static String anomalyName(int index) {
        Anomaly anomaly = Anomaly.at(index);
        return anomaly.ofStream() ? anomaly.eveName() : anomaly.keyword();
    }

    /// This worker's share of a batch: timers first, by the reader's clock, then the packets of its partitions.
    void accept(Batch batch, int worker, int workers) {
        PacketBatch frames = batch.frames;
        out = batch.emissions[worker];
        if (batch.swap != null) engine.swap(batch.swap.rules());
        shedding.filled(batch.filledPercent);
        timers(frames.firstNumber, batch.startNs, batch.last, worker, workers);
        for (int i = 0; i < frames.count; i++) {
            // A batch of a quiet network spans hours: its flows must end in order of time all the same.
            if (frames.timesNs[i] >= timersNs) {
                timers(frames.firstNumber + i, frames.timesNs[i], false, worker, workers);
            }
            if (batch.partitions[i] % workers == worker) frame(frames, i, batch.partitions[i]);
        }
        if (out.size() > 1) out.sort();
    }

    /// Ends the flows of this worker that have timed out, before the packet of that number. All workers see all
    /// times, so that how many they are makes no difference.
    private void timers(long before, long clockNs, boolean last, int worker, int workers) {
        key = before * 2 - 1;
        number = 0;
        now = clockNs;
        timersNs = clockNs + TIMERS_NS;
        for (int p = worker; p < PacketDecoder.PARTITIONS; p += workers) {
            partition = p;
            events.at(key, p);
            if (last) flows.finish(p, clockNs);
            else flows.advance(p, clockNs);
        }
        endedNs = 0;
    }

    private void frame(PacketBatch frames, int i, int partitionOfFrame) {
        number = frames.firstNumber + i;
        key = number * 2;
        partition = partitionOfFrame;
        events.at(key, partition);
        now = frames.timesNs[i];
        int count = decoder.decode(
                frames.data[i],
                frames.offsets[i],
                frames.frameBytes[i],
                frames.wireBytes[i],
                frames.linkTypes[i],
                number,
                now,
                frames.sources[i],
                frames.vlans[i],
                packets);
        for (int p = 0; p < count; p++) {
            packets[p].partition = partitionOfFrame;
            packet(packets[p]);
        }
    }

    /// One packet, each step a method named after its verb.
    @HotPath
    private void packet(Packet packet) {
        Flow flow = flows.find(packet);
        if (shedding.sheds(packet, flow)) return;
        if (flow != null && !RuleEngine.isDropped(flow)) {
            if (packet.protocol == 6) segment(packet, flow);
            else if (packet.payloadBytes > 0 && packet.protocol == UDP && flow.protocol == UDP) datagram(packet, flow);
        }
        engine.inspect(packet, candidates);
        if (packet.anomalyCount > 0) anomalies(packet);
        if (packet.etherType == ARP && settings.logs("arp")) arp(packet);
        if (flow != null && flow.transactions != null) logTransactions(flow, false);
    }

    private void datagram(Packet packet, Flow flow) {
        boolean opens = flow.packetsToServer + flow.packetsToClient == 1;
        if (opens && recogniser.isDatagramAnswer(packet)) flows.reverse(packet);
        recogniser.datagram(packet);
    }

    /// A session met in its middle may begin with what the server says. Where streams don't mind checksums, rules
    /// still do.
    private void segment(Packet packet, Flow flow) {
        boolean opens = flow.packetsToServer + flow.packetsToClient == 1 && (packet.tcpFlags & SYN) == 0;
        if (opens && settings.tcp().midstream() && recogniser.isAnswer(packet)) flows.reverse(packet);
        reassembler.accept(packet, this);
    }

    @Override
    public void bytes(
            Packet cause, Flow flow, Direction direction, MemorySegment bytes, long offset, int length, long at) {
        recogniser.bytes(cause, flow, direction, bytes, offset, length, at);
        engine.bytes(cause, flow, direction, bytes, offset, length, at);
    }

    @Override
    public void gap(Packet cause, Flow flow, Direction direction, int lengthBytes, long at) {
        recogniser.gap(cause, flow, direction, lengthBytes, at);
        engine.gap(cause, flow, direction, lengthBytes, at);
    }

    @Override
    public void end(Packet cause, Flow flow, Direction direction) {
        recogniser.end(cause, flow, direction);
        engine.end(cause, flow, direction);
    }

    private void ended(Flow flow, long timeNs) {
        if (number == 0) endedNs = flow.lastNs;
        if (flow.protocol == 6) reassembler.flush(flow, this);
        else for (Direction direction : Direction.values()) recogniser.end(null, flow, direction);
        engine.end(flow, candidates);
        if (flow.transactions != null) logTransactions(flow, true);
        protocols.flow(flow);
        if (settings.logs("flow") && !RuleEngine.hushes(flow)) out.add(key, endedNs, partition, events.flow(flow));
    }

    private void candidate(Candidate candidate) {
        out.add(key, endedNs, partition, candidate);
    }

    private void arp(Packet packet) {
        Event event = events.arp(packet);
        if (event != null) emit(event);
    }

    private void anomalies(Packet packet) {
        for (int i = 0; i < packet.anomalyCount; i++) {
            anomalyCounts[packet.anomalies[i]]++;
            if (!settings.logAnomalies()) continue;
            Anomaly anomaly = Anomaly.at(packet.anomalies[i]);
            emit(events.packetAnomaly(packet, anomaly.ofStream() ? "stream" : "decode", anomaly.eveName()));
        }
    }

    /// Writes what is finished and forgets it; at the flow's end, everything.
    private void logTransactions(Flow flow, boolean end) {
        Transactions transactions = flow.transactions;
        if (!transactions.anomalies().isEmpty()) {
            for (String name : transactions.anomalies()) {
                emit(events.anomaly(flow, String.valueOf(flow.appProtocol), name, "proto_detect", -1, now, number));
            }
            transactions.anomalies().clear();
        }
        List<Transaction> live = transactions.live();
        // By index: this runs per packet, and an iterator would be garbage each time.
        for (int i = 0; i < live.size(); i++) {
            Transaction transaction = live.get(i);
            logFiles(flow, transaction, end);
            if (!transaction.isComplete() && !end) continue;
            if (!transaction.logged) {
                transaction.logged = true;
                protocols.transaction(flow);
                if (!transaction.onlyAnomalies
                        && settings.logs(transaction.protocol())
                        && !RuleEngine.hushesTransactions(flow)) {
                    emit(events.transaction(flow, transaction, now, number));
                }
                for (String name : transaction.anomalies) {
                    emit(events.anomaly(
                            flow, transaction.protocol(), name, "proto_parser", transaction.id, now, number));
                }
            }
            if (end || engine.isDoneWith(transaction) && filesLogged(transaction)) live.remove(i--);
        }
    }

    private static boolean filesLogged(Transaction transaction) {
        for (int i = 0; i < transaction.files.size(); i++) if (!transaction.files.get(i).logged) return false;
        return true;
    }

    private void logFiles(Flow flow, Transaction transaction, boolean end) {
        for (int i = 0; i < transaction.files.size(); i++) {
            FileTransfer file = transaction.files.get(i);
            if (file.logged || !(end || file.body.isComplete())) continue;
            file.logged = true;
            if (end && file.state == FileTransfer.State.OPEN) file.truncate();
            emit(events.file(flow, transaction, file, now, number));
        }
    }

    private void emit(Event event) {
        out.add(key, endedNs, partition, event);
    }

    /// Lets go of this worker's handles on the rules.
    @Override
    public void close() {
        engine.close();
    }

    /// Adds this worker's counters, named as Suricata's `stats` names them where it has the same.
    public void count(java.util.Map<String, Long> counters) {
        protocols.into(counters);
        shedding.count(counters);
        counters.merge("defrag.reassembled", decoder.datagramsRebuilt(), Long::sum);
        counters.merge("defrag.dropped", decoder.datagramsDropped(), Long::sum);
        counters.merge("decoder.dropped_inner", decoder.packetsDropped(), Long::sum);
        for (Layer layer : Layer.values()) {
            counters.merge("decoder." + layer.statsName(), decoder.met(layer), Long::sum);
        }
        for (int i = 0; i < anomalyCounts.length; i++) {
            Anomaly anomaly = Anomaly.at(i);
            String group = anomaly.ofStream() ? "stream." : "decoder.event.";
            if (anomalyCounts[i] > 0) counters.merge(group + anomaly.keyword(), anomalyCounts[i], Long::sum);
        }
        counters.merge("flow.evicted", flows.evicted(), Long::sum);
        counters.merge("tcp.sessions", reassembler.sessions(), Long::sum);
        counters.merge("tcp.no_session", reassembler.withoutSession(), Long::sum);
        counters.merge("tcp.invalid_checksum", reassembler.badChecksums(), Long::sum);
        counters.merge("tcp.reassembly_gap", reassembler.gaps(), Long::sum);
        counters.merge("tcp.overlap", reassembler.overlaps(), Long::sum);
        counters.merge("tcp.segment_memcap_drop", reassembler.memoryDrops(), Long::sum);
        counters.merge("tcp.beyond_depth_bytes", reassembler.depthBytes(), Long::sum);
    }
}
