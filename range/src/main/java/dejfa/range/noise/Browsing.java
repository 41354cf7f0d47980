package dejfa.range.noise;

import dejfa.range.proto.Certificate;
import dejfa.range.proto.Http;
import dejfa.range.proto.Packed;
import dejfa.range.proto.Tls;
import dejfa.range.proto.TlsClient;
import dejfa.range.scene.World;
import dejfa.range.wire.Dice;
import dejfa.range.wire.Host;
import dejfa.range.wire.TcpSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// People read web pages: a site and the third parties on its pages, over TLS mostly.
final class Browsing {
    private final World world;
    private final Dice dice;
    private final List<String> sites = new ArrayList<>();
    private final List<String> thirds = List.of(
            "cdn.fastpages.example",
            "fonts.webtype.example",
            "metrics.counter.example",
            "ads.banner.example",
            "img.mediacache.example",
            "api.weather.example");
    private final Map<String, byte[]> certificates = new HashMap<>();

    Browsing(World world) {
        this.world = world;
        dice = world.dice.fork("browsing");
        for (int i = 0; i < 60; i++) {
            sites.add("www." + dice.letters(dice.between(4, 9)) + dice.pick("", "news", "shop", "mail", "wiki")
                    + ".example");
        }
    }

    void play() {
        long pause = 48 * World.MINUTE / world.level.volume;
        for (Host client : world.network.clients) {
            TlsClient program = dice.pick(TlsClient.CHROME, TlsClient.CHROME, TlsClient.FIREFOX);
            long first = world.startNs + dice.waiting(pause);
            world.clock.every(first, world.endNs, () -> dice.waiting(pause), now -> visit(now, client, program));
        }
    }

    private void visit(long timeNs, Host client, TlsClient program) {
        String site = sites.get(Math.min(dice.below(sites.size()), dice.below(sites.size())));
        long time = world.dns.address(timeNs, client, site);
        if (dice.chance(0.1)) plain(time, client, site, program);
        else secure(time, client, site, program, dice.between(1, 2), 2000);
        for (int i = dice.below(3); i > 0; i--) {
            String third = dice.pick(thirds);
            long at = time + dice.between(200_000_000L, 900_000_000L);
            secure(world.dns.address(at, client, third), client, third, program, 1, 900);
        }
    }

    void secure(long timeNs, Host client, String name, TlsClient program, int exchanges, int typical) {
        Host server = world.network.site(name);
        TcpSession session = world.tcp6(timeNs, client, server, 443).connect();
        Tls tls = new Tls(session, program, dice);
        boolean modern = world.dice.fork(name).chance(0.5);
        tls.handshake(name, modern, List.of(certificate(name)));
        for (int i = 0; i < exchanges; i++) {
            tls.fromClient(dice.size(380, 1300));
            session.pause(dice.waiting(60_000_000L));
            tls.fromServer(dice.size(typical, 24_000 * world.level.volume));
            session.pause(dice.waiting(3 * World.SECOND));
        }
        if (dice.chance(0.8)) tls.close(true);
        else if (dice.chance(0.5)) session.reset(true);
        else session.leaveOpen();
    }

    private void plain(long timeNs, Host client, String name, TlsClient program) {
        TcpSession session =
                world.tcp(timeNs, client, world.network.site(name), 80).connect();
        Http.Request request = new Http.Request("GET", "/" + dice.letters(6) + ".html", name);
        request.with("User-Agent", Agents.browser(program)).with("Accept", "text/html,*/*");
        session.fromClient(request.with("Accept-Encoding", "gzip, deflate").toBytes());
        byte[] page = Packed.gzip(Pages.html(dice, dice.size(1500, 9000)));
        String packed = "Content-Encoding: gzip\r\n";
        session.fromServer(Http.response(200, "nginx/1.16.1", session.now(), "text/html", page, packed));
        session.close(dice.chance(0.5));
    }

    byte[] certificate(String name) {
        return certificates.computeIfAbsent(name, key -> {
            Dice own = world.dice.fork("certificate " + key);
            Instant from = Instant.ofEpochSecond(world.startNs / World.SECOND - 86400L * own.between(5, 80));
            return Certificate.make(
                    List.of(key), "Example Trust CA R" + own.between(1, 4), key, from, Duration.ofDays(90), own);
        });
    }
}
