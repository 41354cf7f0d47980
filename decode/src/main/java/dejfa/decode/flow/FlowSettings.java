package dejfa.decode.flow;

/// Time-outs as Suricata's defaults have them, in seconds of packet time since the flow's last packet.
///
/// @param inputIdentity makes flow ids differ from input to input
/// @param maxFlows flows per partition; beyond it the one idle for longest is ended and counted
/// @param vlanTracking flows of different VLANs are different flows
public record FlowSettings(
        long inputIdentity,
        int tcpNewSeconds,
        int tcpEstablishedSeconds,
        int tcpClosedSeconds,
        int udpNewSeconds,
        int udpEstablishedSeconds,
        int icmpNewSeconds,
        int icmpEstablishedSeconds,
        int otherNewSeconds,
        int otherEstablishedSeconds,
        int maxFlows,
        boolean vlanTracking) {
    public FlowSettings {
        if (maxFlows < 1) throw new IllegalArgumentException("maxFlows must be 1 or more");
        int least = Math.min(Math.min(tcpNewSeconds, tcpEstablishedSeconds), Math.min(tcpClosedSeconds, udpNewSeconds));
        least = Math.min(least, Math.min(udpEstablishedSeconds, icmpNewSeconds));
        least = Math.min(least, Math.min(icmpEstablishedSeconds, Math.min(otherNewSeconds, otherEstablishedSeconds)));
        if (least < 1) throw new IllegalArgumentException("every time-out must be 1 second or more");
    }

    public static FlowSettings defaults(long inputIdentity) {
        return new FlowSettings(inputIdentity, 60, 600, 60, 30, 300, 30, 300, 30, 300, 65_536, true);
    }

    public FlowSettings withMaxFlows(int flows) {
        return new FlowSettings(
                inputIdentity,
                tcpNewSeconds,
                tcpEstablishedSeconds,
                tcpClosedSeconds,
                udpNewSeconds,
                udpEstablishedSeconds,
                icmpNewSeconds,
                icmpEstablishedSeconds,
                otherNewSeconds,
                otherEstablishedSeconds,
                flows,
                vlanTracking);
    }

    public FlowSettings withVlanTracking(boolean tracking) {
        return new FlowSettings(
                inputIdentity,
                tcpNewSeconds,
                tcpEstablishedSeconds,
                tcpClosedSeconds,
                udpNewSeconds,
                udpEstablishedSeconds,
                icmpNewSeconds,
                icmpEstablishedSeconds,
                otherNewSeconds,
                otherEstablishedSeconds,
                maxFlows,
                tracking);
    }
}
