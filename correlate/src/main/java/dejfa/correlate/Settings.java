package dejfa.correlate;

import dejfa.api.Address;
import dejfa.api.Network;
import dejfa.intel.Assets;
import java.io.Serializable;
import java.util.List;

/// What decides whether alerts belong together and when they are an incident.
///
/// @param homeNetworks the own networks
/// @param synthetic the input comes from the range; every incident says so
/// @param joinPoints points of evidence that two findings need to be one attack
/// @param victimWindowNs longest silence between findings on one victim that still belong together
/// @param serverWindowNs the same for findings that share a server, certificate or framing
/// @param preludeWindowNs how long before the first access a scan or attempt against the same victim is its prelude
/// @param popularHosts own hosts that talk to an outside address from which on it says little (a public resolver)
/// @param incidentScore severity times confidence over distinct rules that makes an incident
/// @param probeScore the same for scans and attempts
/// @param faintScore the same for findings of low severity only
/// @param maxFindings findings kept; beyond it the oldest is dropped and counted
/// @param maxSamples alerts kept of one finding
public record Settings(
        List<Network> homeNetworks,
        boolean synthetic,
        double joinPoints,
        long victimWindowNs,
        long serverWindowNs,
        long preludeWindowNs,
        int popularHosts,
        double incidentScore,
        double probeScore,
        double faintScore,
        int maxFindings,
        int maxSamples)
        implements Serializable {
    private static final long HOUR_NS = 3_600_000_000_000L;

    public Settings {
        homeNetworks = List.copyOf(homeNetworks);
        if (!(joinPoints > 0)) throw new IllegalArgumentException("joinPoints must be above 0: " + joinPoints);
        if (maxFindings < 1 || maxSamples < 1) throw new IllegalArgumentException("limits must be at least 1");
    }

    public static Settings defaults() {
        return new Settings(
                Assets.PRIVATE, false, 2.5, 24 * HOUR_NS, 7 * 24 * HOUR_NS, 6 * HOUR_NS, 8, 0.4, 0.2, 0.8, 20_000, 20);
    }

    public Settings withHome(List<Network> networks) {
        return new Settings(
                networks,
                synthetic,
                joinPoints,
                victimWindowNs,
                serverWindowNs,
                preludeWindowNs,
                popularHosts,
                incidentScore,
                probeScore,
                faintScore,
                maxFindings,
                maxSamples);
    }

    public Settings withSynthetic(boolean range) {
        return new Settings(
                homeNetworks,
                range,
                joinPoints,
                victimWindowNs,
                serverWindowNs,
                preludeWindowNs,
                popularHosts,
                incidentScore,
                probeScore,
                faintScore,
                maxFindings,
                maxSamples);
    }

    public Settings withLimits(int findings, int samples) {
        return new Settings(
                homeNetworks,
                synthetic,
                joinPoints,
                victimWindowNs,
                serverWindowNs,
                preludeWindowNs,
                popularHosts,
                incidentScore,
                probeScore,
                faintScore,
                findings,
                samples);
    }

    boolean isHome(Address address) {
        for (Network network : homeNetworks) if (network.contains(address)) return true;
        return false;
    }
}
