package dejfa.api;

import java.lang.foreign.MemorySegment;

/// One decoded packet: a reused object of primitives that points into the frame's memory. Offsets count from the
/// start of [#data]; -1 means the layer is absent. Fields are public because it is read on the hot path everywhere
/// and owned by one worker.
public final class Packet {
    /// 1-based number of the frame in the input (`pcap_cnt`); a packet out of a tunnel has its frame's number
    public long number;

    /// nanoseconds since 1970
    public long timeNs;
    /// index of the input file or interface
    public int source;
    /// link type of the frame (pcap's LINKTYPE_ registry)
    public int linkType;

    public int partition;
    public MemorySegment data;
    public long frameOffset;
    /// bytes of the frame present at [#frameOffset]
    public int frameBytes;
    /// bytes of the frame on the wire
    public int wireBytes;
    /// 0 on the wire, 1 inside one tunnel, …
    public int tunnelDepth;
    /// rebuilt from fragments
    public boolean rebuilt;

    public long ethernetOffset;
    public int etherType;
    public int vlanCount;
    public int vlanOuter;
    public int vlanInner;
    /// of three, the innermost
    public int vlanThird;

    /// 4, 6 or 0 where there is no IP
    public int ipVersion;

    public long ipOffset;
    /// IPv6: with its extension headers
    public int ipHeaderBytes;
    /// header and payload as the IP header tells
    public int ipTotalBytes;

    public int ipId;
    /// IPv4 type of service, IPv6 traffic class
    public int ipTos;
    /// time to live or hop limit
    public int ipTtl;
    /// bits: 1 more fragments, 2 don't fragment, 4 reserved
    public int ipFlags;
    /// in bytes
    public int ipFragmentOffset;
    /// IP protocol of the payload; -1 without IP
    public int protocol;

    public boolean ipChecksumBad;
    public long sourceHigh;
    public long sourceLow;
    public long destinationHigh;
    public long destinationLow;

    public long transportOffset;
    public int transportHeaderBytes;
    public boolean transportChecksumBad;
    /// TCP, UDP and SCTP; 0 otherwise
    public int sourcePort;

    public int destinationPort;
    /// unsigned 32 bits each
    public long tcpSequence;

    public long tcpAcknowledgment;
    /// FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32, ECE 64, CWR 128
    public int tcpFlags;

    public int tcpWindow;
    public int tcpUrgent;
    /// from options: -1 when absent
    public int tcpMss;

    public int tcpWindowScale;
    public long tcpTimestamp;
    public long tcpTimestampEcho;
    public boolean tcpSackPermitted;

    public int icmpType;
    public int icmpCode;
    public int icmpId;
    public int icmpSequence;

    /// what the transport carries, or the IP payload where the transport is not known
    public long payloadOffset;

    public int payloadBytes;

    /// Decoder anomalies of this packet: indexes into the decoder's table of names.
    public final int[] anomalies = new int[8];

    public int anomalyCount;

    /// set by the flow table
    public Flow flow;

    public Direction direction;
    /// set by the reassembler: the payload was taken into the stream
    public boolean inStream;
    /// set by the reassembler: first packet of the flow / belongs to an established flow
    public boolean established;

    public Address sourceAddress() {
        return new Address(sourceHigh, sourceLow);
    }

    public Address destinationAddress() {
        return new Address(destinationHigh, destinationLow);
    }

    @HotPath
    public void anomaly(int index) {
        if (anomalyCount < anomalies.length) anomalies[anomalyCount++] = index;
    }

    @HotPath
    public void clear() {
        data = null;
        tunnelDepth = 0;
        rebuilt = false;
        ethernetOffset = ipOffset = transportOffset = payloadOffset = -1;
        etherType = vlanCount = vlanOuter = vlanInner = vlanThird = 0;
        ipVersion = ipHeaderBytes = ipTotalBytes = ipId = ipTos = ipTtl = ipFlags = ipFragmentOffset = 0;
        protocol = -1;
        ipChecksumBad = transportChecksumBad = false;
        sourceHigh = sourceLow = destinationHigh = destinationLow = 0;
        transportHeaderBytes = sourcePort = destinationPort = 0;
        tcpSequence = tcpAcknowledgment = 0;
        tcpFlags = tcpWindow = tcpUrgent = 0;
        tcpMss = tcpWindowScale = -1;
        tcpTimestamp = tcpTimestampEcho = -1;
        tcpSackPermitted = false;
        icmpType = icmpCode = icmpId = icmpSequence = 0;
        payloadBytes = 0;
        anomalyCount = 0;
        flow = null;
        direction = null;
        inStream = established = false;
    }
}
