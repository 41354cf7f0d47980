package dejfa.range.scene;

import dejfa.range.Background;
import dejfa.range.log.IisLog;
import dejfa.range.log.Security;
import dejfa.range.log.Sysmon;
import dejfa.range.log.WindowsLog;
import dejfa.range.wire.Capture;
import dejfa.range.wire.Dice;
import dejfa.range.wire.Host;
import dejfa.range.wire.TcpSession;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/// Everything of one run: the network, its clock, what the tap and the logs saw, and the truth.
public final class World {
    public static final long SECOND = 1_000_000_000L;
    public static final long MINUTE = 60 * SECOND;
    /// every run begins here, whatever the wall clock says
    public static final long START_NS = Instant.parse("2019-12-10T05:00:00Z").getEpochSecond() * SECOND;

    public final Dice dice;
    public final Background level;
    public final long startNs = START_NS;
    public final long endNs;
    public final Clock clock;
    public final Network network;
    public final Capture capture;
    public final Dns dns;
    public final IisLog iis;
    public final WindowsLog windows;
    public final Security security;
    public final Truth truth = new Truth();

    private final Dice wire;
    private final Map<Host, Sysmon> sysmons = new HashMap<>();

    public World(long seed, double hours, Background level) {
        this.level = level;
        dice = new Dice(seed).fork("world");
        wire = dice.fork("wire");
        endNs = startNs + (long) (hours * 3600) * SECOND;
        clock = new Clock(endNs);
        network = new Network(dice.fork("network"), level.clients);
        capture = new Capture(network.router, endNs);
        dns = new Dns(this);
        iis = new IisLog(network.sharePoint.ip());
        windows = new WindowsLog(network.domain, dice.fork("records"));
        security = new Security(windows, network.shortDomain, dice.fork("logons"));
    }

    public void run(LongConsumer progress) {
        clock.run(progress);
    }

    /// A connection that begins at that time; nothing of it has been seen yet.
    public TcpSession tcp(long timeNs, Host client, Host server, int port) {
        return new TcpSession(capture, wire, client, server, port, false, timeNs);
    }

    /// The same over IPv6, where both sides have it.
    public TcpSession tcp6(long timeNs, Host client, Host server, int port) {
        boolean six = client.address6 != null && server.address6 != null;
        return new TcpSession(capture, wire, client, server, port, six, timeNs);
    }

    public Sysmon sysmon(Host host) {
        return sysmons.computeIfAbsent(host, key -> new Sysmon(windows, key, dice.fork("sysmon " + key.name)));
    }

    /// A moment at about that share of the run, 0 to 1; the seed moves it by up to a hundredth, always the same way.
    public long at(double share) {
        double moved = share + 0.012 * dice.fork("moment " + share).unit();
        return startNs + Math.round((endNs - startNs) / 1e6 * moved) * 1_000_000L;
    }
}
