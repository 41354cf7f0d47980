package dejfa.range.noise;

import dejfa.range.proto.DnsMessage;
import dejfa.range.proto.Http;
import dejfa.range.proto.Ntp;
import dejfa.range.proto.Smb2;
import dejfa.range.proto.Smtp;
import dejfa.range.proto.Tls;
import dejfa.range.proto.TlsClient;
import dejfa.range.scene.World;
import dejfa.range.wire.Dice;
import dejfa.range.wire.Host;
import dejfa.range.wire.Stack;
import dejfa.range.wire.TcpSession;
import java.util.List;
import java.util.Locale;

/// Machines at work: pollers as regular as a beacon, time, mail, files, backup, monitoring.
final class Services {
    private final World world;
    private final Dice dice;
    private final Browsing browsing;

    Services(World world) {
        this.world = world;
        dice = world.dice.fork("services");
        browsing = new Browsing(world);
    }

    void play() {
        pollers();
        time();
        mail();
        files();
        backup();
        monitoring();
        serverUpdates();
        pushChannels();
        domainLookups();
    }

    /// Servers, too, talk to the outside world for good reasons.
    private void serverUpdates() {
        String name = "updates.serveros.example";
        for (Host server : List.of(world.network.controller, world.network.fileServer, world.network.sharePoint)) {
            world.truth.quiet("server-updates", server.ip(), "asks " + name + " for updates every 40 minutes or so");
            world.clock.every(
                    world.startNs + dice.between(1L, 4 * World.MINUTE),
                    world.endNs,
                    () -> 40 * World.MINUTE + dice.waiting(5 * World.MINUTE),
                    now -> browsing.secure(
                            world.dns.address(now, server, name), server, name, TlsClient.SCHANNEL, 2, 1500));
        }
    }

    /// Connections that stood before the capture began and stay to its end.
    private void pushChannels() {
        for (int i = 9; i < 12; i++) {
            Host client = world.network.clients.get(i);
            Host push = world.network.site("push.mobilevendor.example");
            world.clock.at(world.startNs + dice.waiting(World.MINUTE), now -> {
                TcpSession session = world.tcp(now, client, push, 443).alreadyOpen();
                Tls tls = new Tls(session, TlsClient.CHROME, dice);
                while (session.now() < world.endNs) {
                    session.pause(dice.between(4L, 9L) * World.MINUTE);
                    if (dice.chance(0.7)) session.keepAlive();
                    else tls.fromServer(dice.size(200, 900)).fromClient(40);
                }
            });
        }
    }

    /// Members of a domain look for its controllers.
    private void domainLookups() {
        String name = "_ldap._tcp.dc._msdcs." + world.network.domain;
        byte[] data = DnsMessage.srv(389, "dc01." + world.network.domain);
        List<DnsMessage.Answer> answers = List.of(new DnsMessage.Answer(null, DnsMessage.SRV, 600, data));
        for (Host client : world.network.clients) {
            long pause = 60 * World.MINUTE;
            world.clock.every(world.startNs + dice.waiting(pause), world.endNs, () -> dice.waiting(pause), now -> {
                world.dns.ask(now, client, name, DnsMessage.SRV, 0, answers, 600);
                String wrong = "wpad." + world.network.domain;
                world.dns.ask(now + 5_000_000, client, wrong, DnsMessage.A, DnsMessage.NAME_ERROR, List.of(), 300);
            });
        }
    }

    private void pollers() {
        Host signage = world.network.clients.get(1);
        String cdn = "poll.signagecdn.example";
        world.truth.quiet("cdn-poller", signage.ip(), "asks " + cdn + " every 60 s over TLS, as regularly as a beacon");
        byte[][] earlier = {{}};
        world.clock.every(
                world.startNs + dice.waiting(World.MINUTE),
                world.endNs,
                () -> 60 * World.SECOND + dice.between(-World.SECOND, World.SECOND),
                now -> earlier[0] = poll(world.dns.address(now, signage, cdn), signage, cdn, earlier[0]));
        Host updated = world.network.clients.get(2);
        String update = "update.appvendor.example";
        world.truth.quiet("update-checker", updated.ip(), "asks " + update + " every 5 minutes over HTTP");
        world.clock.every(
                world.startNs + dice.waiting(World.MINUTE),
                world.endNs,
                () -> 300 * World.SECOND + dice.between(0L, World.SECOND / 2),
                now -> {
                    TcpSession session = world.tcp(
                                    world.dns.address(now, updated, update), updated, world.network.site(update), 80)
                            .connect();
                    session.fromClient(new Http.Request("GET", "/check?version=4.2.1", update)
                            .with("User-Agent", "AppVendor-Updater/4.2")
                            .toBytes());
                    session.fromServer(Http.response(204, "nginx", session.now(), null, new byte[0]));
                    session.close(true);
                });
    }

    /// One poll; the session is resumed for most of an hour.
    private byte[] poll(long timeNs, Host client, String name, byte[] earlier) {
        TcpSession session =
                world.tcp(timeNs, client, world.network.site(name), 443).connect();
        Tls tls = new Tls(session, TlsClient.GO, dice);
        if (earlier.length == 0 || dice.chance(0.02)) tls.handshake(name, false, List.of(browsing.certificate(name)));
        else tls.resume(name, earlier);
        tls.fromClient(170 + dice.below(12)).fromServer(220 + dice.below(40));
        tls.close(true);
        return tls.sessionId();
    }

    private void time() {
        for (Host client : world.network.clients) {
            long pause = 64 * World.SECOND << dice.between(4, 6);
            world.clock.every(
                    world.startNs + dice.between(0L, pause),
                    world.endNs,
                    () -> pause,
                    now -> ntp(now, client, world.network.timeServer));
        }
        Host source = world.network.site("time.example");
        world.clock.every(
                world.startNs + dice.waiting(World.MINUTE),
                world.endNs,
                () -> 256 * World.SECOND,
                now -> ntp(now, world.network.timeServer, source));
    }

    private void ntp(long timeNs, Host client, Host server) {
        world.capture.udp(timeNs, client, 123, server, 123, Ntp.question(timeNs));
        long answered = timeNs + 2 * server.delayNs + 60_000;
        world.capture.udp(
                answered,
                server,
                123,
                client,
                123,
                Ntp.answer(timeNs, answered, world.network.ispResolver.address, dice));
    }

    private void mail() {
        long pause = 4 * World.MINUTE / world.level.volume;
        world.clock.every(world.startNs + dice.waiting(pause), world.endNs, () -> dice.waiting(pause), now -> {
            Host peer =
                    world.network.site("mx." + dice.pick("supplier", "city", "university", "newsroom") + ".example");
            boolean incoming = dice.chance(0.5);
            Host from = incoming ? peer : dice.pick(world.network.clients);
            Smtp.Mail letter = new Smtp.Mail(
                    dice.letters(6) + "@" + (incoming ? peer.name.substring(3) : world.network.domain),
                    List.of(dice.letters(5) + "@" + world.network.domain),
                    "Re: " + Pages.text(dice, 12).strip(),
                    Pages.text(dice, dice.size(500, 3000)),
                    dice.chance(0.2) ? "minutes.pdf" : null,
                    dice.bytes(dice.size(6000, 20000)));
            TcpSession session = world.tcp(now, from, world.network.mail, 25).connect();
            Smtp.deliver(
                    session,
                    from.name.contains(".") ? from.name : from.name + "." + world.network.domain,
                    "mail." + world.network.domain,
                    letter,
                    dice);
        });
    }

    private void files() {
        long pause = 8 * World.MINUTE / world.level.volume;
        world.clock.every(world.startNs + dice.waiting(pause), world.endNs, () -> dice.waiting(pause), now -> {
            Host client = dice.pick(world.network.clients);
            String user = "u" + client.name.substring(2);
            int bytes = dice.size(5000, 20_000);
            long found = world.dns.address(now, client, "fs01." + world.network.domain);
            Smb2 smb = smb(found, client, world.network.fileServer, user, "Public");
            smb.open("Office\\" + Pages.text(dice, 6).strip().replaceAll("[^a-z]", "_") + ".docx", false, bytes);
            smb.read(dice.bytes(bytes)).closeFile().logOff();
        });
    }

    private void backup() {
        world.truth.quiet(
                "backup", world.network.fileServer.ip(), "hourly backup by SMB to " + world.network.backup.ip());
        world.clock.every(world.startNs + 20 * World.MINUTE, world.endNs, () -> 60 * World.MINUTE, now -> {
            byte[] content = dice.bytes(40_000 * world.level.volume);
            smb(now, world.network.fileServer, world.network.backup, "svc-bk", "Vault")
                    .open("fs01\\increment.vbk", true, content.length)
                    .write(content)
                    .closeFile()
                    .logOff();
        });
    }

    private Smb2 smb(long timeNs, Host client, Host server, String user, String share) {
        TcpSession session = world.tcp(timeNs, client, server, 445).connect();
        if (server.stack == Stack.WINDOWS_SERVER) {
            world.security.credentialsChecked(timeNs + 2_000_000, world.network.controller, user, client, "0x0");
            world.security.logOn(
                    timeNs + 4_000_000, server, user, 3, client, session.clientPort, timeNs + 20 * World.SECOND);
        }
        Smb2 smb = new Smb2(session, dice);
        smb.logOn(
                world.network.shortDomain,
                user,
                client.name.toUpperCase(Locale.ROOT),
                server.name.toUpperCase(Locale.ROOT),
                0);
        return smb.connectTree("\\\\" + server.name + "\\" + share, 0);
    }

    private void monitoring() {
        Host monitor = world.network.monitor;
        world.truth.quiet(
                "monitoring", monitor.ip(), "pings every server and opens its ports every few minutes, like a scan");
        int[] sequence = {0};
        world.clock.every(
                world.startNs + dice.waiting(World.MINUTE),
                world.endNs,
                () -> 300 * World.SECOND / world.level.volume,
                now -> {
                    long time = now;
                    sequence[0]++;
                    for (Host server : world.network.servers()) {
                        world.capture.ping(time, monitor, server, 0x1d0b, sequence[0], new byte[32]);
                        time += 20_000_000;
                    }
                    for (Host server : List.of(world.network.web, world.network.sharePoint, world.network.mail)) {
                        int port = server == world.network.mail ? 25 : 80;
                        world.tcp(time, monitor, server, port).connect().close(true);
                        time += 60_000_000;
                    }
                });
    }
}
