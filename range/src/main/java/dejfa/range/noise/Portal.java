package dejfa.range.noise;

import dejfa.range.log.IisLog;
import dejfa.range.proto.Http;
import dejfa.range.proto.TlsClient;
import dejfa.range.scene.World;
import dejfa.range.wire.Dice;
import dejfa.range.wire.Host;
import dejfa.range.wire.Stack;
import dejfa.range.wire.TcpSession;
import java.util.ArrayList;
import java.util.List;

/// Citizens and staff use the public site and the SharePoint portal all day long.
final class Portal {
    private static final List<String> PAGES = List.of(
            "/Pages/default.aspx",
            "/Pages/services.aspx",
            "/Pages/forms.aspx",
            "/_layouts/15/start.aspx",
            "/Style%20Library/site.css",
            "/_layouts/15/init.js",
            "/SiteAssets/logo.png",
            "/Pages/contact.aspx");

    private final World world;
    private final Dice dice;
    private final Browsing browsing;
    private final List<Host> citizens = new ArrayList<>();

    Portal(World world) {
        this.world = world;
        dice = world.dice.fork("portal");
        browsing = new Browsing(world);
        for (int i = 0; i < 40; i++)
            citizens.add(world.network.outside("citizen" + i, dice.pick(Stack.WINDOWS_10, Stack.LINUX)));
    }

    void play() {
        long pause = 75 * World.SECOND / world.level.volume;
        world.clock.every(
                world.startNs + dice.waiting(pause),
                world.endNs,
                () -> dice.waiting(pause),
                now -> visit(now, dice.pick(citizens)));
        world.clock.every(world.startNs + dice.waiting(pause), world.endNs, () -> dice.waiting(4 * pause), now -> {
            Host client = dice.pick(world.network.clients);
            visit(world.dns.address(now, client, "portal." + world.network.domain), client);
        });
    }

    /// Staff and some citizens come by HTTPS; the access log shows what the wire hides.
    private void secretVisit(long timeNs, Host from) {
        String name = "portal." + world.network.domain;
        browsing.secure(timeNs, from, name, TlsClient.FIREFOX, 1, 1200);
        Http.Request request = new Http.Request("GET", dice.pick(PAGES), name);
        note(timeNs + 2 * from.delayNs + 40_000_000L, 31_000_000L, from, request, Agents.FIREFOX, 200, 443);
    }

    private void visit(long timeNs, Host from) {
        if (dice.chance(0.2)) {
            secretVisit(timeNs, from);
            return;
        }
        boolean portal = dice.chance(0.75);
        Host server = portal ? world.network.sharePoint : world.network.web;
        String name = (portal ? "portal." : "www.") + world.network.domain;
        TcpSession session = world.tcp(timeNs, from, server, 80).connect();
        String agent = Agents.browser(world.dice.fork(from.name).chance(0.4) ? TlsClient.FIREFOX : TlsClient.CHROME);
        for (int i = dice.between(1, 3); i > 0; i--) {
            long asked = session.now();
            Http.Request request = dice.chance(0.06) ? form(name) : new Http.Request("GET", dice.pick(PAGES), name);
            request.with("User-Agent", agent).with("Accept", "*/*").with("Accept-Language", "en-US,en;q=0.5");
            int status = dice.chance(0.05) ? 404 : dice.chance(0.15) ? 304 : 200;
            byte[] body = status == 200 ? Pages.html(dice, dice.size(800, 4000)) : new byte[0];
            session.fromClient(request.toBytes());
            session.pause(dice.waiting(30_000_000L));
            String banner = portal ? "Microsoft-IIS/8.5" : "nginx/1.14.2";
            session.fromServer(Http.response(status, banner, session.now(), "text/html; charset=utf-8", body));
            if (portal) note(session.now(), session.now() - asked, from, request, agent, status, 80);
            session.pause(dice.waiting(2 * World.SECOND));
        }
        session.close(dice.chance(0.6));
    }

    private Http.Request form(String name) {
        Http.Request request = new Http.Request("POST", "/Pages/contact.aspx", name);
        String text = "subject=question&text="
                + Pages.text(dice, 80).replace(' ', '+').replace("\r\n", "+");
        return request.body(
                "application/x-www-form-urlencoded", text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private void note(long timeNs, long takenNs, Host from, Http.Request request, String agent, int status, int port) {
        world.iis.add(new IisLog.Entry(
                timeNs,
                request.method,
                request.target,
                null,
                port,
                null,
                from.ip(),
                agent,
                null,
                status,
                takenNs / 1_000_000));
    }
}
